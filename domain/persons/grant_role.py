"""The clerk gives somebody a role."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.events.persons import Role, RoleGranted, RoleRevoked
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.persons.errors import RoleAlreadyHeld
from domain.persons.registered import REGISTRATION, SeesPersons


@dataclass(kw_only=True)
class GrantRole(SeesPersons):
    person: PersonId
    role: Role

    held: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [select(*REGISTRATION, RoleGranted, RoleRevoked, tags=[self.person])]

    @on(RoleGranted)
    def _(self, person: PersonId, role: Role) -> None:
        if (person, role) == (self.person, self.role):
            self.held = True

    @on(RoleRevoked)
    def _(self, person: PersonId, role: Role) -> None:
        if (person, role) == (self.person, self.role):
            self.held = False

    def execute(self) -> None:
        self.require_role("clerk")
        self.persons.require(self.person)
        if self.held:
            raise RoleAlreadyHeld(person=self.person, role=self.role)
        self.record(RoleGranted(person=self.person, role=self.role))
