"""A seat holder casts the ballot of their seat on a decision, or replaces it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from domain.act import minted
from domain.ballots.errors import (
    DecisionNotFound,
    NotTheHolder,
    OtherProposal,
    SeatNotEntitled,
    VotingIsClosed,
)
from domain.counting.majority import Choice
from domain.events.ballots import BallotCast, VotingClosed
from domain.events.decisions import DecisionOpened
from domain.ids import BallotId, DecisionId, SeatId
from domain.kernel import Event, Selector, on, select, unsealed
from domain.seats.errors import SeatAbsent, SeatSuspended
from domain.seats.register import SEAT_EVENTS, SeesSeats


@dataclass(kw_only=True)
class CastBallotOnDecision(SeesSeats):
    """``proposal``, when given, is the hash of the text that the voter read."""

    ballot: BallotId = minted()
    decision: DecisionId
    seat: SeatId
    choice: Choice
    proposal: str | None = None

    opened: DecisionOpened | None = field(init=False, default=None)
    closed: bool = field(init=False, default=False)
    replaces: BallotId | None = field(init=False, default=None)

    def boundary(self) -> Sequence[Selector]:
        """Of the ballots only this seat's newest, so that the cost does not grow with them."""
        return [
            select(DecisionOpened, VotingClosed, tags=[self.decision]),
            select(*SEAT_EVENTS, tags=[self.seat]),
            select(BallotCast, tags=[self.seat, self.decision], latest=True),
        ]

    @on(DecisionOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionOpened)
        self.opened = event

    @on(VotingClosed)
    def _(self) -> None:
        self.closed = True

    @on(BallotCast)
    def _(self, ballot: BallotId) -> None:
        self.replaces = ballot

    def execute(self) -> None:
        self.require_member()
        if self.opened is None:
            raise DecisionNotFound(decision=self.decision)
        self._require_seat(self.opened)
        if self.closed or self.at >= self.opened.closes_at:
            raise VotingIsClosed(decision=self.decision)
        if self.proposal not in (None, self.opened.proposal):
            raise OtherProposal(proposal=self.opened.proposal)
        self.record(
            BallotCast(
                ballot=self.ballot,
                choice=unsealed(self.choice),
                decision=self.decision,
                seat=self.seat,
                proposal=self.opened.proposal,
                replaces=self.replaces,
            )
        )

    def _require_seat(self, opened: DecisionOpened) -> None:
        if self.register.voter(self.seat, self.at) != self.actor:
            self._refuse()
        if self.register.seats[self.seat].organ != opened.organ:
            raise SeatNotEntitled(seat=self.seat)

    def _refuse(self) -> NoReturn:
        if self.register.holder(self.seat, self.at) == self.actor:
            if self.register.history(self.seat).suspended(self.actor, self.at):
                raise SeatSuspended(seat=self.seat)
            raise SeatAbsent(seat=self.seat)
        raise NotTheHolder(seat=self.seat)
