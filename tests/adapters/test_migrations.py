import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from adapters.postgres import migrations
from adapters.postgres.database import OWNER, Addresses, is_ready, migrate_at
from adapters.postgres.launcher import SUPERUSER
from adapters.postgres.log import PostgresLog
from adapters.postgres.migrations import SchemaChanged, is_current, migrate
from adapters.postgres.pool import make_pool
from adapters.signals import Signals
from domain.errors import DatabaseAway
from domain.ports import Append
from tests.adapters.event_log_contract import FOUNDED
from tests.residents import DE_PIJP

ALL = [path.stem for path in sorted(migrations.FOLDER.glob("*.sql"))]
SCHEMA = """
SELECT table_name || '.' || column_name || ' ' || data_type AS line
  FROM information_schema.columns WHERE table_schema = 'public'
UNION SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION SELECT 'trigger ' || tgname || ' ' || tgrelid::regclass FROM pg_trigger
UNION SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
ORDER BY line
"""


@pytest.fixture
async def empty(postgres: Addresses) -> AsyncIterator[Addresses]:
    """A database in which nothing is."""
    name = f"test_{secrets.token_hex(6)}"
    server = await asyncpg.connect(**{**postgres.owner, "user": SUPERUSER, "database": "postgres"})
    await server.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
    yield Addresses(*({**address, "database": name} for address in postgres))
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await server.close()


@pytest.fixture
async def owner(empty: Addresses) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(**empty.owner)
    yield connection
    await connection.close()


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The files of a version of which one is different, and one new."""
    folder = tmp_path / "sql"
    shutil.copytree(migrations.FOLDER, folder)
    monkeypatch.setattr(migrations, "FOLDER", folder)
    return folder


async def schema(address: Mapping[str, Any]) -> list[str]:
    connection = await asyncpg.connect(**address)
    lines = [row["line"] for row in await connection.fetch(SCHEMA)]
    await connection.close()
    return lines


async def test_from_nothing_to_the_schema_that_this_version_expects(
    empty: Addresses, owner: asyncpg.Connection, postgres: Addresses
):
    assert not await is_current(owner)
    assert await migrate(owner) == ALL
    assert await is_current(owner)
    assert await schema(empty.owner) == await schema(postgres.owner)
    async with make_pool(**empty.application) as pool:
        log = PostgresLog(pool, Signals())
        await log.append(DE_PIJP, Append(records=[FOUNDED], founds=True))
        assert (await log.read(DE_PIJP, [], None)).head == 1


async def test_what_was_applied_is_not_applied_again(owner: asyncpg.Connection):
    await migrate(owner)
    assert await migrate(owner) == []


async def test_several_that_start_at_once_migrate_once(empty: Addresses):
    applied = await asyncio.gather(*(migrate_at(empty.owner) for _ in range(5)))
    assert sorted(applied) == [[]] * 4 + [ALL]


async def test_a_file_that_was_changed_after_it_was_applied_is_refused(
    owner: asyncpg.Connection, changed: Path
):
    await migrate(owner)
    with (changed / "0001_log.sql").open("a") as file:
        file.write("-- an afterthought\n")
    with pytest.raises(SchemaChanged, match="0001_log"):
        await migrate(owner)


async def test_a_new_file_is_applied_to_a_database_that_is_in_use(
    owner: asyncpg.Connection, changed: Path
):
    await migrate(owner)
    (changed / "9999_later.sql").write_text("-- migrate:up\nCREATE TABLE later (on_ text);\n")
    assert not await is_current(owner)
    assert await migrate(owner) == ["9999_later"]


async def test_a_file_that_fails_is_applied_not_at_all(owner: asyncpg.Connection, changed: Path):
    (changed / "9999_later.sql").write_text(
        "-- migrate:up\nCREATE TABLE later (on_ text);\nSELECT from_nowhere();\n"
    )
    with pytest.raises(asyncpg.UndefinedFunctionError):
        await migrate(owner)
    assert await owner.fetchval("SELECT to_regclass('later')") is None
    assert not await is_current(owner)
    (changed / "9999_later.sql").write_text("-- migrate:up\nCREATE TABLE later (on_ text);\n")
    assert await migrate(owner) == ["9999_later"]


async def test_what_an_operator_applied_with_dbmate_is_taken_as_it_is(
    owner: asyncpg.Connection, empty: Addresses
):
    await owner.execute("CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY)")
    for path in sorted(migrations.FOLDER.glob("*.sql")):
        await owner.execute(path.read_text())
        version = path.name.split("_")[0]
        await owner.execute("INSERT INTO schema_migrations (version) VALUES ($1)", version)
    assert await migrate(owner) == []
    async with make_pool(**empty.application) as pool:
        assert await is_ready(pool)


async def test_a_database_without_the_schema_is_not_ready(empty: Addresses):
    async with make_pool(**empty.application) as pool:
        assert not await is_ready(pool)
        await migrate_at(empty.owner)
        assert await is_ready(pool)


@pytest.mark.parametrize("nowhere", [{"database": "nowhere"}, {"host": "/tmp/nowhere"}])
async def test_a_database_that_does_not_exist_is_away_and_not_ready(
    postgres: Addresses, nowhere: dict[str, str]
):
    async with make_pool(**{**postgres.application, **nowhere}) as pool:
        assert not await is_ready(pool)
        with pytest.raises(DatabaseAway):
            await PostgresLog(pool, Signals()).epoch(DE_PIJP)
