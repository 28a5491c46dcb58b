"""What all acts share by which people talk about a proposal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from domain.ballots.errors import (
    DecisionNotFound,
    NotTheHolder,
    SeatNotEntitled,
    VotingIsClosed,
)
from domain.decisions.arguments import ARGUMENT_EVENTS, Arguments
from domain.decisions.errors import Recused
from domain.deliberation.errors import DeliberationOver, HostRequired
from domain.events.ballots import DeadlineExtended, Outcome, ResultDeclared, VotingClosed
from domain.events.decisions import DecisionDrafted, DecisionExpired, DecisionOpened
from domain.events.meetings import AttendanceNoted, DepartureNoted
from domain.events.results import DecisionSentBack
from domain.ids import DecisionId, MeetingId, PersonId, PlanId, SeatId
from domain.kernel import Event, Selector, on, select
from domain.meetings.attendance import AttendanceList
from domain.meetings.errors import ChairOrClerkRequired
from domain.meetings.on_one_meeting import require_chair
from domain.seats.recusals import RECUSAL_EVENTS, Recusals
from domain.seats.register import SEAT_EVENTS, SeesSeats

NOTHING_DECIDED: Final[frozenset[Outcome]] = frozenset(
    (
        "objections",
        "unanswered",
        "no_quorum",
        "too_few_voters",
        "no_votes",
        "no_resident_quorum",
        "too_few_for_secrecy",
        "method_objected",
    )
)
"""After these the talk goes on."""


@dataclass(kw_only=True)
class InDeliberation(SeesSeats):
    """``decision`` is a draft, or the last that the proposal was put to."""

    decision: DecisionId

    drafted: DecisionDrafted | None = field(init=False, default=None)
    opened: DecisionOpened | None = field(init=False, default=None)
    closes_at: datetime | None = field(init=False, default=None)
    closed: bool = field(init=False, default=False)
    outcome: Outcome | None = field(init=False, default=None)
    sent_back: bool = field(init=False, default=False)
    """Then the talk begins again, whatever was decided."""
    ended: bool = field(init=False, default=False)
    """Expired, or followed by another decision on the same proposal."""
    recusals: Recusals = field(init=False, default_factory=Recusals)
    arguments: Arguments = field(init=False, default_factory=Arguments)
    attendance: AttendanceList = field(init=False, default_factory=AttendanceList)

    def boundary(self) -> Sequence[Selector]:
        course = (DecisionDrafted, DecisionExpired, DecisionOpened, DeadlineExtended)
        result = (VotingClosed, ResultDeclared, DecisionSentBack)
        found = [select(*course, *result, *RECUSAL_EVENTS, tags=[self.decision])]
        if self.drafted is None and self.opened is None:
            return found
        found.append(select(*SEAT_EVENTS, tags=[f"organ:{self.organ}"]))
        if self.meeting is not None:
            found.append(select(AttendanceNoted, DepartureNoted, tags=[self.meeting]))
        return found

    def and_its_arguments(self) -> Sequence[Selector]:
        """Those of the whole case, and the amendments that resolved some."""
        found = [*InDeliberation.boundary(self)]
        if self.drafted is not None or self.opened is not None:
            found.append(select(*ARGUMENT_EVENTS, DecisionOpened, tags=[self.case]))
        return found

    @on(DecisionDrafted)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionDrafted)
        self.drafted = event

    @on(DecisionExpired)
    def _(self) -> None:
        self.ended = True

    @on(DecisionOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionOpened)
        if event.decision == self.decision:
            self.opened = event
            self.closes_at = max(event.closes_at, self.closes_at or event.closes_at)
            self.recusals.see(event)
        elif event.follows == self.decision:
            self.ended = True
        self.arguments.see(event)

    @on(DeadlineExtended)
    def _(self, closes_at: datetime) -> None:
        self.closes_at = closes_at

    @on(VotingClosed)
    def _(self) -> None:
        self.closed = True

    @on(ResultDeclared)
    def _(self, outcome: Outcome) -> None:
        self.outcome = outcome

    @on(DecisionSentBack)
    def _(self) -> None:
        self.sent_back = True

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, RECUSAL_EVENTS):
            self.recusals.see(event)
        elif isinstance(event, ARGUMENT_EVENTS):
            self.arguments.see(event)
        elif isinstance(event, AttendanceNoted | DepartureNoted):
            self.attendance.see(event)

    @property
    def known(self) -> DecisionDrafted | DecisionOpened:
        """Raise DecisionNotFound."""
        known = self.opened or self.drafted
        if known is None:
            raise DecisionNotFound(decision=self.decision)
        return known

    @property
    def organ(self) -> str:
        return self.known.organ

    @property
    def plan(self) -> PlanId | None:
        return self.known.plan

    @property
    def case(self) -> DecisionId:
        opened = self.opened
        return self.decision if opened is None else opened.case or self.decision

    @property
    def meeting(self) -> MeetingId | None:
        return None if self.opened is None else self.opened.meeting

    @property
    def in_round(self) -> bool:
        """A meeting is asked for consent now, or votes."""
        return self.meeting is not None and self.outcome is None

    @property
    def voters(self) -> dict[SeatId, PersonId]:
        """Who has the say of each seat of the organ, without those who are recused."""
        voters = self.register.electorate(self.organ, self.at)
        return {seat: each for seat, each in voters.items() if each not in self.recusals.out}

    @property
    def asked_now(self) -> dict[SeatId, PersonId]:
        """In a meeting those who are there."""
        there = self.attendance.present(self.at) if self.in_round else self.voters
        return {seat: voter for seat, voter in self.voters.items() if seat in there}

    def require_going_on(self) -> None:
        """Raise DecisionNotFound, DeliberationOver or Recused."""
        self.require_member()
        _ = self.known
        expires_at = None if self.drafted is None else self.drafted.expires_at
        expired = self.opened is None and expires_at is not None and self.at >= expires_at
        decided = self.outcome is not None and self.outcome not in NOTHING_DECIDED
        if self.ended or expired or (decided and not self.sent_back):
            raise DeliberationOver(decision=self.decision)
        if self.actor in self.recusals.out:
            raise Recused(decision=self.decision)

    def require_before_close(self) -> None:
        """Raise VotingIsClosed between the close and the result."""
        late = self.closes_at is not None and self.at >= self.closes_at
        if self.outcome is None and (self.closed or late):
            raise VotingIsClosed(decision=self.decision)

    def require_host(self) -> None:
        """Raise HostRequired."""
        if self.hosts:
            return
        try:
            require_chair(self.register, self.organ, self.actor, self.at)
        except ChairOrClerkRequired:
            raise HostRequired(organ=self.organ) from None

    def require_own(self, seat: SeatId) -> None:
        """Raise NotTheHolder or SeatNotEntitled."""
        known = self.register.seats.get(seat)
        if known is None or known.organ != self.organ:
            raise SeatNotEntitled(seat=seat)
        if self.register.voter(seat, self.at) != self.actor:
            raise NotTheHolder(seat=seat)
