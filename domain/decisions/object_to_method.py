"""Somebody entitled objects to deciding outside a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.ballots.errors import DecisionNotFound, NotTheHolder, SeatNotEntitled, VotingIsClosed
from domain.decisions.errors import InMeeting, MethodObjectedAlready, Recused
from domain.events.ballots import DeadlineExtended, VotingClosed
from domain.events.decisions import DecisionOpened, MethodObjected
from domain.ids import DecisionId, SeatId
from domain.kernel import Event, Selector, on, select
from domain.seats.recusals import RECUSAL_EVENTS, Recusals
from domain.seats.register import SEAT_EVENTS, SeesSeats


@dataclass(kw_only=True)
class ObjectToMethod(SeesSeats):
    """Until the close. It needs no reason: one suffices for a meeting to decide."""

    decision: DecisionId
    seat: SeatId

    opened: DecisionOpened | None = field(init=False, default=None)
    closes_at: datetime | None = field(init=False, default=None)
    closed: bool = field(init=False, default=False)
    objected: set[SeatId] = field(init=False, default_factory=set)
    recusals: Recusals = field(init=False, default_factory=Recusals)

    def boundary(self) -> Sequence[Selector]:
        return [
            select(DecisionOpened, DeadlineExtended, VotingClosed, tags=[self.decision]),
            select(*RECUSAL_EVENTS, tags=[self.decision]),
            select(*SEAT_EVENTS, tags=[self.seat]),
            select(MethodObjected, tags=[self.decision, self.seat]),
        ]

    @on(DecisionOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionOpened)
        if event.decision == self.decision:
            self.opened, self.closes_at = event, event.closes_at
            self.recusals.see(event)

    @on(DeadlineExtended)
    def _(self, closes_at: datetime) -> None:
        self.closes_at = closes_at

    @on(VotingClosed)
    def _(self) -> None:
        self.closed = True

    @on(MethodObjected)
    def _(self, seat: SeatId) -> None:
        self.objected.add(seat)

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, RECUSAL_EVENTS):
            self.recusals.see(event)

    def execute(self) -> None:
        self.require_member()
        if self.opened is None or self.closes_at is None:
            raise DecisionNotFound(decision=self.decision)
        if not self.opened.outside_meeting:
            raise InMeeting(decision=self.decision)
        if self.register.voter(self.seat, self.at) != self.actor:
            raise NotTheHolder(seat=self.seat)
        if self.register.seats[self.seat].organ != self.opened.organ:
            raise SeatNotEntitled(seat=self.seat)
        if self.actor in self.recusals.out:
            raise Recused(decision=self.decision)
        if self.closed or self.at >= self.closes_at:
            raise VotingIsClosed(decision=self.decision)
        if self.seat in self.objected:
            raise MethodObjectedAlready(seat=self.seat)
        self.record(MethodObjected(decision=self.decision, seat=self.seat))
