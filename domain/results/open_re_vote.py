"""The chair, or the clerk, puts a question to the vote again whose result was challenged."""

from dataclasses import dataclass

from domain.results.errors import ChallengedOutsideMeeting, NotWanted, ReVoteElsewhere
from domain.results.follows_result import FollowsResult


@dataclass(kw_only=True)
class OpenReVote(FollowsResult):
    """Held if more than half of the entitled seats wants it that took part in the first vote,
    present or represented: their challenges are the wish, counted.

    Article 2:13(4) lets one voter ask for it where a vote was neither by roll call nor in
    writing. All votes here are: ballots are written, and a roll call is recorded as it is
    called; so that case cannot arise.
    """

    def execute(self) -> None:
        opened = self.require_lead()
        self.require_result()
        if opened.meeting is None:
            raise ChallengedOutsideMeeting
        self.require_unfollowed("re_vote")
        there = {
            each.seat
            for each in self.voting.at_the_close().in_office
            if (each.attends or each.represented) and not each.recused
        }
        wanting = self.aftermath.challengers & there
        if 2 * len(wanting) <= len(there):
            raise NotWanted(wanting=len(wanting), there=len(there))
        new = self.opening("re_vote")
        if new.meeting != opened.meeting:
            raise ReVoteElsewhere
        self.record(new)
