"""Who has a place when there are fewer places than options: those with the most votes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from domain.counting.lot import luck


class OptionVotes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    option: str
    votes: int


class Highest(NamedTuple):
    """``tied`` are the equals of whom only some have a place; none if the lot was not needed."""

    chosen: tuple[str, ...]
    tied: tuple[str, ...]


def highest(votes: Mapping[str, int], places: int, lot: Sequence[str]) -> Highest:
    """The options with the most votes, most first, equals in the order of the lot.

    An option without a vote has no place, even where places are left. ``tied`` stands in the
    order of ``votes`` and does not depend on the lot. ValueError as in ``luck``, and if there
    is no place at all.
    """
    if places < 1:
        raise ValueError("There is at least one place.")
    lucky = luck(list(votes), lot)
    ranked = sorted((o for o in votes if votes[o]), key=lambda o: (-votes[o], lucky[o]))
    chosen, rest = ranked[:places], ranked[places:]
    tied: tuple[str, ...] = ()
    if rest and votes[rest[0]] == votes[chosen[-1]]:
        tied = tuple(option for option in votes if votes[option] == votes[rest[0]])
    return Highest(tuple(chosen), tied)


def in_votes(votes: Mapping[str, int]) -> tuple[OptionVotes, ...]:
    return tuple(OptionVotes(option=option, votes=number) for option, number in votes.items())
