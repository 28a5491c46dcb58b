"""The ballots of a neighbourhood vote are opened and counted, and the budget is allocated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.ballots.errors import VoteNotFound
from domain.ballots.opens_ballots import OpensBallots
from domain.counting.approval import count_approvals
from domain.counting.greedy import Allocation, Candidate, Greedy, allocate
from domain.events.ballots import (
    AllocationCount,
    OpenedLine,
    ProjectCount,
    ResultCounted,
    ResultDeclared,
)
from domain.events.votes import VoteOpened
from domain.ids import ProjectId, VoteId
from domain.kernel import Event, Selector, on, select


@dataclass(kw_only=True)
class DeclareVoteResult(OpensBallots):
    vote: VoteId

    opened: VoteOpened | None = field(init=False, default=None)

    @property
    def subject(self) -> str:
        return self.vote

    def boundary(self) -> Sequence[Selector]:
        return [select(VoteOpened, tags=[self.vote]), self.ballots_and_close()]

    @on(VoteOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, VoteOpened)
        self.opened = event

    def execute(self) -> None:
        if self.opened is None:
            raise VoteNotFound(vote=self.vote)
        self.require_closed()
        count = count_vote(self.opened, projects_of(self.open_ballots(self.vote)))
        self.record(ResultCounted(vote=self.vote, allocation=count))
        funded = tuple(each.project for each in count.projects if each.outcome == "funded")
        self.record(ResultDeclared(vote=self.vote, outcome="allocated", funded=funded))


def projects_of(lines: Iterable[OpenedLine]) -> list[tuple[ProjectId, ...]]:
    """The projects on each ballot."""
    choices = [line.choice for line in lines if not isinstance(line.choice, str)]
    return [tuple(each for each in choice if isinstance(each, str)) for choice in choices]


def count_vote(opened: VoteOpened, choices: Sequence[tuple[ProjectId, ...]]) -> AllocationCount:
    """Count and allocate by the rule in ``opened``: what the machine does, and every recount."""
    votes = count_approvals([each.project for each in opened.projects], choices)
    allocation = allocate(
        [
            Candidate(project=each.project, cost_cents=each.cost_cents, group=each.group)
            for each in opened.projects
        ],
        votes,
        Greedy(
            budget_cents=opened.budget_cents,
            over_budget=opened.allocation.over_budget,
            group_caps={cap.group: cap.cap_cents for cap in opened.allocation.group_caps},
        ),
    )
    return AllocationCount(
        received=len(choices),
        blank=sum(not choice for choice in choices),
        projects=tuple(_project_counts(allocation, votes)),
        spent_cents=allocation.spent_cents,
        left_cents=allocation.left_cents,
        lot_mattered=allocation.lot_mattered,
    )


def _project_counts(allocation: Allocation, votes: dict[str, int]) -> list[ProjectCount]:
    reached = [
        ProjectCount(
            project=ProjectId(step.project),
            votes=step.votes,
            outcome=step.outcome,
            left_cents=step.left_cents,
        )
        for step in allocation.steps
    ]
    done = {step.project for step in allocation.steps}
    rest = [ProjectCount(project=ProjectId(p), votes=votes[p]) for p in votes if p not in done]
    return reached + rest
