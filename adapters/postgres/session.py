"""What a session has set before it is used, and whether it is one at all.

A pooler in transaction mode hands each transaction to any session of its own. What we set,
prepare and listen for would stay behind in one of them, for a stranger to find.
"""

import asyncio
import secrets
from collections.abc import Mapping
from typing import Any

import asyncpg

APPLICATION = "zetel_app"
"""The role of the server: may add to history and read it, and has no right to change it."""

SETTINGS = {
    "role": APPLICATION,
    "idle_in_transaction_session_timeout": "10s",
    "lock_timeout": "10s",
    "timezone": "UTC",
    # A session keeps its plans, and most were made before the tables had grown or were ever
    # analysed. Every statement of ours looks up a bounded number of rows by an index, so what
    # reads a whole table is never right, and a plan for any arguments is never worse.
    "enable_seqscan": "off",
    "enable_bitmapscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_material": "off",
    "plan_cache_mode": "force_generic_plan",
}
# In the simple protocol, as a prepared statement is one of the things that can go wrong.
TAKE_SETTINGS = "; ".join(f"SET {name} = '{value}'" for name, value in SETTINGS.items())
TAKEN = "SELECT name, current_setting(name, true) FROM unnest($1::text[]) AS asked (name)"
WHO_ANSWERS = "SELECT pg_backend_pid()"
MARK = "SELECT set_config('zetel.session', $1, false)"
MARKED = "SELECT current_setting('zetel.session', true)"
OTHER_SECONDS = 1.0

SHARED = "a pooler shares out its sessions"
OTHER_ADDRESS = "connect to PostgreSQL itself, or through a pooler in session mode"
OTHER_LOGIN = f"run `zetel migrate` first, and let this login be a member of {APPLICATION}"
LEFT_BEHIND = (asyncpg.DuplicatePreparedStatementError, asyncpg.InvalidSQLStatementNameError)
"""What becomes of a prepared statement when the next one is given another session."""


class NoSession(Exception):
    """What answers is no session of ours; the message names the remedy."""

    def __init__(self, why: str, remedy: str = OTHER_ADDRESS) -> None:
        super().__init__(f"the database cannot be used through this address: {why}; {remedy}")


async def take_settings(connection: asyncpg.Connection) -> None:
    """Raise NoSession if they cannot be taken, or do not last."""
    try:
        await connection.execute(TAKE_SETTINGS)
    except (asyncpg.InvalidParameterValueError, asyncpg.InsufficientPrivilegeError) as fault:
        raise NoSession(str(fault), OTHER_LOGIN) from fault
    try:
        taken = dict(await connection.fetch(TAKEN, list(SETTINGS)))
    except LEFT_BEHIND as fault:
        raise NoSession(SHARED) from fault
    if lost := [name for name, value in SETTINGS.items() if taken[name] != value]:
        raise NoSession(f"what is set there does not last ({', '.join(lost)})")


async def require_own(connection: asyncpg.Connection, address: Mapping[str, Any]) -> None:
    """Raise NoSession if a pooler gives other callers the session of this one.

    PostgreSQL itself answers under the number that it gave when it was called. A pooler gives
    another; then another caller looks for a mark that we leave.
    """
    try:
        itself = await connection.fetchval(WHO_ANSWERS) == connection.get_server_pid()
        if not itself and await is_shared(connection, address):
            raise NoSession(SHARED)
    except LEFT_BEHIND as fault:
        raise NoSession(SHARED) from fault


async def is_shared(connection: asyncpg.Connection, address: Mapping[str, Any]) -> bool:
    """False also if no other session is to be had: then nobody shares ours."""
    mark = secrets.token_hex(8)
    await connection.fetchval(MARK, mark)
    try:
        async with asyncio.timeout(OTHER_SECONDS):
            other = await asyncpg.connect(**address)
            try:
                if await other.fetchval(MARKED) == mark:
                    return True
                # Meanwhile the other one keeps whatever session it is given.
                async with other.transaction():
                    found, kept = await other.fetchval(MARKED), await connection.fetchval(MARKED)
                    return bool(found == mark or kept != mark)
            finally:
                other.terminate()
    except TimeoutError:
        return False
