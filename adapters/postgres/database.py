"""The database that Zetel keeps its record in: embedded, or one that an operator runs."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg

from adapters.postgres.embedded import Embedded
from adapters.postgres.migrations import is_current, migrate
from adapters.postgres.pool import AWAY, Pool, connection
from adapters.postgres.session import APPLICATION, NoSession, require_own
from domain.errors import DatabaseAway

log = logging.getLogger(__name__)

NAME = "zetel"
OWNER = "zetel_owner"

HAS_DATABASE = "SELECT FROM pg_database WHERE datname = $1"
MAKE_ROLES = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'zetel_owner') THEN
        CREATE ROLE zetel_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'zetel_app') THEN
        CREATE ROLE zetel_app LOGIN;
    END IF;
END $$
"""
MAKE_DATABASE = "CREATE DATABASE zetel OWNER zetel_owner"


class NotTheOwner(Exception):
    """The message says what the login lacks."""


class Addresses(NamedTuple):
    """How to connect: as who may change the schema, and as the server."""

    owner: Mapping[str, Any]
    application: Mapping[str, Any]


@asynccontextmanager
async def embedded(
    data: Path, *, lock: bool = False, durable: bool = True
) -> AsyncIterator[Addresses]:
    """Where the migrated embedded database answers, for as long as this is open.

    Raise AlreadyServed or CannotStart (adapters.postgres.embedded).
    """
    async with Embedded(data, lock=lock, durable=durable) as postgres:
        server = {"host": postgres.server.host, "port": postgres.server.port}
        await _prepare({**server, "user": postgres.server.superuser})
        owner = {**server, "user": OWNER, "database": NAME}
        await migrate_at(owner)
        yield Addresses(owner, {**owner, "user": APPLICATION})


def elsewhere(url: str) -> Addresses:
    """A database that an operator runs; its login may take on the role of the server."""
    return Addresses({"dsn": url}, {"dsn": url})


async def migrate_at(address: Mapping[str, Any]) -> list[str]:
    """Return the versions that were applied now. Raise DatabaseAway, NoSession, NotTheOwner."""
    try:
        owner = await asyncpg.connect(**address)
    except AWAY as fault:
        _say_why(fault)
        raise DatabaseAway from fault
    try:
        await require_own(owner, address)
        return await migrate(owner)
    except asyncpg.InsufficientPrivilegeError as fault:
        raise NotTheOwner(
            f"this login may not change the schema ({fault}): it must own the database, and "
            "may need CREATEROLE once"
        ) from fault
    finally:
        await owner.close()


async def _prepare(superuser: Mapping[str, Any]) -> None:
    """Make the owner and the database once. The superuser is used for nothing else."""
    connection = await asyncpg.connect(**superuser, database="postgres")
    try:
        await connection.execute(MAKE_ROLES)
        if not await connection.fetch(HAS_DATABASE, NAME):
            await connection.execute(MAKE_DATABASE)
    finally:
        await connection.close()


async def look(pool: Pool) -> None:
    """Raise NoSession for an address that will not do; a database that is away may come later."""
    try:
        async with connection(pool):
            pass
    except DatabaseAway as away:
        if isinstance(away.__cause__, NoSession):
            raise away.__cause__ from None
        _say_why(away.__cause__)


def _say_why(fault: BaseException | None) -> None:
    """Raise NoSession if it is no PostgreSQL that refused us: to wait would not help."""
    if isinstance(fault, asyncpg.ProtocolViolationError):
        raise NoSession(f"a pooler refuses to connect us ({fault})") from fault
    log.warning("the database cannot be reached: %s", fault)


async def is_ready(pool: Pool) -> bool:
    """Whether the database answers and has the schema of this version."""
    try:
        async with connection(pool) as db:
            return await is_current(db)
    except (DatabaseAway, *AWAY):
        return False
