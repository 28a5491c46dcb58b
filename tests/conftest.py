"""What every test that needs a database shares: one PostgreSQL per pytest worker."""

import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import asyncpg
import pytest

from adapters.keys import Keys
from adapters.new_id import new_id
from adapters.new_seed import new_seed
from adapters.postgres.database import NAME, OWNER, Addresses, embedded
from adapters.postgres.launcher import SUPERUSER
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import Pool, make_pool
from adapters.postgres.vault_store import PostgresVaultStore
from adapters.signals import Signals
from adapters.vault import Vault
from domain.ports import Ports

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class StoryClock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


class Database(NamedTuple):
    addresses: Addresses
    pool: Pool
    """Connections of the application role."""
    owner: asyncpg.Connection


@pytest.fixture(scope="session")
async def postgres() -> AsyncIterator[Addresses]:
    """A server that is fast because it may forget, in a folder that another account can reach."""
    data = Path(tempfile.mkdtemp(prefix="zetel-", dir="/tmp"))
    data.chmod(0o755)
    try:
        async with embedded(data, durable=False) as addresses:
            yield addresses
    finally:
        shutil.rmtree(data)


@pytest.fixture
async def database(postgres: Addresses) -> AsyncIterator[Database]:
    """A fresh database, copied from the migrated one."""
    name = f"test_{secrets.token_hex(6)}"
    server = await asyncpg.connect(**{**postgres.owner, "user": SUPERUSER, "database": "postgres"})
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {NAME} OWNER {OWNER}")
    addresses = Addresses(*({**address, "database": name} for address in postgres))
    async with make_pool(**addresses.application) as pool:
        owner = await asyncpg.connect(**addresses.owner)
        yield Database(addresses, pool, owner)
        await owner.close()
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await server.close()


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock()


@pytest.fixture
def signals() -> Signals:
    return Signals()


@pytest.fixture
def keys() -> Keys:
    return Keys(*(bytes([number]) * 32 for number, _ in enumerate(Keys._fields)))


@pytest.fixture
def ports(database: Database, clock: StoryClock, signals: Signals, keys: Keys) -> Ports:
    return Ports(
        log=PostgresLog(database.pool, signals),
        vault=Vault(keys, PostgresVaultStore(database.pool)),
        clock=clock,
        new_id=new_id,
        new_seed=new_seed,
    )
