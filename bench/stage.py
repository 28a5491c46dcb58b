"""Where a row is measured: one durable PostgreSQL for the whole run, a fresh database each."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

import asyncpg
import msgspec

from adapters.keys import Keys, load_keys
from adapters.postgres.database import NAME, OWNER, Addresses
from adapters.postgres.pool import make_pool
from adapters.postgres.session import APPLICATION
from api.main import Zetel, assemble

One = TypeVar("One")


class Stage(msgspec.Struct, frozen=True):
    """``quick`` is a smoke test: every step is taken, and no figure means anything."""

    folder: str
    host: str
    port: int
    superuser: str
    quick: bool

    def size(self, full: One, quick: One) -> One:
        return quick if self.quick else full

    @property
    def keys(self) -> Keys:
        return load_keys(self.keys_folder)

    @property
    def keys_folder(self) -> Path:
        return Path(self.folder) / "keys"

    async def connect(self, database: str = "postgres") -> asyncpg.Connection:
        """As superuser, for what is no part of what is measured."""
        return await asyncpg.connect(
            host=self.host, port=self.port, user=self.superuser, database=database
        )

    @asynccontextmanager
    async def empty_database(self, template: str = "template1") -> AsyncIterator[str]:
        name = f"bench_{secrets.token_hex(6)}"
        server = await self.connect()
        await server.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {OWNER}")
        try:
            yield name
        finally:
            if not self.quick:  # all of them go with the stage anyway
                await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
            await server.close()

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Addresses]:
        """A migrated database, gone afterwards."""
        async with self.empty_database(NAME) as name:
            at = {"host": self.host, "port": self.port, "database": name}
            yield Addresses({**at, "user": OWNER}, {**at, "user": APPLICATION})

    async def settle(self, addresses: Addresses) -> None:
        """What autovacuum and the checkpointer would have done by the time that so much had
        come in by itself; left to them it would fall into some rounds and not into others."""
        server = await self.connect(addresses.owner["database"])
        await server.execute("VACUUM (ANALYZE)")
        if not self.quick:
            await server.execute("CHECKPOINT")
        await server.close()

    def url(self, addresses: Addresses) -> str:
        asked = {name: addresses.application[name] for name in ("host", "port", "user")}
        return f"postgresql:///{addresses.application['database']}?{urlencode(asked)}"


@asynccontextmanager
async def zetel_over(stage: Stage, addresses: Addresses) -> AsyncIterator[Zetel]:
    async with make_pool(**addresses.application) as pool:
        yield assemble(pool, stage.keys)


@asynccontextmanager
async def owner_of(addresses: Addresses) -> AsyncIterator[asyncpg.Connection]:
    """For filling. Nobody waits for the disk here, and nothing filled this way is measured."""
    owner = await asyncpg.connect(**addresses.owner)
    try:
        await owner.execute("SET synchronous_commit = off")
        yield owner
    finally:
        await owner.close()
