"""The ballots of a decision are opened and counted, and its result is declared."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.ballots.errors import DecisionNotFound
from domain.ballots.opens_ballots import OpensBallots
from domain.counting.majority import MajorityCount, count_majority
from domain.events.ballots import (
    BallotVoided,
    OpenedLine,
    Outcome,
    ResultCounted,
    ResultDeclared,
)
from domain.events.decisions import DecisionOpened
from domain.events.plans import PlanAdopted
from domain.events.seats import SeatEstablished, SeatFilled, SeatVacated
from domain.ids import DecisionId, PersonId, SeatId
from domain.kernel import Event, Selector, on, select
from domain.seats.register import SeatRegister

OUTCOMES: dict[str, Outcome] = {
    "passed": "adopted",
    "not_passed": "rejected",
    "no_quorum": "no_quorum",
    "too_few_voters": "too_few_voters",
    "no_votes": "no_votes",
}


@dataclass(kw_only=True)
class DeclareDecisionResult(OpensBallots):
    decision: DecisionId

    opened: DecisionOpened | None = field(init=False, default=None)
    adopted: bool = field(init=False, default=False)
    seat_events: list[tuple[int, Event]] = field(init=False, default_factory=list)

    @property
    def subject(self) -> str:
        return self.decision

    def boundary(self) -> Sequence[Selector]:
        """What the organ's seats and the plan are, only the opening tells."""
        first = [select(DecisionOpened, tags=[self.decision]), self.ballots_and_close()]
        if self.opened is None:
            return first
        organ = f"organ:{self.opened.organ}"
        first.append(select(SeatEstablished, SeatFilled, SeatVacated, tags=[organ]))
        if self.opened.plan is not None:
            first.append(select(PlanAdopted, tags=[self.opened.plan]))
        return first

    @on(DecisionOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionOpened)
        self.opened = event

    @on(PlanAdopted)
    def _(self) -> None:
        self.adopted = True

    @on(SeatEstablished)
    def _(self, event: Event, position: int) -> None:
        self.seat_events.append((position, event))

    @on(SeatFilled)
    def _(self, event: Event, position: int) -> None:
        self.seat_events.append((position, event))

    @on(SeatVacated)
    def _(self, event: Event, position: int) -> None:
        self.seat_events.append((position, event))

    def execute(self) -> None:
        if self.opened is None:
            raise DecisionNotFound(decision=self.decision)
        self.require_closed()
        register = self.known_at_the_close()
        in_office = register.in_office(self.opened.organ, self.opened.closes_at)
        self.void_ballots_of_those_who_left(in_office)
        count = count_decision(
            self.opened,
            self.open_ballots(decision=self.decision),
            in_office=len(in_office),
            all_seats=len(register.on_organ(self.opened.organ)),
        )
        self.record(ResultCounted(decision=self.decision, majority=count))
        declared = self.record(
            ResultDeclared(decision=self.decision, outcome=OUTCOMES[count.reason])
        )
        if count.passed and self.opened.plan is not None and not self.adopted:
            adopted = PlanAdopted(plan=self.opened.plan, decision=self.decision)
            self.record(adopted, because=declared)

    def known_at_the_close(self) -> SeatRegister:
        register = SeatRegister()
        for position, event in sorted(self.seat_events, key=_by_position):
            if self.closed_at is not None and position < self.closed_at:
                register.see(event)
        return register

    def void_ballots_of_those_who_left(self, in_office: dict[SeatId, PersonId]) -> None:
        for ballot, caster in list(self.ballots):
            if ballot.seat is None or in_office.get(ballot.seat) != caster:
                self.ballots.void(ballot.ballot)
                self.record(
                    BallotVoided(ballot=ballot.ballot, decision=self.decision, ground="left_office")
                )


def count_decision(
    opened: DecisionOpened, lines: Sequence[OpenedLine], *, in_office: int, all_seats: int
) -> MajorityCount:
    """Count by the rule in ``opened``: what the machine does, and every recount.

    Outside a meeting who cast a ballot is present.
    """
    return count_majority(
        [line.choice for line in lines],  # type: ignore[misc]
        threshold=opened.threshold,
        quorum=opened.quorum,
        min_voters=opened.min_voters,
        present=len(lines),
        in_office=in_office,
        all_seats=all_seats,
    )


def _by_position(seen: tuple[int, Any]) -> int:
    return seen[0]
