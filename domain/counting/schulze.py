"""Schulze's method: every option against every other, along the strongest paths."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import Literal

from msgspec import Struct

from domain.counting.lot import luck
from domain.counting.ranking import Ranking, check_number, closed_up

Measure = Literal["winning_votes", "margin"]
Matrix = tuple[tuple[int, ...], ...]


class SchulzeCount(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Rows and columns of both matrices stand in the order of ``options``.

    ``pairwise[i][j]`` ballots rank option i above option j. ``strongest[i][j]`` is the strength
    of the strongest path from i to j, 0 if there is none. ``potential_winners`` (in the order of
    ``options``) are beaten by nobody. ``order`` goes from the winner down, equals by lot.
    ``lot_mattered``: another lot would give another winner; ``order_by_lot``: another order.
    """

    options: tuple[str, ...]
    received: int
    blank: int
    measure: Measure
    pairwise: Matrix
    strongest: Matrix
    potential_winners: tuple[str, ...]
    order: tuple[str, ...]
    reason: Literal["unbeaten", "lot", "no_votes"]
    lot_mattered: bool
    order_by_lot: bool
    winner: str | None = None


def count_schulze(
    options: Sequence[str],
    ballots: Iterable[Ranking],
    *,
    measure: Measure = "winning_votes",
    lot: Sequence[str],
) -> SchulzeCount:
    """Count ballots on which options may share a rank; unranked ones are equal and last.

    A link from i to j is there if more ballots rank i above j than j above i; it is as strong
    as those ballots (``winning_votes``) or as their surplus (``margin``). Without a ballot that
    ranks anything there is no order and no winner. ValueError if a ballot repeats an option or
    names one that is not there, and as in ``luck``.
    """
    check_number(options)
    lucky = luck(options, lot)
    rankings = Counter(closed_up(ballot, lucky) for ballot in ballots)
    received, blank = rankings.total(), rankings[()]
    pairwise = _pairwise(options, rankings)
    strongest = _strongest(pairwise, measure)
    votes = received > blank
    numbers = range(len(options))

    def beats(one: int, other: int) -> bool:
        return strongest[one][other] > strongest[other][one]

    unbeaten = [i for i in numbers if not any(beats(j, i) for j in numbers)] if votes else []
    order = _order(options, lucky, beats) if votes else ()
    equals = [pair for pair in combinations(numbers, 2) if not (beats(*pair) or beats(*pair[::-1]))]
    by_lot = len(unbeaten) > 1
    return SchulzeCount(
        options=tuple(options),
        received=received,
        blank=blank,
        measure=measure,
        pairwise=pairwise,
        strongest=strongest,
        potential_winners=tuple(options[i] for i in unbeaten),
        order=order,
        reason="no_votes" if not votes else "lot" if by_lot else "unbeaten",
        lot_mattered=by_lot,
        order_by_lot=votes and bool(equals),
        winner=order[0] if order else None,
    )


def _pairwise(options: Sequence[str], rankings: Mapping[Ranking, int]) -> Matrix:
    numbers = {option: number for number, option in enumerate(options)}
    above = [[0] * len(options) for _ in options]
    for ranking, ballots in rankings.items():
        below = set(numbers.values())
        for rank in ranking:
            equals = [numbers[option] for option in rank]
            below.difference_update(equals)
            for one, other in product(equals, below):
                above[one][other] += ballots
    return tuple(tuple(row) for row in above)


def _strongest(pairwise: Matrix, measure: Measure) -> Matrix:
    """Widest paths by Floyd and Warshall: a path is as strong as its weakest link."""
    numbers = range(len(pairwise))
    paths = [[_link(pairwise[i][j], pairwise[j][i], measure) for j in numbers] for i in numbers]
    for via, start, end in product(numbers, repeat=3):
        if start != end:
            through = min(paths[start][via], paths[via][end])
            paths[start][end] = max(paths[start][end], through)
    return tuple(tuple(row) for row in paths)


def _link(ahead: int, behind: int, measure: Measure) -> int:
    if ahead <= behind:
        return 0
    return ahead if measure == "winning_votes" else ahead - behind


def _order(
    options: Sequence[str], lucky: Mapping[str, int], beats: Callable[[int, int], bool]
) -> tuple[str, ...]:
    """Again and again the luckiest of those whom nobody left beats. To beat is transitive."""
    left = list(range(len(options)))
    order: list[str] = []
    while left:
        unbeaten = [i for i in left if not any(beats(j, i) for j in left)]
        best = min(unbeaten, key=lambda number: lucky[options[number]])
        left.remove(best)
        order.append(options[best])
    return tuple(order)
