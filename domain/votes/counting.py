"""The count of a neighbourhood vote by the rule in its opening: what the machine does, and
every recount."""

from collections.abc import Mapping, Sequence

import msgspec

from domain.counting.greedy import Allocation, allocate
from domain.counting.lot import DrawnLot, draw_by_seed, listed_order
from domain.events.ballots import AllocationCount, OpenedLine, ProjectCount
from domain.events.votes import VoteOpened
from domain.ids import ProjectId
from domain.votes.by_shares import count_by_shares
from domain.votes.choices import INVALID
from domain.votes.scores import candidates, greedy_of, votes_for


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
    """ValueError if what was opened cannot be counted by this rule."""
    valid = valid_of(opened, lines)
    count = _count_valid(opened, valid, lot)
    if not opened.paper:
        return count
    invalid = len(lines) - len(valid)
    return msgspec.structs.replace(count, received=len(lines), invalid=invalid)


def valid_of(opened: VoteOpened, lines: Sequence[OpenedLine]) -> Sequence[OpenedLine]:
    """An invalid paper is received, and in no denominator."""
    if not opened.paper:
        return lines
    return [line for line in lines if line.choice != INVALID]


def _count_valid(opened: VoteOpened, lines: Sequence[OpenedLine], lot: DrawnLot) -> AllocationCount:
    if opened.equal_shares is not None:
        return count_by_shares(opened, opened.equal_shares, lines, lot)
    votes = votes_for(opened, lines)
    allocation = allocate(candidates(opened, lot), votes, greedy_of(opened))
    return AllocationCount(
        received=len(lines),
        blank=sum(not line.choice for line in lines),
        projects=tuple(_project_counts(allocation, votes)),
        spent_cents=allocation.spent_cents,
        left_cents=allocation.left_cents,
        lot_mattered=allocation.lot_mattered,
    )


def funded_by(count: AllocationCount) -> tuple[ProjectId, ...]:
    return tuple(each.project for each in count.projects if each.outcome == "funded")


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
