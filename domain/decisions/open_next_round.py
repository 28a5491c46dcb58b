"""The clerk, or the chair in a meeting, opens the next round of an election."""

from dataclasses import dataclass

import msgspec

from domain.ballots.choices import options_of
from domain.counting.election_round import NextRound
from domain.counting.lot import DrawnLot, listed_order
from domain.decisions.count import Rounds, counted_election, held
from domain.decisions.errors import NoNextRound, NotInRounds
from domain.decisions.follows_up import FollowsUp
from domain.decisions.in_rounds import InRounds
from domain.events.ballots import Outcome
from domain.events.decisions import DecisionOpened

COUNTED: tuple[Outcome, ...] = (
    "next_round",
    "adopted",
    "rejected",
    "no_votes",
    "no_quorum",
    "too_few_voters",
    "no_resident_quorum",
    "too_few_for_secrecy",
)
"""Any other decision on an election has ended without a count. After the last four of these the
round was not held, and the same is asked again."""


@dataclass(kw_only=True)
class OpenNextRound(FollowsUp, InRounds):
    """Who stands in it, and for how many places, follows from all rounds before it and from who
    has declined by now. There is one lot for all of them."""

    def execute(self) -> None:
        opened = self.require_lead()
        if opened.method != "election":
            raise NotInRounds(method=opened.method)
        self.require_declared()
        self.require_latest()
        new = self.opening("next_round")
        asked = self._asked(new)
        if asked is None:
            raise NoNextRound(decision=self.decision)
        lot = {} if self._lot() is None else {"lot": None, "lot_seed": None}
        self.record(msgspec.structs.replace(new, election_round=asked, **lot))

    def _asked(self, new: DecisionOpened) -> NextRound | None:
        counted, declared = self.voting.counted, self.voting.declared
        if counted is None or declared is None or declared.outcome not in COUNTED:
            return None
        if self.aftermath.undone_by:
            return None
        rounds = Rounds(counted.election, self.voting.declined_by_now)
        # Without a lot no round was held yet, and the first one needs none.
        lot = self._lot() or listed_order(options_of(new))
        return counted_election(new, held(rounds), lot, rounds).next

    def _lot(self) -> DrawnLot | None:
        """Of all rounds, once one was counted."""
        return None if self.voting.counted is None else self.voting.counted.lot
