"""The clerk gives somebody a role."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.events.persons import PersonErased, PersonRegistered, Role, RoleGranted, RoleRevoked
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.persons.errors import PersonNotFound, RoleAlreadyHeld


@dataclass(kw_only=True)
class GrantRole(Act):
    person: PersonId
    role: Role

    known: bool = field(init=False, default=False)
    held: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        events = (PersonRegistered, PersonErased, RoleGranted, RoleRevoked)
        return [select(*events, tags=[self.person])]

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.known = self.known or person == self.person

    @on(PersonErased)
    def _(self, person: PersonId) -> None:
        self.known = self.known and person != self.person

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
        if not self.known:
            raise PersonNotFound(person=self.person)
        if self.held:
            raise RoleAlreadyHeld(person=self.person, role=self.role)
        self.record(RoleGranted(person=self.person, role=self.role))
