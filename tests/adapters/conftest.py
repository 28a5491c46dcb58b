"""Here many tests need a database each for a moment: one is made, and emptied for each."""

import secrets
from collections.abc import AsyncIterator

import asyncpg
import pytest

from adapters.postgres.database import NAME, OWNER, Addresses
from adapters.postgres.launcher import SUPERUSER
from adapters.postgres.pool import make_pool
from tests.conftest import Database

EMPTY = """
SET session_replication_role = replica; -- no trigger stands in the way of a superuser
DO $$
DECLARE
    each text;
BEGIN
    FOR each IN SELECT tablename FROM pg_tables
                 WHERE schemaname = 'public' AND tablename <> 'schema_migrations' LOOP
        EXECUTE format('DELETE FROM %I', each);
    END LOOP;
END
$$
"""


@pytest.fixture(scope="session")
async def one_database(postgres: Addresses) -> AsyncIterator[Addresses]:
    """Copied from the migrated one."""
    name = f"test_{secrets.token_hex(6)}"
    server = await asyncpg.connect(**{**postgres.owner, "user": SUPERUSER, "database": "postgres"})
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {NAME} OWNER {OWNER}")
    yield Addresses(*({**address, "database": name} for address in postgres))
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await server.close()


@pytest.fixture
async def superuser(one_database: Addresses) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(**{**one_database.owner, "user": SUPERUSER})
    yield connection
    await connection.close()


@pytest.fixture
async def database(
    one_database: Addresses, superuser: asyncpg.Connection
) -> AsyncIterator[Database]:
    await superuser.execute(EMPTY)
    async with make_pool(**one_database.application) as pool:
        owner = await asyncpg.connect(**one_database.owner)
        yield Database(one_database, pool, owner)
        await owner.close()
