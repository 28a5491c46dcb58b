"""The ballots of a decision are opened and counted, and its result is declared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.ballots.errors import DecisionNotFound
from domain.ballots.opens_ballots import OpensBallots
from domain.counting.majority import MajorityCount, count_majority
from domain.duties.naming import duty_id
from domain.events.ballots import (
    BallotVoided,
    Ground,
    OpenedLine,
    Outcome,
    ResultCounted,
    ResultDeclared,
)
from domain.events.bylaws import BylawsVersionAdopted
from domain.events.decisions import DecisionOpened, MethodObjected
from domain.events.duties import DutyOpened, OpenedDuty
from domain.events.meetings import AttendanceNoted, DepartureNoted
from domain.events.plans import PlanAdopted
from domain.ids import DecisionId, PersonId, SeatId
from domain.kernel import Event, Selector, on, select
from domain.meetings.attendance import AttendanceList
from domain.seats.register import SEAT_EVENTS, SeatRegister, SeesSeats

OUTCOMES: dict[str, Outcome] = {
    "passed": "adopted",
    "not_passed": "rejected",
    "no_quorum": "no_quorum",
    "too_few_voters": "too_few_voters",
    "no_votes": "no_votes",
}


@dataclass(kw_only=True)
class DeclareDecisionResult(OpensBallots, SeesSeats):
    decision: DecisionId

    opened: DecisionOpened | None = field(init=False, default=None)
    objected: bool = field(init=False, default=False)
    attendance: AttendanceList = field(init=False, default_factory=AttendanceList)
    """As known at the close."""
    adopted: bool = field(init=False, default=False)

    @property
    def subject(self) -> str:
        return self.decision

    @property
    def opens_box(self) -> str | None:  # type: ignore[override]
        """After an objection to the method nothing sealed is opened."""
        return None if self.objected else self.subject

    @property
    def empties_box(self) -> str:
        return self.subject

    @property
    def destroys_key(self) -> bool:
        return self.objected

    def boundary(self) -> Sequence[Selector]:
        """What the organ's seats and the plan are, only the opening tells."""
        first = [
            select(DecisionOpened, MethodObjected, tags=[self.decision]),
            self.ballots_and_close(),
        ]
        if self.opened is None:
            return first
        organ = f"organ:{self.opened.organ}"
        first.append(select(*SEAT_EVENTS, tags=[organ]))
        if self.opened.plan is not None:
            first.append(select(PlanAdopted, tags=[self.opened.plan]))
        if self.opened.meeting is not None:
            first.append(select(AttendanceNoted, DepartureNoted, tags=[self.opened.meeting]))
        return first

    @on(MethodObjected)
    def _(self) -> None:
        self.objected = True

    @on(AttendanceNoted)
    def _(self, event: Event, position: int) -> None:
        self._see_attendance(event, position)

    @on(DepartureNoted)
    def _(self, event: Event, position: int) -> None:
        self._see_attendance(event, position)

    def _see_attendance(self, event: Event, position: int) -> None:
        if self.closed_at is not None and position < self.closed_at:
            self.attendance.see(event)

    @on(DecisionOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionOpened)
        self.opened = event

    @on(PlanAdopted)
    def _(self) -> None:
        self.adopted = True

    def execute(self) -> None:
        if self.opened is None:
            raise DecisionNotFound(decision=self.decision)
        self.require_closed()
        assert self.closed_at is not None
        if self.objected:
            self.leave_it_to_a_meeting(self.opened)
            return
        register = self.register.as_known_at(self.closed_at)
        self.void_ballots_of_those_not_entitled(register, self.opened)
        count = count_decision(
            self.opened,
            self.open_ballots(decision=self.decision),
            in_office=len(register.counted(self.opened.organ, self.opened.closes_at)),
            all_seats=len(register.on_organ(self.opened.organ)),
            there=there(self.opened, self.attendance, register),
        )
        self.record(ResultCounted(decision=self.decision, majority=count))
        declared = self.record(
            ResultDeclared(decision=self.decision, outcome=OUTCOMES[count.reason])
        )
        if count.passed and self.opened.kind != "approval":
            self.put_into_effect(self.opened, because=declared)
        if self.opened.outside_meeting and count.reason in ("passed", "not_passed"):
            self.open_duty(self.opened, "report_to_next_meeting", because=declared)

    def leave_it_to_a_meeting(self, opened: DecisionOpened) -> None:
        declared = self.record(ResultDeclared(decision=self.decision, outcome="method_objected"))
        self.open_duty(opened, "decide_in_next_meeting", because=declared)

    def open_duty(self, opened: DecisionOpened, kind: OpenedDuty, because: int) -> None:
        duty = DutyOpened(
            duty=duty_id(kind, self.decision),
            kind=kind,
            organ=opened.organ,
            decision=self.decision,
        )
        self.record(duty, because=because)

    def put_into_effect(self, opened: DecisionOpened, because: int) -> None:
        """An approval has no effect of its own: it lets another organ decide."""
        if opened.plan is not None and not self.adopted:
            adopted = PlanAdopted(plan=opened.plan, decision=self.decision)
            self.record(adopted, because=because)
        if opened.proposed_bylaws is not None:
            version = BylawsVersionAdopted(
                bylaws=opened.proposed_bylaws,
                decision=self.decision,
                in_force_from=self.at if opened.kind == "regulations" else None,
            )
            self.record(version, because=because)

    def void_ballots_of_those_not_entitled(
        self, register: SeatRegister, opened: DecisionOpened
    ) -> None:
        entitled = register.electorate(opened.organ, opened.closes_at)
        for ballot, caster in list(self.ballots):
            if ballot.seat is None or entitled.get(ballot.seat) != caster:
                self.ballots.void(ballot.ballot)
                ground = ground_of(register, ballot.seat, caster, opened.closes_at)
                self.record(
                    BallotVoided(ballot=ballot.ballot, decision=self.decision, ground=ground)
                )


def ground_of(register: SeatRegister, seat: SeatId | None, caster: str, moment: datetime) -> Ground:
    """Why who cast a seat's ballot is not entitled at the close."""
    if seat is None:
        return "left_office"
    history = register.history(seat)
    if register.holder(seat, moment) == caster:
        return "suspended" if history.suspended(PersonId(caster), moment) else "absent"
    stood_in = any(each.person == caster for each in history.stand_ins)
    return "stand_in_ended" if stood_in else "left_office"


def there(
    opened: DecisionOpened, attendance: AttendanceList, register: SeatRegister
) -> set[SeatId]:
    """The entitled seats present or represented in the meeting at the close; outside, none."""
    if opened.meeting is None:
        return set()
    counted = register.counted(opened.organ, opened.closes_at)
    return attendance.taking_part(opened.closes_at) & set(counted)


def count_decision(
    opened: DecisionOpened,
    lines: Sequence[OpenedLine],
    *,
    in_office: int,
    all_seats: int,
    there: Collection[SeatId] = (),
) -> MajorityCount:
    """Count by the rule in ``opened``: what the machine does, and every recount.

    Who cast a ballot is present, and in a meeting also who is ``there`` without one.
    """
    voted = {line.seat for line in lines}
    return count_majority(
        [line.choice for line in lines],  # type: ignore[misc]
        threshold=opened.threshold,
        quorum=opened.quorum,
        min_voters=opened.min_voters,
        present=len(lines) + len(set(there) - voted),
        in_office=in_office,
        all_seats=all_seats,
    )
