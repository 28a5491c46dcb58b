"""The board decides all the same, with its considerations in writing."""

from dataclasses import dataclass

from domain.ballots.errors import VotingIsClosed
from domain.events.recusals import RecusalSetAside
from domain.recusals.errors import ConsiderationsMissing, OtherOrganDecides
from domain.recusals.ladder import ITSELF, OnTheLadder


@dataclass(kw_only=True)
class SetRecusalAside(OnTheLadder):
    """Until the close: whoever was recused has vote and access again, and votes anew."""

    considerations: str | None = None

    def execute(self) -> None:
        self.require_lead()
        if self.voting.closed_at is not None or self.at >= self.voting.closes_at:
            raise VotingIsClosed(decision=self.decision)
        self.require_obstacle()
        instead = self.instead()
        if instead != ITSELF:
            raise OtherOrganDecides(organ=instead)
        if self.considerations is None or not self.considerations.strip():
            raise ConsiderationsMissing
        self.record(RecusalSetAside(decision=self.decision, considerations=self.considerations))
