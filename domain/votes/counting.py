"""The count of a neighbourhood vote by the rule in its opening: what the machine does, and
every recount."""

from collections.abc import Iterable, Mapping, Sequence

from domain.counting.approval import count_approvals
from domain.counting.greedy import Allocation, Candidate, Greedy, allocate
from domain.counting.lot import DrawnLot, draw_by_seed, listed_order, luck
from domain.events.ballots import AllocationCount, OpenedLine, ProjectCount
from domain.events.votes import VoteOpened
from domain.ids import ProjectId
from domain.votes.choices import INVALID


def lot_of(opened: VoteOpened, seed: str | None) -> DrawnLot:
    """``seed`` (64 hex digits) is the one that the close reveals.

    ValueError if it is missing, or not the one that the opening promised.
    """
    projects = [each.project for each in opened.projects]
    if opened.lot.by == "listed_order":
        return listed_order(projects)
    if seed is None or opened.lot.seed_sha256 is None:
        raise ValueError("The seed of the lot was not revealed.")
    return draw_by_seed(
        projects,
        seed=bytes.fromhex(seed),
        committed=opened.lot.seed_sha256,
        decision=opened.vote,
    )


def count_vote(opened: VoteOpened, lines: Sequence[OpenedLine], lot: DrawnLot) -> AllocationCount:
    """Invalid papers are received, and no more. ValueError if what was opened cannot be counted
    by this rule."""
    valid = [line for line in lines if not (opened.paper and line.choice == INVALID)]
    votes = votes_for(opened, valid)
    allocation = allocate(candidates(opened, lot), votes, greedy_of(opened))
    return AllocationCount(
        received=len(lines),
        blank=sum(not line.choice for line in lines),
        invalid=len(lines) - len(valid) if opened.paper else None,
        projects=tuple(_project_counts(allocation, votes)),
        spent_cents=allocation.spent_cents,
        left_cents=allocation.left_cents,
        lot_mattered=allocation.lot_mattered,
    )


def funded_by(count: AllocationCount) -> tuple[ProjectId, ...]:
    return tuple(each.project for each in count.projects if each.outcome == "funded")


def votes_for(opened: VoteOpened, lines: Iterable[OpenedLine]) -> dict[str, int]:
    """What the ballots give to each project, in the order listed, those without any included.

    An approval is one vote, a point too. The first that a ballot ranks has as many votes as a
    ballot may rank projects, each that follows one fewer. ValueError if a line is no such ballot.
    """
    if opened.form is None or opened.form == "approval":
        return count_approvals([each.project for each in opened.projects], map(chosen, lines))
    votes: dict[str, int] = {each.project: 0 for each in opened.projects}
    most = most_ranked(opened)
    for line in lines:
        projects = chosen(line)
        given = line.points if opened.form == "points" else range(most, 0, -1)
        if given is None or len(projects) > len(given) or not set(projects) <= set(votes):
            raise ValueError(f"A line is no ballot of this vote: {line.choice!r}.")
        for project, each in zip(projects, given, strict=False):
            votes[project] += each
    return votes


def most_ranked(opened: VoteOpened) -> int:
    most, projects = opened.limits.max_length, len(opened.projects)
    return projects if most is None else min(most, projects)


def chosen(line: OpenedLine) -> tuple[ProjectId, ...]:
    """The projects on a ballot; ValueError if it is no ballot over projects."""
    if isinstance(line.choice, str) or not all(isinstance(each, str) for each in line.choice):
        raise ValueError(f"A line names no projects: {line.choice!r}.")
    return tuple(ProjectId(str(each)) for each in line.choice)


def candidates(opened: VoteOpened, lot: DrawnLot) -> list[Candidate]:
    """Luckiest first."""
    places = luck([each.project for each in opened.projects], lot.order)
    return [
        Candidate(project=each.project, cost_cents=each.cost_cents, group=each.group)
        for each in sorted(opened.projects, key=lambda each: places[each.project])
    ]


def greedy_of(opened: VoteOpened) -> Greedy:
    return Greedy(
        budget_cents=opened.budget_cents,
        over_budget=opened.allocation.over_budget,
        group_caps={cap.group: cap.cap_cents for cap in opened.allocation.group_caps},
    )


def _project_counts(allocation: Allocation, votes: Mapping[str, int]) -> list[ProjectCount]:
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
