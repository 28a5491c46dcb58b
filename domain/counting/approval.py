"""How approvals of projects are counted, and what a ballot may hold."""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from msgspec import Struct

LARGEST_NUMBER = 2**53 - 1


class BallotLimits(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """How many projects, and of what cost in cents together, one ballot may approve.

    An absent limit does not limit. A blank ballot approves nothing and is measured like any
    other: it is welcome unless ``min_length`` or ``min_sum_cents`` asks for more than nothing.
    ValueError if a limit is negative, or a minimum lies above its maximum.
    """

    min_length: int | None = None
    max_length: int | None = None
    min_sum_cents: int | None = None
    max_sum_cents: int | None = None

    def __post_init__(self) -> None:
        _check_range("number of projects", self.min_length, self.max_length)
        _check_range("sum of costs", self.min_sum_cents, self.max_sum_cents)


Breach = Literal["too_few", "too_many", "too_cheap", "too_expensive"]


def breach(limits: BallotLimits, costs: Sequence[int]) -> Breach | None:
    """Name the first limit that a ballot breaks; ``costs`` are its projects' costs in cents."""
    length, total = len(costs), sum(costs)
    if limits.min_length is not None and length < limits.min_length:
        return "too_few"
    if limits.max_length is not None and length > limits.max_length:
        return "too_many"
    if limits.min_sum_cents is not None and total < limits.min_sum_cents:
        return "too_cheap"
    if limits.max_sum_cents is not None and total > limits.max_sum_cents:
        return "too_expensive"
    return None


def count_approvals(projects: Sequence[str], ballots: Iterable[Collection[str]]) -> dict[str, int]:
    """Votes per project, in the order of ``projects``, those without any included.

    A ballot counts a project once, however often it names it. ValueError if a ballot names a
    project that is not there: a count that left it out would hide that something is wrong.
    """
    votes = dict.fromkeys(projects, 0)
    for ballot in ballots:
        for project in set(ballot):
            if project not in votes:
                raise ValueError(f"A ballot approves {project!r}, which is not on the ballot.")
            votes[project] += 1
    return votes


def _check_range(name: str, least: int | None, most: int | None) -> None:
    if any(n is not None and not 0 <= n <= LARGEST_NUMBER for n in (least, most)):
        raise ValueError(f"A limit on the {name} lies between 0 and 2^53 - 1.")
    if least is not None and most is not None and least > most:
        raise ValueError(f"The least {name} lies above the most: {least} and {most}.")
