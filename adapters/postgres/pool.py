"""Connections to PostgreSQL, and what their faults mean."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import asyncpg

from domain.errors import DatabaseAway

APPLICATION = "zetel_app"
"""The role of the server: may add to history and read it, and has no right to change it."""

ACQUIRE_SECONDS = 5.0
COMMAND_SECONDS = 60.0

AWAY = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    # Said of a connection that was told goodbye and is not closed yet.
    asyncpg.InternalClientError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.LockNotAvailableError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
)
"""The database cannot be reached, is stopping, or had no room: nothing is wrong with us."""

NOT_DONE = (
    asyncpg.QueryCanceledError,
    asyncpg.InsufficientResourcesError,
    asyncpg.LockNotAvailableError,
)
"""The database answered that it gave up: nothing of the statement has happened."""

Pool: TypeAlias = Any
"""asyncpg.Pool: the driver does not type it."""


async def _nothing_to_reset(connection: asyncpg.Connection) -> None:
    """No session ever sets anything, so that a connection goes back as it came."""


def make_pool(size: int = 8, **address: Any) -> Pool:
    """Connects when first used, so that a database which is down at start can come later."""
    return asyncpg.create_pool(
        min_size=0,
        max_size=size,
        reset=_nothing_to_reset,
        command_timeout=COMMAND_SECONDS,
        timeout=ACQUIRE_SECONDS,
        server_settings={
            "application_name": "zetel",
            "role": APPLICATION,
            "idle_in_transaction_session_timeout": "10s",
            "lock_timeout": "10s",
            "timezone": "UTC",
        },
        **address,
    )


@asynccontextmanager
async def connection(pool: Pool) -> AsyncIterator[Any]:
    """A connection of the pool. Raise DatabaseAway if none can be had; nothing was sent then."""
    try:
        acquired = await pool.acquire(timeout=ACQUIRE_SECONDS)
    except AWAY as fault:
        raise DatabaseAway from fault
    try:
        yield acquired
    finally:
        await pool.release(acquired)


async def fetch(pool: Pool, query: str, *values: object) -> list[Any]:
    """Read. Raise DatabaseAway for every fault of the connection or the server."""
    async with connection(pool) as db:
        try:
            rows: list[Any] = await db.fetch(query, *values)
        except AWAY as fault:
            raise DatabaseAway from fault
        return rows
