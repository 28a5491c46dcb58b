"""A resident withdraws their ballot in a neighbourhood vote before the close."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act
from domain.ballots.errors import NoBallotYet, VoteNotFound, VotingIsClosed
from domain.events.ballots import (
    BallotCast,
    BallotVoided,
    BallotWithdrawn,
    DeadlineExtended,
    VotingClosed,
)
from domain.events.votes import VoteOpened
from domain.ids import VoteId
from domain.kernel import Event, Selector, on, select


@dataclass(kw_only=True)
class WithdrawBallotInVote(Act):
    """As if it had never been cast: what was chosen is gone from the box."""

    vote: VoteId

    closes_at: datetime | None = field(init=False, default=None)
    closed: bool = field(init=False, default=False)
    standing: BallotCast | None = field(init=False, default=None)

    def boundary(self) -> Sequence[Selector]:
        """Of the ballots only this resident's newest, so that the cost does not grow."""
        ballots = (BallotCast, BallotVoided, BallotWithdrawn)
        return [
            select(VoteOpened, DeadlineExtended, VotingClosed, tags=[self.vote]),
            select(*ballots, tags=[self.actor, self.vote], latest=True),
        ]

    @on(VoteOpened)
    def _(self, closes_at: datetime) -> None:
        self.closes_at = closes_at

    @on(DeadlineExtended)
    def _(self, closes_at: datetime) -> None:
        self.closes_at = closes_at

    @on(VotingClosed)
    def _(self) -> None:
        self.closed = True

    @on(BallotCast)
    def _(self, event: Event) -> None:
        assert isinstance(event, BallotCast)
        self.standing = event

    @on(BallotVoided)
    def _(self) -> None:
        self.standing = None

    @on(BallotWithdrawn)
    def _(self) -> None:
        self.standing = None

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        return () if self.standing is None else [(self.vote, self.standing.choice.sealed)]

    def execute(self) -> None:
        self.require_member()
        if self.closes_at is None:
            raise VoteNotFound(vote=self.vote)
        if self.closed or self.at >= self.closes_at:
            raise VotingIsClosed(vote=self.vote)
        if self.standing is None:
            raise NoBallotYet(vote=self.vote)
        self.record(
            BallotWithdrawn(ballot=self.standing.ballot, vote=self.vote, resident=self.actor)
        )
