"""A ballot costs the same however many there are, and however often it is replaced.

One caller, one ballot after the other: the three kinds take turns ballot by ballot.
"""

import time
from statistics import median

from api.main import Zetel
from bench.community import Community, cast, open_vote
from bench.figures import Figure, Rounds, figure
from bench.filling.residents import cast_many, gather
from bench.stage import Stage, owner_of, zetel_over
from domain.ids import PersonId

LARGE, SMALL = 100_000, 10
"""Ballots in the vote before anybody measures."""
REPLACED = 10_000
"""Ballots of the one resident who cannot decide."""
ROUNDS, EACH = 5, 100


async def measure(stage: Stage) -> list[Figure]:
    large, replaced = stage.size((LARGE, REPLACED), (300, 50))
    rounds, each = stage.size((ROUNDS, EACH), (1, 5))
    async with (
        stage.database() as addresses,
        zetel_over(stage, addresses) as zetel,
        owner_of(addresses) as owner,
    ):
        newcomers = (rounds + 1) * each
        community, residents = await gather(owner, zetel.ports, large + newcomers + 1)
        undecided, *residents = residents
        await cast_many(owner, zetel.ports, community, residents[:large])
        await cast_many(owner, zetel.ports, community, [undecided] * replaced)
        street, neighbours = await gather(owner, zetel.ports, each + SMALL)
        votes = [
            await open_vote(zetel.ports, street.organisation, street.clerk)
            for _ in range(rounds + 1)
        ]
        for vote in votes:
            await cast_many(owner, zetel.ports, vote, neighbours[:SMALL])
        await stage.settle(addresses)
        compared = _Compared(zetel, community, undecided)
        times = [
            await compared.round(vote, neighbours[SMALL:], residents[large + n * each :])
            for n, vote in enumerate(votes)
        ]
        return _figures([Rounds(kind) for kind in zip(*times[1:], strict=True)], large, replaced)


def _figures(kinds: list[Rounds], large: int, replaced: int) -> list[Figure]:
    first, among_many, again = kinds
    return [
        figure(
            row,
            measured,
            "ms",
            reference=first,
            compared_with="a first ballot in a vote with 10 ballots",
            must="at most 1.2 times",
            holds=lambda _, ratio: ratio <= 1.2,
        )
        for row, measured in (
            (f"a ballot in a vote on 50 projects with {large:,} ballots", among_many),
            (f"a resident's {replaced:,}th replacement", again),
        )
    ]


class _Compared:
    def __init__(self, zetel: Zetel, large: Community, undecided: PersonId) -> None:
        self.ports, self.large, self.undecided = zetel.ports, large, undecided

    async def round(
        self, small: Community, neighbours: list[PersonId], newcomers: list[PersonId]
    ) -> tuple[float, float, float]:
        """Medians in ms: a first ballot among few, one among many, and once more the same."""
        times: list[tuple[float, float, float]] = []
        for neighbour, newcomer in zip(neighbours, newcomers, strict=False):
            times.append(
                (
                    await self.one(small, neighbour),
                    await self.one(self.large, newcomer),
                    await self.one(self.large, self.undecided),
                )
            )
        few, many, again = (median(kind) * 1_000 for kind in zip(*times, strict=True))
        return few, many, again

    async def one(self, community: Community, resident: PersonId) -> float:
        began = time.perf_counter()
        await cast(self.ports, community, resident, 0)
        return time.perf_counter() - began
