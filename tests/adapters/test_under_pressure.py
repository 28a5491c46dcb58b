"""What becomes of readers and writers when the database has no room, no time or no ear for them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from adapters.postgres import pool as pools
from adapters.postgres.launcher import SUPERUSER
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import make_pool
from adapters.signals import Signals
from api.stream import Feed, Live, Pace, Waiting
from bench.history.footprints import FOOTPRINTS
from domain.errors import DatabaseAway
from domain.ports import Append, Carried, Log, Sealing
from tests.adapters.event_log_contract import FOUNDED, KEY, positions, sealed, wish
from tests.adapters.following import following
from tests.conftest import Database
from tests.residents import ADA, DE_PIJP, GARDEN
from tests.story import Story, told

OFTEN = 0.02
"""Seconds between two looks of whoever hears no signal."""
MANY = 40
LOCK = "SELECT FROM log FOR NO KEY UPDATE"


@pytest.fixture
async def log(database: Database, signals: Signals) -> PostgresLog:
    log = PostgresLog(database.pool, signals)
    await log.append(DE_PIJP, Append(records=[FOUNDED], founds=True))
    return log


async def entitled() -> None:
    return


async def streamed(log: Log, signals: Waiting, after: int, until: int) -> list[int]:
    """Positions that a subscriber of the event stream is given, up to ``until``."""
    feed = Feed(
        organisation=DE_PIJP,
        epoch=await log.epoch(DE_PIJP),
        after=after,
        types=(),
        log=log,
        live=Live(signals=signals, stopping=asyncio.Event(), pace=Pace()),
        still_entitled=entitled,
    )
    given: list[int] = []
    async for frame in feed.frames():
        lines = [line for line in frame.splitlines() if line.startswith(b"id: ")]
        given += [int(line.rpartition(b":")[2]) for line in lines]
        if given and given[-1] >= until:
            break
    return given


# Somebody else's long transaction


async def test_a_long_idle_writing_transaction_in_another_database_stalls_nobody(
    database: Database,
):
    elsewhere = {**database.addresses.owner, "user": SUPERUSER, "database": "postgres"}
    other = await asyncpg.connect(**elsewhere)
    writing = other.transaction()
    await writing.start()
    await other.execute("CREATE TABLE somebody_elses AS SELECT 1")
    try:
        server = following(database, [FOOTPRINTS], patience=30)
        story = Story().founded().proposed()
        async with server.running():
            await told(server.log, story.history)
            view = await server.views.get(DE_PIJP, FOOTPRINTS, GARDEN, at_least=story.position)
            given = await streamed(server.log, Signals(), 0, story.position)
        seen = await server.log.read(DE_PIJP, [], None)
    finally:
        await writing.rollback()
        await other.close()
    assert view is not None
    assert given == list(range(1, story.position + 1))
    assert seen.head == story.position


# No connection, and no lock, in time


async def test_without_a_free_connection_everybody_is_refused_soon_and_served_later(
    database: Database, log: PostgresLog, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pools, "ACQUIRE_SECONDS", 0.1)
    taken = [await database.pool.acquire() for _ in range(database.pool.get_max_size())]
    outcomes = await asyncio.gather(
        *(log.append(DE_PIJP, wish()) for _ in range(MANY)),
        *(log.read(DE_PIJP, [], None) for _ in range(MANY)),
        *(log.read_page(DE_PIJP, after=0, limit=1) for _ in range(MANY)),
        log.epoch(DE_PIJP),
        return_exceptions=True,
    )
    assert {type(outcome) for outcome in outcomes} == {DatabaseAway}
    for each in taken:
        await database.pool.release(each)
    assert (await log.read(DE_PIJP, [], None)).head == 1
    done = await asyncio.gather(*(log.append(DE_PIJP, wish()) for _ in range(MANY)))
    assert sorted(carried.first for carried in done) == list(range(2, 2 + MANY))


async def test_a_lock_that_cannot_be_had_in_time_is_a_refusal_that_loses_nothing(
    database: Database, log: PostgresLog
):
    async with make_pool(size=1, **database.addresses.application) as pool:
        await pool.execute("SET lock_timeout = '50ms'")
        hurried = PostgresLog(pool, Signals())
        async with database.owner.transaction():
            await database.owner.execute(LOCK)
            outcomes = await asyncio.gather(
                *(
                    hurried.append(DE_PIJP, wish(key=KEY._replace(command=str(n))))
                    for n in range(9)
                ),
                return_exceptions=True,
            )
            assert {type(outcome) for outcome in outcomes} == {DatabaseAway}
            assert (await hurried.read(DE_PIJP, [], None)).head == 1
        again = [
            await hurried.append(DE_PIJP, wish(key=KEY._replace(command=str(n)))) for n in range(9)
        ]
    assert again == [Carried(n, n, b"", before=False) for n in range(2, 11)]


# No room

Fills = Callable[[Database, asyncpg.Connection], AbstractAsyncContextManager[None]]

FULL = """
CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full';
END
$$;
CREATE TRIGGER is_full BEFORE INSERT ON vault_value EXECUTE FUNCTION is_full();
"""


@asynccontextmanager
async def says_that_it_is_full(database: Database, _: asyncpg.Connection) -> AsyncIterator[None]:
    await database.owner.execute(FULL)
    yield
    await database.owner.execute("DROP FUNCTION is_full CASCADE")


@asynccontextmanager
async def is_full(_: Database, superuser: asyncpg.Connection) -> AsyncIterator[None]:
    """What the table grows into is a device on which there is never any room."""
    # The file of an emptied table is new: nobody has it open, and nothing is in it.
    await superuser.execute("TRUNCATE vault_value")
    data = Path(await superuser.fetchval("SHOW data_directory"))
    file = data / await superuser.fetchval("SELECT pg_relation_filepath('vault_value')")
    aside = file.with_name(f"{file.name}.aside")
    file.rename(aside)
    file.symlink_to("/dev/full")
    try:
        yield
    finally:
        file.unlink()
        aside.rename(file)
        await superuser.execute("TRUNCATE vault_value")


DISKS: dict[str, Fills] = {"the server says so": says_that_it_is_full}
if Path("/dev/full").exists():
    DISKS["the device is full"] = is_full


@pytest.mark.parametrize("how", DISKS)
async def test_a_full_disk_is_a_refusal_that_loses_nothing_and_passes(
    database: Database, log: PostgresLog, superuser: asyncpg.Connection, how: str
):
    sealing = Sealing(keys=[(ADA, b"wrapped")], values=[sealed(ADA)])
    asked = wish(key=KEY, sealing=sealing)
    async with DISKS[how](database, superuser):
        for _ in range(2):
            with pytest.raises(DatabaseAway) as refused:
                await log.append(DE_PIJP, asked)
            assert isinstance(refused.value.__cause__, asyncpg.DiskFullError)
        assert (await log.read(DE_PIJP, [], KEY)) == ([], 1, None)
        assert await log.append(DE_PIJP, wish()) == Carried(2, 2, b"", before=False)
    assert await log.append(DE_PIJP, asked) == Carried(3, 3, b"", before=False)
    page, _ = await log.read_page(DE_PIJP, after=0, limit=9)
    assert positions(page) == [1, 2, 3]
