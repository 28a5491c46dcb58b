"""A seat nominates a candidate for an election by consent, or changes its nomination."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.decisions.errors import CandidateNotFound
from domain.deliberation.errors import NominationsClosed
from domain.deliberation.in_deliberation import InDeliberation
from domain.events.deliberation import NominationMade
from domain.events.persons import PersonRegistered
from domain.ids import PersonId, SeatId
from domain.kernel import Selector, on, select, unsealed


@dataclass(kw_only=True)
class Nominate(InDeliberation):
    seat: SeatId
    candidate: PersonId
    why: str

    registered: set[PersonId] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), select(PersonRegistered, tags=[self.candidate])]

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.registered.add(person)

    def execute(self) -> None:
        self.require_going_on()
        self.require_own(self.seat)
        if self.opened is not None:
            raise NominationsClosed(decision=self.decision)
        if self.candidate not in self.registered:
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
