"""A resident withdraws their ballot in a neighbourhood vote before the close."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.ballots.errors import NoBallotYet
from domain.events.ballots import BallotWithdrawn
from domain.votes.of_one_resident import OfOneResident


@dataclass(kw_only=True)
class WithdrawBallotInVote(OfOneResident):
    """As if it had never been cast: what was chosen is gone from the box. So too for the ballot
    of a second registration that was merged into this one."""

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        return [(self.vote, ballot.choice.sealed) for ballot in self.standing.values()]

    def execute(self) -> None:
        self.require_member()
        _ = self.known
        self.require_open()
        self.require_online()
        if not self.standing:
            raise NoBallotYet(vote=self.vote)
        for ballot in self.standing.values():
            self.record(
                BallotWithdrawn(ballot=ballot.ballot, vote=self.vote, resident=ballot.resident)
            )
