"""A seat nominates a candidate for an election by consent, or changes its nomination."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.decisions.errors import CandidateNotFound
from domain.deliberation.errors import NominationsClosed
from domain.deliberation.in_deliberation import InDeliberation
from domain.events.deliberation import NominationMade
from domain.ids import PersonId, SeatId
from domain.kernel import Selector, unsealed
from domain.persons.registered import SeesPersons, registration_of


@dataclass(kw_only=True)
class Nominate(InDeliberation, SeesPersons):
    seat: SeatId
    candidate: PersonId
    why: str

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *registration_of(self.candidate)]

    def execute(self) -> None:
        self.require_going_on()
        self.require_own(self.seat)
        if self.opened is not None:
            raise NominationsClosed(decision=self.decision)
        if self.candidate not in self.persons:
            raise CandidateNotFound(person=self.candidate)
        self.record(
            NominationMade(
                decision=self.decision,
                case=self.case,
                seat=self.seat,
                person=self.actor,
                candidate=self.candidate,
                why=unsealed(self.why),
            )
        )
