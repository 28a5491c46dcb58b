"""Whether groups agree: a double majority, or a gate that asks for bridges between them."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from domain.counting.majority import Choice
from domain.counting.share import Comparison, check_share, reaches
from domain.kernel import Published

Outcome = Literal["reached", "not_reached", "not_assessed"]


class GroupRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The share of for among for and against that every group must reach.

    A double majority asks more than half, a bridging gate as much as is set. A group with fewer
    than ``min_ballots`` for or against is not assessed, which blocks the whole or lets it pass.
    ValueError if the numbers are no share between nothing and everything, or negative.
    """

    numerator: int
    denominator: int
    comparison: Comparison
    min_ballots: int
    not_assessed: Literal["blocks", "passes"]

    def __post_init__(self) -> None:
        check_share("share", self.numerator, self.denominator)
        if self.min_ballots < 0:
            raise ValueError("A number of ballots cannot be less than none.")


class GroupGate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which groups are asked, and whether their agreement is needed or only shown.

    ``by``: kinds of seat; the voters' neighbourhoods; or groups that voters choose themselves,
    never of a special category of personal data (GDPR, article 9).
    """

    name: Literal["double_majority", "bridging_gate"]
    by: Literal["seat_kind", "neighbourhood", "self_chosen"]
    groups: tuple[Published, ...]
    rule: GroupRule
    binding: bool


class GroupBallot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A choice, and every group that its voter belongs to; none is allowed."""

    choice: Choice
    groups: tuple[str, ...]


class GroupTally(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    group: str
    in_favour: int
    against: int
    abstained: int
    outcome: Outcome


class GroupsCount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Groups in the order listed, and whether all of them let the proposal pass."""

    rule: GroupRule
    groups: tuple[GroupTally, ...]
    assessed: int
    passed: bool


def count_groups(
    groups: Sequence[str], ballots: Iterable[GroupBallot], rule: GroupRule
) -> GroupsCount:
    """Count each ballot once in every group of its voter.

    A group without a vote in favour never reaches a share, not even one of nothing; one with no
    ballot for or against has no share and is not assessed. The majority of all is counted apart.
    ValueError if there is no group, if one is listed twice, or if a ballot names one that is
    not listed.
    """
    votes: dict[str, dict[Choice, int]] = {
        group: {"for": 0, "against": 0, "abstain": 0} for group in groups
    }
    if not groups or len(votes) < len(groups):
        raise ValueError("There is at least one group, and each stands there only once.")
    for ballot in ballots:
        for group in set(ballot.groups):
            if group not in votes:
                raise ValueError(f"A ballot belongs to {group!r}, which is not a group here.")
            votes[group][ballot.choice] += 1
    tallies = tuple(_tally(group, votes[group], rule) for group in groups)
    stopping = {"not_reached"} | ({"not_assessed"} if rule.not_assessed == "blocks" else set())
    return GroupsCount(
        rule=rule,
        groups=tallies,
        assessed=sum(tally.outcome != "not_assessed" for tally in tallies),
        passed=not any(tally.outcome in stopping for tally in tallies),
    )


def _tally(group: str, votes: dict[Choice, int], rule: GroupRule) -> GroupTally:
    measured = votes["for"] + votes["against"]
    outcome: Outcome = "not_reached"
    if not measured or measured < rule.min_ballots:
        outcome = "not_assessed"
    elif votes["for"] and reaches(votes["for"], rule, measured):
        outcome = "reached"
    return GroupTally(
        group=group,
        in_favour=votes["for"],
        against=votes["against"],
        abstained=votes["abstain"],
        outcome=outcome,
    )
