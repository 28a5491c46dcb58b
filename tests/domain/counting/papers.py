"""Ballots that rank, as people write them down, and ballots that are made up at random."""

from hypothesis import settings
from hypothesis import strategies as st

from domain.counting.ranking import Ranking

exactly = settings(deadline=None, derandomize=True, database=None, max_examples=100)


def papers(text: str) -> list[Ranking]:
    """Lines such as ``3 A>B=C``: three ballots, B and C on one rank. Nothing ranked is blank."""
    ballots: list[Ranking] = []
    for line in text.strip().splitlines():
        number, _, ranks = line.strip().partition(" ")
        ranking = tuple(tuple(rank.split("=")) for rank in ranks.split(">")) if ranks else ()
        ballots += [ranking] * int(number)
    return ballots


def renamed(ballot: Ranking, names: dict[str, str]) -> Ranking:
    return tuple(tuple(names[option] for option in rank) for rank in ballot)


def rankings(options: str) -> st.SearchStrategy[Ranking]:
    """Any number of the options, one by one."""
    return st.integers(0, len(options)).flatmap(
        lambda number: st.permutations(options).map(
            lambda order: tuple((option,) for option in order[:number])
        )
    )


def weak_rankings(options: str) -> st.SearchStrategy[Ranking]:
    """Any number of the options, equal ranks and skipped ones included."""
    ranks = st.tuples(*(st.integers(0, len(options)) for _ in options))
    return ranks.map(
        lambda drawn: tuple(
            tuple(o for o, rank in zip(options, drawn, strict=True) if rank == number)
            for number in range(len(options))
        )
    )
