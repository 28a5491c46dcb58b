"""What becomes of readers and writers when the database has no room, no time or no ear for them."""

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from adapters.postgres import pool as pools
from adapters.postgres import projector as projectors
from adapters.postgres.account import account_for
from adapters.postgres.launcher import SUPERUSER
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import make_pool
from adapters.signals import Signals
from api.stream import Feed, Live, Pace, Waiting
from bench.history.footprints import FOOTPRINTS
from domain.errors import DatabaseAway
from domain.ports import Append, Carried, Log, Sealing
from tests.adapters.event_log_contract import FOUNDED, KEY, positions, sealed, wish
from tests.adapters.following import Following, following
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
        live=Live(signals=signals, stopping=asyncio.Event(), pace=Pace(poll=OFTEN)),
        still_entitled=entitled,
    )
    given: list[int] = []
    async for frame in feed.frames():
        lines = [line for line in frame.splitlines() if line.startswith(b"id: ")]
        given += [int(line.rpartition(b":")[2]) for line in lines]
        if given and given[-1] >= until:
            break
    return given


@asynccontextmanager
async def running(server: Following) -> AsyncIterator[None]:
    task = asyncio.create_task(server.projector.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


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
        async with running(server):
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


# Hints that are lost


class Deaf:
    """No signal ever arrives; remembers how long it was asked to wait for one."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    async def wait(self, organisation: str, after: int, timeout: float) -> bool:
        self.waited.append(timeout)
        await asyncio.sleep(timeout)
        return False


async def test_a_stream_that_hears_no_signal_looks_for_itself(log: PostgresLog):
    deaf = Deaf()
    given = asyncio.create_task(streamed(log, deaf, 1, 4))
    while len(deaf.waited) < 3:
        await asyncio.sleep(OFTEN)
    for _ in range(3):
        await log.append(DE_PIJP, wish())
    assert await given == [2, 3, 4]
    assert max(deaf.waited) <= OFTEN


async def test_views_that_hear_no_signal_look_for_themselves(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(projectors, "POLL_SECONDS", OFTEN)
    server = following(database, [FOOTPRINTS], patience=30)
    unheard = PostgresLog(database.pool, Signals())
    story = Story().founded().proposed()
    async with running(server):
        await told(unheard, story.history)
        view = await server.views.get(DE_PIJP, FOOTPRINTS, GARDEN, at_least=story.position)
    assert view is not None


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
        log.heads(),
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
    async def impatient(connection: asyncpg.Connection) -> None:
        await connection.execute("SET lock_timeout = '50ms'")

    async with make_pool(init=impatient, **database.addresses.application) as pool:
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


# A pooler in between

REFUSAL = "unsupported startup parameter: role"
SOCKET = ".s.PGSQL.6432"
PGBOUNCER = """
[databases]
{database} = host={host} port={port}
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = {folder}
auth_type = trust
auth_file = {folder}/people
pool_mode = transaction
"""


def error_response(message: str) -> bytes:
    fields = b"".join((b"SFATAL\0", b"C08P01\0", b"M", message.encode(), b"\0\0"))
    return b"E" + (len(fields) + 4).to_bytes(4, "big") + fields


@asynccontextmanager
async def stand_in(folder: Path, _: Database) -> AsyncIterator[None]:
    """Answers as a pooler that shares connections does: it can keep no setting of a session."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        length = int.from_bytes(await reader.readexactly(4), "big")
        startup = await reader.readexactly(length - 4)
        assert b"\0role\0zetel_app\0" in startup
        writer.write(error_response(REFUSAL))
        writer.close()

    async with await asyncio.start_unix_server(answer, folder / SOCKET):
        yield


@asynccontextmanager
async def pgbouncer(folder: Path, database: Database) -> AsyncIterator[None]:
    address = database.addresses.application
    (folder / "people").write_text('"zetel_app" ""\n')
    (folder / "settings").write_text(PGBOUNCER.format(**address, folder=folder))
    account = account_for(folder / "pg")
    program = account.launch(INSTALLED, folder / "settings", stderr=subprocess.DEVNULL)
    try:
        while not (folder / SOCKET).exists():
            await asyncio.sleep(OFTEN)
        yield
    finally:
        program.terminate()
        program.wait()


INSTALLED = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin")
POOLERS: Collection[Any] = [stand_in, pgbouncer] if INSTALLED else [stand_in]


@pytest.mark.parametrize("pooler", POOLERS, ids=lambda pooler: pooler.__name__)
async def test_a_pooler_that_shares_connections_is_refused_by_name_of_what_it_cannot_keep(
    database: Database, log: PostgresLog, pooler: Any
):
    """Behind one nobody would hold the server's role, nor be bound by its time limits."""
    folder = Path(tempfile.mkdtemp(prefix="zetel-", dir="/tmp"))
    folder.chmod(0o777)
    try:
        async with pooler(folder, database):
            address = {**database.addresses.application, "host": str(folder), "port": 6432}
            async with make_pool(**address) as behind:
                with pytest.raises(DatabaseAway) as refused:
                    await PostgresLog(behind, Signals()).append(DE_PIJP, wish())
    finally:
        shutil.rmtree(folder)
    assert REFUSAL in str(refused.value.__cause__)
    assert (await log.read(DE_PIJP, [], None)).head == 1
