"""Connections to PostgreSQL, and what their faults mean."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import asyncpg

from adapters.postgres.session import NoSession, require_own, take_settings
from domain.errors import DatabaseAway

log = logging.getLogger(__name__)

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
    """Nothing is set in a session after its beginning, so that it goes back as it came."""


class _Beginning:
    """Of every session of one pool. The first one shows whether they are ours alone."""

    def __init__(self, address: Mapping[str, Any]) -> None:
        self._address = address
        self._are_ours = self._refused = False
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self, connection: asyncpg.Connection) -> None:
        try:
            if not self._are_ours:
                async with self._one_at_a_time:
                    await require_own(connection, self._address)
            await take_settings(connection)
        except NoSession as refused:
            if not self._refused:
                log.error("%s", refused)
            self._refused = True
            raise
        self._are_ours, self._refused = True, False


def make_pool(size: int = 8, **address: Any) -> Pool:
    """Connects when first used, so that a database which is down at start can come later."""
    return asyncpg.create_pool(
        min_size=0,
        max_size=size,
        init=_Beginning(address),
        reset=_nothing_to_reset,
        command_timeout=COMMAND_SECONDS,
        timeout=ACQUIRE_SECONDS,
        server_settings={"application_name": "zetel"},
        **address,
    )


@asynccontextmanager
async def connection(pool: Pool) -> AsyncIterator[Any]:
    """A connection of the pool. Raise DatabaseAway if none can be had; nothing was sent then."""
    try:
        acquired = await pool.acquire(timeout=ACQUIRE_SECONDS)
    except (NoSession, *AWAY) as fault:
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
