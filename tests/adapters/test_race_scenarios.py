"""Eight races that a consistency boundary has to survive: in six exactly one may win.

All read first, and all append at the same moment: nobody's append can be decided before
everybody's has arrived. A loser is told of a concurrent change, and of nothing else.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack

import asyncpg
import pytest

from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import make_pool
from adapters.signals import Signals
from domain.kernel import Selector
from domain.ports import Append, Carried, ConcurrentChange, Log, NewRecord
from tests.adapters.event_log_contract import FOUNDED, fact
from tests.conftest import Database
from tests.residents import DE_PIJP, EAST, QUESTION, WEST

MANY, SOME = 8, 4
LOCK = "SELECT FROM log FOR NO KEY UPDATE"
WAITING = """
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND wait_event_type = 'Lock'
"""

Outcome = Carried | BaseException


class Street:
    """An organisation at one server, or at as many servers as there are people who append."""

    def __init__(
        self, owner: asyncpg.Connection, onlooker: asyncpg.Connection, servers: Sequence[Log]
    ) -> None:
        self._owner, self._onlooker, self._servers = owner, onlooker, servers

    def server(self, number: int) -> Log:
        return self._servers[number % len(self._servers)]

    async def has_seen(self, *boundary: Selector) -> int:
        return (await self.server(0).read(DE_PIJP, boundary, None)).head

    async def collide(self, *appends: Append) -> list[Outcome]:
        """Each at a server of its own if there are several; the database is held up meanwhile."""
        async with self._owner.transaction():
            await self._owner.execute(LOCK)
            racers = [
                asyncio.create_task(self.server(number).append(DE_PIJP, append))
                for number, append in enumerate(appends)
            ]
            arrived = min(len(self._servers), len(racers))
            while await self._onlooker.fetchval(WAITING) < arrived:
                await asyncio.sleep(0.01)
        return await asyncio.gather(*racers, return_exceptions=True)

    async def holds(self, *boundary: Selector) -> list[bytes]:
        seen = await self.server(0).read(DE_PIJP, boundary, None)
        return [stored.record for stored in seen.records]


@pytest.fixture(params=[1, MANY], ids=["at one server", "at a server each"])
async def street(
    database: Database, superuser: asyncpg.Connection, request: pytest.FixtureRequest
) -> AsyncIterator[Street]:
    async with AsyncExitStack() as stack:
        pools = [
            await stack.enter_async_context(make_pool(size=2, **database.addresses.application))
            for _ in range(request.param)
        ]
        servers = [PostgresLog(pool, Signals()) for pool in pools]
        await servers[0].append(DE_PIJP, Append(records=[FOUNDED], founds=True))
        yield Street(database.owner, superuser, servers)


def numbered(number: int, *tags: str, kind: str = "filled") -> NewRecord:
    return NewRecord(kind, tags, f"{kind} by {number}".encode())


def winner(outcomes: Sequence[Outcome], appends: Sequence[Append]) -> bytes:
    """What the only one that was appended recorded."""
    losers = [outcome for outcome in outcomes if not isinstance(outcome, Carried)]
    assert [type(loser) for loser in losers] == [ConcurrentChange] * (len(appends) - 1), losers
    (won,) = (n for n, outcome in enumerate(outcomes) if isinstance(outcome, Carried))
    return appends[won].records[0].record


async def test_of_many_within_one_boundary_exactly_one_wins(street: Street):
    boundary = Selector(("filled",), (EAST,))
    after = await street.has_seen(boundary)
    appends = [
        Append(records=[numbered(n, EAST)], unless=[boundary], after=after) for n in range(MANY)
    ]
    won = winner(await street.collide(*appends), appends)
    assert await street.holds(boundary) == [won]


async def test_of_many_within_one_boundary_of_two_tags_exactly_one_wins(street: Street):
    boundary = Selector(("filled",), (EAST, QUESTION))
    after = await street.has_seen(boundary)
    appends = [
        Append(records=[numbered(n, EAST, QUESTION)], unless=[boundary], after=after)
        for n in range(MANY)
    ]
    won = winner(await street.collide(*appends), appends)
    assert await street.holds(boundary) == [won]


async def test_of_many_who_demand_that_there_never_was_one_exactly_one_wins(street: Street):
    """Nobody has read anything."""
    boundary = Selector(("filled",), (EAST,))
    appends = [Append(records=[numbered(n, EAST)], unless=[boundary]) for n in range(MANY)]
    won = winner(await street.collide(*appends), appends)
    assert await street.holds(boundary) == [won]


PAIRS = {
    "one by type and one by tag": (
        Selector(("filled",)),
        Selector(("filled", "vacated", "cast"), (EAST,)),
    ),
    "some types and some of them": (
        Selector(("filled",)),
        Selector(("filled", "vacated")),
    ),
    "some tags and some of them": (
        Selector(("filled",), (EAST,)),
        Selector(("filled",), (EAST, QUESTION)),
    ),
}
"""Each is right by itself, and what either appends is within both."""


@pytest.mark.parametrize("how", PAIRS)
async def test_of_two_whose_boundaries_are_described_differently_exactly_one_wins(
    street: Street, how: str
):
    one, other = PAIRS[how]
    appends = [
        Append(
            records=[numbered(n, EAST, QUESTION)], unless=[own], after=await street.has_seen(own)
        )
        for n, own in enumerate((one, other))
    ]
    won = winner(await street.collide(*appends), appends)
    assert await street.holds(one) == await street.holds(other) == [won]


async def test_those_whose_boundaries_have_nothing_in_common_all_win(street: Street):
    seats = [f"seat:{number}" for number in range(SOME)]
    boundaries = [Selector(("filled",), (seat,)) for seat in seats]
    after = await street.has_seen(*boundaries)
    outcomes = await street.collide(
        *(
            Append(records=[fact("filled", seat)], unless=[own], after=after)
            for seat, own in zip(seats, boundaries, strict=True)
        )
    )
    assert all(isinstance(outcome, Carried) for outcome in outcomes), outcomes
    assert sorted(outcome.first for outcome in outcomes) == list(range(2, 2 + SOME))


async def test_those_without_a_condition_all_win_and_each_is_held_once(street: Street):
    appends = [Append(records=[numbered(n, WEST)]) for n in range(SOME)]
    outcomes = await street.collide(*appends)
    assert all(isinstance(outcome, Carried) for outcome in outcomes), outcomes
    held = await street.holds(Selector(("filled",), (WEST,)))
    assert sorted(held) == [append.records[0].record for append in appends]
    for outcome, append in zip(outcomes, appends, strict=True):
        assert held[outcome.first - 2] == append.records[0].record
