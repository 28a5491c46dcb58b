"""A resident withdraws their ballot in a neighbourhood vote with an access code."""

from dataclasses import dataclass

from domain.votes.by_code import ByCode
from domain.votes.withdraw_ballot import WithdrawBallotInVote


@dataclass(kw_only=True)
class WithdrawBallotByCode(ByCode, WithdrawBallotInVote):
    """Also one that was cast without the code."""

    def execute(self) -> None:
        self.require_code()
        super().execute()
