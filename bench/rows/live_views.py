"""How far live views are behind the log while 500 ballots a second are cast.

From when an append was acknowledged until everybody who waits for the views is told that all
of them have it; appends, views and the clerk process share one process, as in a server.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.main import Zetel
from bench.callers import Voter, Voters
from bench.community import cast
from bench.figures import Figure, Rounds, figure, percentile
from bench.filling.residents import gather
from bench.pace import at_pace
from bench.stage import Stage, owner_of, zetel_over
from domain.ids import OrganisationId

EACH_SECOND = 500
ROUNDS, SECONDS = 3, 5
PATIENCE = 60
"""Seconds for the views to arrive after the last append."""


async def measure(stage: Stage) -> list[Figure]:
    rounds, ballots = stage.size((ROUNDS, EACH_SECOND * SECONDS), (1, 20))
    async with (
        stage.database() as addresses,
        zetel_over(stage, addresses) as zetel,
        owner_of(addresses) as owner,
    ):
        community, residents = await gather(owner, zetel.ports, ballots * (rounds + 1))
        await stage.settle(addresses)
        voters = Voters(community, residents)
        async with zetel.at_work():
            head = (await zetel.ports.log.read(community.organisation, [], None)).head
            await _arrival(zetel, community.organisation, head)
            turns = [await _round(zetel, voters.next(ballots)) for _ in range(rounds + 1)]
        lags, rates = zip(*turns[1:], strict=True)
        return [_figure(Rounds(lags), Rounds(rates))]


def _figure(lags: Rounds, rates: Rounds) -> Figure:
    short = rates.median < 0.95 * EACH_SECOND
    return figure(
        f"p99 of how far live views are behind the log at {EACH_SECOND} appends a second",
        lags,
        "ms",
        must="under 50 ms",
        holds=lambda value, _: value < 50 and not short,
        note=f"only {rates.median:.0f} appends a second were reached" if short else None,
    )


async def _round(zetel: Zetel, voters: list[Voter]) -> tuple[float, float]:
    """p99 in ms, and how many were appended in a second."""
    appended: dict[int, float] = {}
    organisation = voters[0].community.organisation

    async def append(voter: Voter) -> None:
        receipt = await cast(zetel.ports, voter.community, voter.resident, voter.place)
        appended[receipt.position] = time.perf_counter()

    async with _watching(zetel, organisation) as seen:
        rate = await at_pace(EACH_SECOND, voters, append)
        await _arrival(zetel, organisation, max(appended))
    return percentile(_lags(appended, seen), 99) * 1_000, rate


@asynccontextmanager
async def _watching(
    zetel: Zetel, organisation: OrganisationId
) -> AsyncIterator[list[tuple[int, float]]]:
    """How far the views were when: positions and moments, ascending."""
    seen: list[tuple[int, float]] = []

    async def watch() -> None:
        while True:
            last = zetel.viewed.last(organisation)
            if await zetel.viewed.wait(organisation, last, 1):
                seen.append((zetel.viewed.last(organisation), time.perf_counter()))

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    try:
        yield seen
    finally:
        watching.cancel()


async def _arrival(zetel: Zetel, organisation: OrganisationId, position: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while (last := zetel.viewed.last(organisation)) < position:
        assert time.monotonic() < deadline, "the views did not arrive"
        await zetel.viewed.wait(organisation, last, 0.1)
    await asyncio.sleep(0.01)


def _lags(appended: dict[int, float], seen: list[tuple[int, float]]) -> list[float]:
    """Views may have come to a position before the caller was told of it: that is no lag."""
    lags = []
    moments = iter(seen)
    reached, when = 0, 0.0
    for position in sorted(appended):
        while reached < position:
            reached, when = next(moments)
        lags.append(max(0.0, when - appended[position]))
    return lags
