"""What the ballots of a neighbourhood vote give to its projects, and who asks for how much."""

from collections.abc import Iterable

from domain.counting.approval import count_approvals
from domain.counting.greedy import Candidate, Greedy
from domain.counting.lot import DrawnLot, luck
from domain.events.ballots import OpenedLine
from domain.events.votes import VoteOpened
from domain.ids import ProjectId


def votes_for(opened: VoteOpened, lines: Iterable[OpenedLine]) -> dict[str, int]:
    """What the ballots give to each project, in the order listed, those without any included.

    An approval is one vote, a point too. The first that a ballot ranks has as many votes as a
    ballot may rank projects, each that follows one fewer. ValueError if a line is no such ballot.
    """
    if opened.form is None or opened.form == "approval":
        return count_approvals([each.project for each in opened.projects], map(chosen, lines))
    votes: dict[str, int] = {each.project: 0 for each in opened.projects}
    most = _most_ranked(opened)
    for line in lines:
        projects = chosen(line)
        given = line.points if opened.form == "points" else range(most, 0, -1)
        if given is None or len(projects) > len(given) or not set(projects) <= set(votes):
            raise ValueError(f"A line is no ballot of this vote: {line.choice!r}.")
        for project, each in zip(projects, given, strict=False):
            votes[project] += each
    return votes


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


def _most_ranked(opened: VoteOpened) -> int:
    most, projects = opened.limits.max_length, len(opened.projects)
    return projects if most is None else min(most, projects)
