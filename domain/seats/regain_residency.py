"""The clerk records that somebody lives here again, or had never moved away."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.events.persons import PersonRegistered
from domain.events.seats import ResidencyLost, ResidencyRegained
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.persons.errors import PersonNotFound
from domain.seats.errors import ResidencyNotLost
from domain.seats.residency import SeesResidency


@dataclass(kw_only=True)
class RegainResidency(SeesResidency):
    """Gives nobody a seat back: what ended by mistake is annulled, what did not stays ended."""

    person: PersonId
    regained_at: datetime

    registered: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        person = (PersonRegistered, ResidencyLost, ResidencyRegained)
        return [select(*person, tags=[self.person])]

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.registered = self.registered or person == self.person

    def execute(self) -> None:
        self.require_role("clerk")
        if not self.registered:
            raise PersonNotFound(person=self.person)
        if self.residency.lives_here(self.person, self.regained_at):
            raise ResidencyNotLost(person=self.person)
        self.record(ResidencyRegained(person=self.person, regained_at=self.regained_at))
