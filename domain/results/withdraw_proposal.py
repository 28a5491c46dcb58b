"""Who made a proposal, or put it to the vote, withdraws it before the close."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.ballots.errors import VotingIsClosed
from domain.decisions.ends_early import EndsEarly
from domain.events.decisions import DecisionDrafted
from domain.events.plans import PlanProposed
from domain.kernel import Selector, on, select
from domain.results.errors import NotYourProposal


@dataclass(kw_only=True)
class WithdrawProposal(EndsEarly):
    """``ground`` is published. The clerk records it where the proposer said so in a meeting."""

    ground: str | None = None

    proposers: set[str] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary(), select(DecisionDrafted, tags=[self.decision])]
        opened = self.voting.opened
        if opened is not None and opened.plan is not None:
            found.append(select(PlanProposed, tags=[opened.plan]))
        return found

    @on(PlanProposed)
    def _(self, actor: str) -> None:
        self.proposers.add(actor)

    @on(DecisionDrafted)
    def _(self, actor: str) -> None:
        self.proposers.add(actor)

    def execute(self) -> None:
        self.require_member()
        _ = self.opened
        known = {*self.proposers, self.voting.opened_by}
        if self.actor not in known and "clerk" not in self.actor_roles:
            raise NotYourProposal(decision=self.decision)
        self.require_uncounted()
        if self.voting.closed_at is not None or self.at >= self.voting.closes_at:
            raise VotingIsClosed(decision=self.decision)
        self.end("withdrawn", ground=self.ground)
