"""What a session has set, and that whatever gives us no session of our own is refused."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from adapters.postgres.database import look, migrate_at
from adapters.postgres.hints import HEADS
from adapters.postgres.pool import connection, fetch, make_pool
from adapters.postgres.session import (
    SETTINGS,
    TAKE_SETTINGS,
    TAKEN,
    NoSession,
    is_shared,
    require_own,
    take_settings,
)
from adapters.postgres.socket_folder import PORT
from domain.errors import DatabaseAway
from tests.adapters.bouncer import PGBOUNCER, bouncer
from tests.conftest import Database

REFUSED = b"SFATAL\0C08P01\0Munsupported startup parameter: role\0\0"


class Forgetful(asyncpg.Connection):
    """As one whose next statement is carried out by somebody else's session."""

    async def execute(self, query: str, *arguments: Any, **more: Any) -> Any:
        if query != TAKE_SETTINGS:
            return await super().execute(query, *arguments, **more)


class SharedOut:
    """Another caller, who is given the session of the first one."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.transaction, self.fetchval = connection.transaction, connection.fetchval

    def terminate(self) -> None:
        """It is not theirs to end."""


@pytest.fixture
async def mine(database: Database) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(**database.addresses.application)
    yield connection
    await connection.close()


@pytest.fixture
def shared(mine: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    async def connect(**_: Any) -> SharedOut:
        return SharedOut(mine)

    monkeypatch.setattr(asyncpg, "connect", connect)


@pytest.fixture
def folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    yield folder
    shutil.rmtree(folder)


async def test_every_connection_has_what_we_ask_for(database: Database):
    async with connection(database.pool) as db:
        assert dict(await db.fetch(TAKEN, list(SETTINGS))) == SETTINGS
        assert await db.fetchval("SELECT current_user") == "zetel_app"


async def test_postgresql_itself_gives_everybody_a_session(
    mine: asyncpg.Connection, database: Database
):
    await require_own(mine, database.addresses.application)
    assert not await is_shared(mine, database.addresses.application)


async def test_a_login_that_may_not_be_the_server_is_told_what_it_lacks(
    database: Database, superuser: asyncpg.Connection
):
    await superuser.execute("CREATE ROLE stranger LOGIN")
    try:
        async with make_pool(**{**database.addresses.application, "user": "stranger"}) as pool:
            with pytest.raises(NoSession, match=r"permission denied.*zetel migrate"):
                await look(pool)
    finally:
        await superuser.execute("DROP ROLE stranger")


async def test_settings_that_do_not_last_are_refused_by_name(database: Database):
    address = database.addresses.application
    async with make_pool(**address, connection_class=Forgetful) as pool:
        with pytest.raises(NoSession, match=r"lock_timeout.*connect to PostgreSQL itself"):
            await look(pool)


async def test_a_session_that_others_are_given_too_is_refused(
    mine: asyncpg.Connection, shared: None, monkeypatch: pytest.MonkeyPatch
):
    assert await is_shared(mine, {})
    monkeypatch.setattr(type(mine), "get_server_pid", lambda _: 0)
    with pytest.raises(NoSession, match="shares out its sessions"):
        await require_own(mine, {})


async def test_what_was_prepared_and_is_gone_is_refused(mine: asyncpg.Connection):
    await take_settings(mine)
    await mine.execute("DEALLOCATE ALL")
    with pytest.raises(NoSession, match="shares out its sessions"):
        await take_settings(mine)


async def test_where_no_other_session_is_to_be_had_ours_is_our_own(
    mine: asyncpg.Connection, folder: Path
):
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_unix_server(say_nothing, folder / f".s.PGSQL.{PORT}"):
        assert not await is_shared(mine, {"host": str(folder), "port": PORT, "user": "zetel"})


async def test_a_running_server_says_it_once_and_answers_later(
    database: Database, caplog: pytest.LogCaptureFixture
):
    address = database.addresses.application
    async with make_pool(**address, connection_class=Forgetful) as pool:
        for _ in range(3):
            with pytest.raises(DatabaseAway):
                await fetch(pool, HEADS)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "connect to PostgreSQL itself" in caplog.text


async def test_who_refuses_to_connect_us_as_no_postgresql_does_is_named(folder: Path):
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"E" + (len(REFUSED) + 4).to_bytes(4, "big") + REFUSED)
        writer.close()

    address = {"host": str(folder), "port": PORT, "user": "zetel", "database": "zetel"}
    async with await asyncio.start_unix_server(refuse, folder / f".s.PGSQL.{PORT}"):
        async with make_pool(**address) as pool:
            with pytest.raises(NoSession, match="unsupported startup parameter: role"):
                await look(pool)
        with pytest.raises(NoSession, match="unsupported startup parameter: role"):
            await migrate_at(address)


async def test_a_database_that_is_away_at_the_start_may_come_later(
    folder: Path, caplog: pytest.LogCaptureFixture
):
    async with make_pool(host=str(folder), port=PORT, user="zetel") as pool:
        await look(pool)
    assert "cannot be reached" in caplog.text


if PGBOUNCER is not None:

    async def works(address: Mapping[str, Any]) -> None:
        """Many at once, so that a pooler has every reason to mix them up."""
        async with make_pool(**address) as pool:
            await look(pool)
            await asyncio.gather(*(fetch(pool, HEADS) for _ in range(50)))

    @pytest.mark.parametrize("more", ["", "server_round_robin = 1", "default_pool_size = 9"])
    async def test_a_pooler_in_session_mode_does(database: Database, more: str):
        async with bouncer(database.addresses.application, "session", more) as address:
            await works(address)
        async with bouncer(database.addresses.owner, "session", more) as address:
            assert await migrate_at(address) == []

    @pytest.mark.parametrize("more", ["", "server_round_robin = 1", "default_pool_size = 9"])
    @pytest.mark.parametrize("mode", ["transaction", "statement"])
    async def test_a_pooler_in_any_other_mode_is_refused(database: Database, mode: str, more: str):
        async with bouncer(database.addresses.application, mode, more) as address:
            with pytest.raises(NoSession):
                await works(address)
        async with bouncer(database.addresses.owner, mode, more) as address:
            with pytest.raises(NoSession):
                await migrate_at(address)
