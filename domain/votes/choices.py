"""What may stand on a ballot of a neighbourhood vote, and how it lies in the box."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from domain.ballots.choices import BallotChoice
from domain.ballots.errors import (
    OtherForm,
    OutsideLimits,
    PointsOverspent,
    ProjectTwice,
    RankShared,
    UnknownProject,
)
from domain.ballots.opening import Slip
from domain.counting.approval import breach
from domain.decisions.secrecy import tracker_of
from domain.events.votes import VoteOpened
from domain.ids import ProjectId
from domain.kernel import Unsealed, unsealed
from domain.record import canonical
from domain.sealing import packed

Chosen = tuple[ProjectId | tuple[ProjectId, ...], ...]
"""Projects; in a ranked vote best first, where a rank may be skipped: ``()``."""
SEED_BYTES = 32
INVALID = "invalid"
"""Only on paper: received, and in no denominator."""


class Marked(NamedTuple):
    """A ballot that is valid. ``points`` are given to ``projects`` in the same order."""

    projects: tuple[ProjectId, ...]
    points: tuple[int, ...] | None = None


def marked(opened: VoteOpened, chosen: Chosen, points: tuple[int, ...] | None) -> Marked:
    """Skipped ranks are closed up, and a project that is given no point is left out.

    Raise OtherForm, RankShared, UnknownProject, ProjectTwice, OutsideLimits or PointsOverspent.
    """
    projects, costs = _one_by_one(opened, chosen), _costs(opened)
    _require_listed(costs, projects)
    if (opened.form == "points") != (points is not None):
        raise OtherForm
    if points is not None:
        projects, points = _given(opened, projects, points)
    broken = breach(opened.limits, [costs[project] for project in projects])
    if broken is not None:
        raise OutsideLimits(limit=broken)
    return Marked(projects, points)


def sealed_choice(opened: VoteOpened, ballot: Marked, seed: bytes) -> Unsealed:
    """What goes into the box: the choice, and the code of its voter where there are codes.

    Every ballot takes as many bytes as the largest, so that its length tells nothing; except
    where anybody can read the ballots in a file anyway.
    """
    room = 0 if opened.imported_from is not None else _room(opened)
    return unsealed(_in_box(opened, ballot, seed), room=room)


def _in_box(opened: VoteOpened, ballot: Marked, seed: bytes) -> BallotChoice | Slip:
    if not opened.trackers and ballot.points is None:
        return ballot.projects
    tracker = tracker_of(seed) if opened.trackers else ""
    return Slip(choice=ballot.projects, tracker=tracker, points=ballot.points)


@lru_cache(maxsize=256)
def _room(opened: VoteOpened) -> int:
    """Bytes of the largest ballot; points have as many digits as all of them together."""
    projects = tuple(each.project for each in opened.projects)
    points = None if opened.points is None else (opened.points,) * len(projects)
    most = opened.limits.max_length
    largest = Marked(projects[:most], None if points is None else points[:most])
    return len(packed(canonical(_in_box(opened, largest, bytes(SEED_BYTES)))))


def _one_by_one(opened: VoteOpened, chosen: Chosen) -> tuple[ProjectId, ...]:
    ranks = [(each,) if isinstance(each, str) else each for each in chosen]
    if opened.form != "ranked" and any(not isinstance(each, str) for each in chosen):
        raise OtherForm
    if any(len(rank) > 1 for rank in ranks):
        raise RankShared
    return tuple(project for rank in ranks for project in rank)


@lru_cache(maxsize=256)
def _costs(opened: VoteOpened) -> Mapping[ProjectId, int]:
    """In cents. Everybody who votes looks at the same opening, and it never changes."""
    return {on_ballot.project: on_ballot.cost_cents for on_ballot in opened.projects}


def _require_listed(costs: Mapping[ProjectId, int], projects: Sequence[ProjectId]) -> None:
    for project in projects:
        if project not in costs:
            raise UnknownProject(project=project)
    if len(set(projects)) != len(projects):
        raise ProjectTwice


def _given(
    opened: VoteOpened, projects: Sequence[ProjectId], points: Sequence[int]
) -> tuple[tuple[ProjectId, ...], tuple[int, ...]]:
    if len(points) != len(projects) or any(each < 0 for each in points):
        raise OtherForm
    if sum(points) > (opened.points or 0):
        raise PointsOverspent(most=opened.points or 0)
    given = [(project, each) for project, each in zip(projects, points, strict=True) if each]
    return tuple(project for project, _ in given), tuple(each for _, each in given)


def sealed_on_paper(opened: VoteOpened, ballot: Marked | None) -> Unsealed:
    """As every ballot lies in the box, but without a code: nobody knows who marked the paper.

    None is a paper that says nothing clear. What two people read is the same in whatever order
    they name it, except where the order is the choice.
    """
    if ballot is None:
        return unsealed(INVALID, room=_room(opened))
    if opened.form != "ranked":
        ballot = _as_listed(opened, ballot)
    value: BallotChoice | Slip = ballot.projects
    if ballot.points is not None:
        value = Slip(choice=ballot.projects, points=ballot.points)
    return unsealed(value, room=_room(opened))


def _as_listed(opened: VoteOpened, ballot: Marked) -> Marked:
    places = {each.project: place for place, each in enumerate(opened.projects)}
    order = sorted(range(len(ballot.projects)), key=lambda each: places[ballot.projects[each]])
    projects = tuple(ballot.projects[each] for each in order)
    points = ballot.points
    return Marked(projects, None if points is None else tuple(points[each] for each in order))
