"""A resident casts their ballot in a neighbourhood vote with an access code, or replaces it."""

from dataclasses import dataclass

from domain.votes.by_code import ByCode
from domain.votes.cast_ballot import CastBallotInVote


@dataclass(kw_only=True)
class CastBallotByCode(ByCode, CastBallotInVote):
    """The ballot is one like any other, and may replace one that was cast without the code."""

    def execute(self) -> None:
        self.require_code()
        super().execute()
