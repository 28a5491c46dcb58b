"""What all acts share that wait while people vote on the plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.events.ballots import ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.events.plans import PlanPutOnBallot
from domain.ids import DecisionId, VoteId
from domain.kernel import Selector, on, select
from domain.plans.errors import VotedOnNow
from domain.plans.on_one_plan import OnOnePlan


@dataclass(kw_only=True)
class NotWhileVotedOn(OnOnePlan):
    ballots: dict[DecisionId | VoteId, None] = field(init=False, default_factory=dict)
    """All that the plan was ever put to."""
    declared: set[DecisionId | VoteId] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        """A decision that follows another one is tagged by the first."""
        own = select(DecisionOpened, PlanPutOnBallot, tags=[self.plan])
        each = [select(DecisionOpened, ResultDeclared, tags=[name]) for name in self.ballots]
        return [*super().boundary(), own, *each]

    @on(DecisionOpened)
    def _(self, decision: DecisionId) -> None:
        self.ballots[decision] = None

    @on(PlanPutOnBallot)
    def _(self, decision: DecisionId | None, vote: VoteId | None) -> None:
        self.ballots |= {name: None for name in (decision, vote) if name is not None}

    @on(ResultDeclared)
    def _(self, decision: DecisionId | None, vote: VoteId | None) -> None:
        self.declared |= {name for name in (decision, vote) if name is not None}

    def require_not_voted_on(self) -> None:
        """Raise VotedOnNow."""
        for name in self.ballots:
            if name not in self.declared:
                raise VotedOnNow(plan=self.plan, ballot=name)
