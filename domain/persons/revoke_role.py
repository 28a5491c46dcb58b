"""The clerk takes a role back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.events.persons import Role, RoleGranted, RoleRevoked
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.persons.errors import LastClerk, RoleNotHeld


@dataclass(kw_only=True)
class RevokeRole(Act):
    person: PersonId
    role: Role

    holders: set[PersonId] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        return [select(RoleGranted, RoleRevoked)]

    @on(RoleGranted)
    def _(self, person: PersonId, role: Role) -> None:
        if role == self.role:
            self.holders.add(person)

    @on(RoleRevoked)
    def _(self, person: PersonId, role: Role) -> None:
        if role == self.role:
            self.holders.discard(person)

    def execute(self) -> None:
        self.require_role("clerk")
        if self.person not in self.holders:
            raise RoleNotHeld(person=self.person, role=self.role)
        if self.role == "clerk" and len(self.holders) == 1:
            raise LastClerk
        self.record(RoleRevoked(person=self.person, role=self.role))
