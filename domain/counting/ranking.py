"""A ballot that puts options in an order, best first."""

from collections.abc import Collection

Ranking = tuple[tuple[str, ...], ...]
"""Ranks from best to worst, each with the options that share it. An empty one was skipped."""

MOST_OPTIONS = 40
"""So that every round of a count by ranks fits into one record, ties included."""


def closed_up(ranking: Ranking, options: Collection[str]) -> Ranking:
    """The ranks without skipped ones; the options that are not ranked stay away.

    ValueError if an option is ranked twice, or is not there.
    """
    ranked = [option for rank in ranking for option in rank]
    if len(set(ranked)) < len(ranked):
        raise ValueError("A ballot ranks an option only once.")
    for option in ranked:
        if option not in options:
            raise ValueError(f"A ballot ranks {option!r}, which is not on the ballot.")
    return tuple(rank for rank in ranking if rank)


def one_by_one(ranking: Ranking, options: Collection[str]) -> tuple[str, ...]:
    """The options ranked, best first; ValueError if two share a rank, and as in ``closed_up``."""
    ranks = closed_up(ranking, options)
    if any(len(rank) > 1 for rank in ranks):
        raise ValueError("Here no two options may share a rank.")
    return tuple(option for rank in ranks for option in rank)


def check_number(options: Collection[str]) -> None:
    """ValueError if there are more options than a count by ranks can record."""
    if len(options) > MOST_OPTIONS:
        raise ValueError(f"At most {MOST_OPTIONS} options can be ranked, not {len(options)}.")
