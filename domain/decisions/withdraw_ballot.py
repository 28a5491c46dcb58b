"""Who cast the ballot of a seat withdraws it before the close."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.ballots.errors import NoBallotYet, VotingIsClosed
from domain.ballots.standing import Standing
from domain.decisions.sees_voting import SeesVoting
from domain.events.ballots import (
    BallotCast,
    BallotVoided,
    BallotWithdrawn,
    DeadlineExtended,
    VotingClosed,
)
from domain.events.decisions import DecisionOpened
from domain.ids import SeatId
from domain.kernel import Selector, select


@dataclass(kw_only=True)
class WithdrawBallot(SeesVoting):
    """As if it had never been cast: what was chosen is gone from the box."""

    seat: SeatId

    def boundary(self) -> Sequence[Selector]:
        own = [self.seat, self.decision]
        return [
            select(DecisionOpened, DeadlineExtended, VotingClosed, tags=[self.decision]),
            select(BallotCast, BallotVoided, BallotWithdrawn, tags=own),
        ]

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        mine = self._mine()
        return () if mine is None else [(self.decision, mine.ballot.choice.sealed)]

    def execute(self) -> None:
        self.require_member()
        _ = self.opened
        if self.voting.closed_at is not None or self.at >= self.voting.closes_at:
            raise VotingIsClosed(decision=self.decision)
        mine = self._mine()
        if mine is None:
            raise NoBallotYet(seat=self.seat)
        self.record(
            BallotWithdrawn(ballot=mine.ballot.ballot, decision=self.decision, seat=self.seat)
        )

    def _mine(self) -> Standing | None:
        """Own or by proxy: whoever cast it."""
        standing = self.voting.standing()
        found = (standing.own(self.seat), standing.by_proxy(self.seat))
        return next((each for each in found if each and each.caster == self.actor), None)
