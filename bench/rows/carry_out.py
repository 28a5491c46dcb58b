"""Ballots at ``carry_out``, where concurrent callers share calls of the database.

Without grouping means: every caller has a log of its own, so that its command finds no other
to share a call with. Pool, database, organisation and vote are the same.
"""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from api.main import Zetel, assemble
from bench.callers import Turn, Voters, all_cast
from bench.figures import Figure, Rounds, figure, interleaved, percentile
from bench.filling.residents import gather
from bench.stage import Stage, owner_of, zetel_over
from domain.ports import Ports

MANY, SOME = 128, 32
"""Callers."""
GROUPED, ALONE = "grouped", "alone"
BALLOTS, SECONDS = {GROUPED: 6_000, ALONE: 1_500}, 2.0
"""A round ends with the first of them."""
FEW = {GROUPED: 128, ALONE: 32}

Kinds = dict[str, Callable[[], Awaitable[float]]]


async def measure(stage: Stage) -> list[Figure]:
    async with (
        stage.database() as addresses,
        zetel_over(stage, addresses) as zetel,
        owner_of(addresses) as owner,
    ):
        rounds, ballots = stage.size(5, 1), stage.size(BALLOTS, FEW)
        needed = sum(ballots.values()) * (2 * rounds + 1)
        voters = Voters(*await gather(owner, zetel.ports, needed))
        await stage.settle(addresses)
        logs = {GROUPED: [zetel.ports] * MANY, ALONE: _one_each(stage, zetel)}

        def turns(callers: int, of: Callable[[Turn], float]) -> Kinds:
            return {
                kind: partial(_turn, logs[kind][:callers], voters, ballots[kind], of)
                for kind in logs
            }

        await interleaved(1, turns(MANY, _per_second))  # connections and plans are there now
        many = await interleaved(rounds, turns(MANY, _per_second))
        some = await interleaved(rounds, turns(SOME, _p95))
        return _figures(many, some)


def _figures(many: dict[str, Rounds], some: dict[str, Rounds]) -> list[Figure]:
    return [
        figure(
            f"ballots at carry_out, one organisation, {MANY} callers",
            many[GROUPED],
            "ballots/s",
            reference=many[ALONE],
            compared_with="one command per transaction on the same log",
            must="5,000 a second and 5 times",
            holds=lambda value, ratio: value >= 5_000 and ratio >= 5,
        ),
        figure(
            f"p95 of a ballot at carry_out, {SOME} callers",
            some[GROUPED],
            "ms",
            reference=some[ALONE],
            compared_with="the same without grouping",
            must="under 10 ms",
            holds=lambda value, _: value < 10,
        ),
    ]


def _one_each(stage: Stage, zetel: Zetel) -> list[Ports]:
    return [assemble(zetel.pool, stage.keys).ports for _ in range(MANY)]


async def _turn(
    callers: Sequence[Ports], voters: Voters, ballots: int, of: Callable[[Turn], float]
) -> float:
    return of(await all_cast(callers, voters.next(ballots), SECONDS))


def _per_second(turn: Turn) -> float:
    return turn.per_second


def _p95(turn: Turn) -> float:
    return percentile(turn.each, 95) * 1_000
