"""The clerk records that somebody lives here again, or had never moved away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import ResidencyLost, ResidencyRegained
from domain.ids import PersonId
from domain.kernel import Selector, select
from domain.persons.registered import REGISTRATION, SeesPersons
from domain.seats.errors import ResidencyNotLost
from domain.seats.residency import SeesResidency


@dataclass(kw_only=True)
class RegainResidency(SeesResidency, SeesPersons):
    """Gives nobody a seat back: what ended by mistake is annulled, what did not stays ended."""

    person: PersonId
    regained_at: datetime

    def boundary(self) -> Sequence[Selector]:
        person = (*REGISTRATION, ResidencyLost, ResidencyRegained)
        return [select(*person, tags=[self.person])]

    def execute(self) -> None:
        self.require_role("clerk")
        self.persons.require(self.person)
        if self.residency.lives_here(self.person, self.regained_at):
            raise ResidencyNotLost(person=self.person)
        self.record(ResidencyRegained(person=self.person, regained_at=self.regained_at))
