"""Instant runoff: the option with the fewest votes goes out until one has a majority."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from domain.counting.lot import luck
from domain.counting.ranking import Ranking, check_number, one_by_one

MOST_COURSES = 64
"""So many courses that the lot could have given a count are followed to their winners."""


class Elimination(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``fewest`` are the options with the fewest votes of the round, one of which went out.

    ``compared`` are the earlier rounds, numbered from 1, latest first, in which some of those
    had fewer votes than others; each time only these were left.
    """

    eliminated: str
    fewest: tuple[str, ...]
    settled_by: Literal["votes", "earlier_round", "lot"]
    compared: tuple[int, ...]


class RunoffRound(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """``votes`` in the order of the options; one that is out has none.

    ``continuing`` ballots are what a majority is more than half of; ``exhausted`` ones rank no
    option that is still in. In the last round nobody goes out.
    """

    votes: tuple[int, ...]
    continuing: int
    exhausted: int
    elimination: Elimination | None = None


class RunoffCount(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Every round, from the first. Blank ballots are in none of them.

    ``lot_mattered``: another order of the lot would have given another winner.
    """

    options: tuple[str, ...]
    received: int
    blank: int
    rounds: tuple[RunoffRound, ...]
    reason: Literal["majority", "no_votes"]
    lot_mattered: bool
    winner: str | None = None


def count_instant_runoff(
    options: Sequence[str], ballots: Iterable[Ranking], *, lot: Sequence[str]
) -> RunoffCount:
    """Count ballots that rank options one by one; skipped ranks are closed up.

    One option goes out at a time. Of several with the fewest votes it is the one that had the
    fewest in the latest earlier round in which they differ; of those that never differed, the
    last in the lot. Where the lot could have led to more than ``MOST_COURSES`` courses and the
    first so many have one winner, it is taken to have mattered. ValueError if a ballot shares a
    rank, repeats an option or names one that is not there, and as in ``luck``.
    """
    check_number(options)
    lucky = luck(options, lot)
    rankings = Counter(one_by_one(ballot, lucky) for ballot in ballots)
    received = rankings.total()
    blank = rankings.pop((), 0)
    if received == blank:
        return RunoffCount(
            options=tuple(options),
            received=received,
            blank=blank,
            rounds=(),
            reason="no_votes",
            lot_mattered=False,
        )
    runoff = _Runoff(rankings)
    rounds, winner = _hold(runoff, tuple(options), lucky)
    by_lot = any(each.elimination and each.elimination.settled_by == "lot" for each in rounds)
    return RunoffCount(
        options=tuple(options),
        received=received,
        blank=blank,
        rounds=tuple(rounds),
        reason="majority",
        lot_mattered=by_lot and _several(runoff.winners((), tuple(options))),
        winner=winner,
    )


def _hold(
    runoff: "_Runoff", options: tuple[str, ...], lucky: Mapping[str, int]
) -> tuple[list[RunoffRound], str]:
    """Every round, and the winner; with a vote in the first round there always is one."""
    rounds: list[RunoffRound] = []
    history: list[Mapping[str, int]] = []
    standing = options
    while True:
        votes = runoff.votes(standing)
        history.append(votes)
        winner = _majority(votes)
        elimination = None if winner is not None else _eliminate(history, lucky)
        continuing = sum(votes.values())
        rounds.append(
            RunoffRound(
                votes=tuple(votes.get(option, 0) for option in options),
                continuing=continuing,
                exhausted=sum(history[0].values()) - continuing,
                elimination=elimination,
            )
        )
        if winner is not None:
            return rounds, winner
        assert elimination is not None
        standing = tuple(each for each in standing if each != elimination.eliminated)


class _Runoff:
    """The ballots, equal ones together, and their votes among any options still standing."""

    def __init__(self, rankings: Mapping[tuple[str, ...], int]) -> None:
        self._rankings = rankings
        self._votes: dict[tuple[str, ...], dict[str, int]] = {}

    def votes(self, standing: tuple[str, ...]) -> dict[str, int]:
        if standing not in self._votes:
            votes = dict.fromkeys(standing, 0)
            for ranking, number in self._rankings.items():
                first = next((option for option in ranking if option in votes), None)
                if first is not None:
                    votes[first] += number
            self._votes[standing] = votes
        return self._votes[standing]

    def winners(
        self, before: tuple[Mapping[str, int], ...], standing: tuple[str, ...]
    ) -> Iterator[str]:
        """The winner of each course that the lot can give the count from here on."""
        history = (*before, self.votes(standing))
        winner = _majority(history[-1])
        if winner is not None:
            yield winner
            return
        equals = _fewest(history).equals
        # Those without a vote all go out before anybody else, and no ballot moves: any order
        # of them comes to the same.
        for out in equals if history[-1][equals[0]] else equals[:1]:
            yield from self.winners(history, tuple(each for each in standing if each != out))


class _Fewest(NamedTuple):
    options: tuple[str, ...]
    equals: tuple[str, ...]
    compared: tuple[int, ...]


def _majority(votes: Mapping[str, int]) -> str | None:
    continuing = sum(votes.values())
    return next((option for option, number in votes.items() if 2 * number > continuing), None)


def _fewest(history: Sequence[Mapping[str, int]]) -> _Fewest:
    """Who has the fewest votes in the last round, and who of them is equal in all before."""
    options = equals = _with_least(history[-1], list(history[-1]))
    compared: list[int] = []
    for number in range(len(history) - 1, 0, -1):
        fewer = _with_least(history[number - 1], equals)
        if len(fewer) < len(equals):
            compared.append(number)
            equals = fewer
    return _Fewest(tuple(options), tuple(equals), tuple(compared))


def _with_least(votes: Mapping[str, int], among: Sequence[str]) -> list[str]:
    least = min(votes[option] for option in among)
    return [option for option in among if votes[option] == least]


def _eliminate(history: Sequence[Mapping[str, int]], lucky: Mapping[str, int]) -> Elimination:
    fewest = _fewest(history)
    settled_by: Literal["votes", "earlier_round", "lot"] = "lot"
    if len(fewest.options) == 1:
        settled_by = "votes"
    elif len(fewest.equals) == 1:
        settled_by = "earlier_round"
    return Elimination(
        eliminated=max(fewest.equals, key=lambda option: lucky[option]),
        fewest=fewest.options,
        settled_by=settled_by,
        compared=fewest.compared,
    )


def _several(winners: Iterable[str]) -> bool:
    seen: set[str] = set()
    for course, winner in enumerate(winners, start=1):
        seen.add(winner)
        if len(seen) > 1 or course > MOST_COURSES:
            return True
    return False
