"""Banzhaf's index of power: in how many coalitions does it hang on one voter?"""

from collections.abc import Mapping, Sequence
from math import gcd

from msgspec import Struct

from domain.counting.share import Share, reaches

MOST_VOTES = 100_000
"""So many votes all voters may have together: the time taken grows with voters times votes."""


class Power(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``swings`` of all swings together, and the same in millionths, rounded down.

    The pair is exact. From some fifty voters on it may pass 2^53, so it is for computing with;
    the millionths are for showing.
    """

    name: str
    votes: int
    swings: int
    millionths: int


class PowerIndex(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Voters and groups in the order given; ``all_swings`` is the denominator of each.

    A swing of a voter is a coalition of others that falls short and with them does not; the
    swings of all are divided by what they have in common. A proposal passes with ``needed``
    votes. ``fewest_to_pass`` voters can pass one together, the heaviest; it is absent where
    nobody can. ``most_short`` voters can still fall short together, the lightest.
    """

    voters: tuple[Power, ...]
    groups: tuple[Power, ...]
    votes: int
    needed: int
    all_swings: int
    most_short: int
    fewest_to_pass: int | None = None


def power_index(
    weights: Mapping[str, int],
    threshold: Share,
    groups: Mapping[str, Sequence[str]],
    *,
    measured: int | None = None,
) -> PowerIndex:
    """The power of every voter where all vote for or against, and of each group's voters.

    ``threshold`` is held against all votes together, or against ``measured`` where votes count
    that nobody here can cast. A group's swings are those of its voters, each by themselves; a
    voter in several groups counts in each. Exact: coalitions are counted by their votes, which
    takes voters times votes steps. ValueError for a weight below 0, for more than
    ``MOST_VOTES`` votes, for fewer ``measured`` than there are, and for a group with an unknown
    voter or one twice.
    """
    total = sum(weights.values())
    if any(weight < 0 for weight in weights.values()) or total > MOST_VOTES:
        raise ValueError(f"Weights are 0 or more, and {MOST_VOTES} together at most.")
    for group, members in groups.items():
        if len(set(members)) < len(members) or not set(members) <= set(weights):
            raise ValueError(f"{group!r} names a voter twice, or one that is not there.")
    whole = total if measured is None else measured
    if whole < total:
        raise ValueError(f"Of {whole} votes {total} cannot be cast.")
    needed = next((v for v in range(1, whole + 1) if reaches(v, threshold, whole)), whole + 1)
    coalitions = _coalitions(list(weights.values()), total)
    by_weight = {w: _swings(coalitions, w, needed) for w in set(weights.values())}
    common = gcd(*by_weight.values()) or 1
    swings = {voter: by_weight[weight] // common for voter, weight in weights.items()}
    all_swings = sum(swings.values())

    def power(name: str, members: Sequence[str]) -> Power:
        own = sum(swings[member] for member in members)
        return Power(
            name=name,
            votes=sum(weights[member] for member in members),
            swings=own,
            millionths=own * 1_000_000 // all_swings if all_swings else 0,
        )

    lightest = sorted(weights.values())
    return PowerIndex(
        voters=tuple(power(voter, [voter]) for voter in weights),
        groups=tuple(power(group, members) for group, members in groups.items()),
        votes=total,
        needed=needed,
        all_swings=all_swings,
        fewest_to_pass=_fewest(lightest[::-1], needed),
        most_short=_most_short(lightest, needed),
    )


def _coalitions(weights: Sequence[int], total: int) -> list[int]:
    """How many coalitions have so many votes, for each number from 0 to ``total``."""
    counts = [1] + [0] * total
    reached = 0
    for weight in weights:
        reached += weight
        for votes in range(reached, weight - 1, -1):
            counts[votes] += counts[votes - weight]
    return counts


def _swings(coalitions: Sequence[int], weight: int, needed: int) -> int:
    """Coalitions without one voter of this weight that fall short by at most the weight.

    Those without the voter are what is left when, from below, those with the voter are taken
    away: each of them is one without, and so many votes more.
    """
    if weight == 0:
        return 0
    without: list[int] = []
    for votes in range(min(needed, len(coalitions))):
        joined = without[votes - weight] if votes >= weight else 0
        without.append(coalitions[votes] - joined)
    return sum(without[max(0, needed - weight) : needed])


def _fewest(heaviest: Sequence[int], needed: int) -> int | None:
    together = 0
    for number, weight in enumerate(heaviest, start=1):
        together += weight
        if together >= needed:
            return number
    return None


def _most_short(lightest: Sequence[int], needed: int) -> int:
    together = 0
    for number, weight in enumerate(lightest):
        together += weight
        if together >= needed:
            return number
    return len(lightest)
