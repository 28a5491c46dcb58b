"""An act that names somebody who must be a professional at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.events.persons import (
    PersonErased,
    PersonRegistered,
    Role,
    RoleGranted,
    RoleRevoked,
    Standing,
)
from domain.ideas.errors import NoProfessional
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.persons.errors import PersonNotFound
from domain.persons.professional import is_professional


@dataclass(kw_only=True)
class SeesProfessional(Act):
    standings: dict[PersonId, Standing] = field(init=False, default_factory=dict)
    roles: dict[PersonId, set[Role]] = field(init=False, default_factory=dict)

    def who_is(self, person: PersonId) -> Sequence[Selector]:
        known = (PersonRegistered, PersonErased, RoleGranted, RoleRevoked)
        return [select(*known, tags=[person])]

    @on(PersonRegistered)
    def _(self, person: PersonId, standing: Standing) -> None:
        self.standings[person] = standing

    @on(PersonErased)
    def _(self, person: PersonId) -> None:
        self.standings.pop(person, None)

    @on(RoleGranted)
    def _(self, person: PersonId, role: Role) -> None:
        self.roles.setdefault(person, set()).add(role)

    @on(RoleRevoked)
    def _(self, person: PersonId, role: Role) -> None:
        self.roles.setdefault(person, set()).discard(role)

    def require_professional(self, person: PersonId) -> None:
        """Raise PersonNotFound or NoProfessional."""
        standing = self.standings.get(person)
        if standing is None:
            raise PersonNotFound(person=person)
        if not is_professional(standing, self.roles.get(person, ())):
            raise NoProfessional(person=person)
