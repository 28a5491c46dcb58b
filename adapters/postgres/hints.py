"""How servers over one database hear of each other's appends.

A look at the last positions of all organisations, now and then, is all that is relied on. In
between servers send each other hints, which may be late, lost or doubled: they only make
somebody look at the log sooner. A hint is sent after the appends that it tells of, in a
transaction of its own, because a transaction that notifies makes all others that do wait for
its commit.

One connection does all this. So the next look notices when it has silently died, and a
server knows its own hints by the number of its connection.
"""

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from adapters.postgres.log import as_organisation, as_uuid
from adapters.postgres.pool import AWAY, Pool, connection
from adapters.signals import Moved, Signals
from domain.ids import OrganisationId

log = logging.getLogger(__name__)

CHANNEL = "zetel_appended"
HEADS = """
SELECT l.organisation,
       coalesce((SELECT e.position FROM event e WHERE e.organisation = l.organisation
                  ORDER BY e.position DESC LIMIT 1), 0) AS head
  FROM log l
"""
# Nothing is lost that was worth waiting for the disk.
HINT = """
SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, hint)
  FROM unnest($2::text[]) AS hint
"""

LOOK_EVERY = 1.0
"""Seconds between two looks, and so the longest that an append can go unnoticed."""
A_THOUSAND = 0.5
"""Seconds that there are between two looks for each thousand organisations, if that is more."""
AT_LEAST_EVERY = 30.0
LOOKING = 10.0
"""Seconds that a look may take before the connection counts as dead."""

GATHERING = 0.015
"""Seconds for which appends are gathered after a hint was sent, into the next one."""
IN_A_HINT = 130
"""Organisations: a notification has room for less than 8,000 bytes, and one takes up to 59."""

SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 5.0


class Hints:
    """``signals`` are told what others append, and tell what is appended here."""

    def __init__(self, pool: Pool, signals: Signals, *, look_every: float = LOOK_EVERY) -> None:
        self._pool, self._signals, self._look_every = pool, signals, look_every
        self._heads: dict[UUID, int] = {}
        self._pause = 0.0
        self._do_without = False

    async def run(self) -> None:
        """Until cancelled. A connection that is lost is made again, and said to be lost once."""
        with self._signals.moved_by_us() as ours:
            while True:
                try:
                    async with connection(self._pool) as db:
                        await self._listening(db, ours)
                except Exception as fault:
                    if not self._pause:
                        log.warning("out of touch with the database: %r", fault)
                    self._pause = min(max(2 * self._pause, SHORTEST_PAUSE), LONGEST_PAUSE)
                    await asyncio.sleep(self._pause)

    async def _listening(self, db: asyncpg.Connection, ours: Moved) -> None:
        hear = partial(self._hear, db.get_server_pid())
        wake = partial(_wake, ours)
        db.add_termination_listener(wake)
        try:
            await self._unless_it_cannot(db.add_listener(CHANNEL, hear))
            await self._attend(db, ours)
        finally:
            # One that listens is of no use to anybody else; one that was lost is gone already.
            with suppress(asyncpg.InterfaceError):
                db.terminate()

    async def _attend(self, db: asyncpg.Connection, ours: Moved) -> None:
        now = asyncio.get_running_loop().time
        while True:
            await self._look(db)
            due = now() + interval(len(self._heads), self._look_every)
            while now() < due and (moved := await ours.take(due - now())):
                await self._unless_it_cannot(db.fetch(HINT, CHANNEL, hints(moved)))
                await asyncio.sleep(GATHERING)

    async def _look(self, db: asyncpg.Connection) -> None:
        rows = await db.fetch(HEADS, timeout=LOOKING)
        if self._pause:
            log.warning("in touch with the database again")
            self._pause = 0.0
        for organisation, head in rows:
            if self._heads.get(organisation) != head:
                self._heads[organisation] = head
                self._signals.hear(as_organisation(organisation), head)

    def _hear(self, us: int, _: Any, sender: int, channel: str, payload: str) -> None:
        if sender != us:
            for organisation, position in read_hint(payload).items():
                self._signals.hear(organisation, position)

    async def _unless_it_cannot(self, asked: Awaitable[object]) -> None:
        """A pooler or a standby may know no hints, and there may be no room for one."""
        try:
            await asked
        except AWAY:
            raise
        except asyncpg.PostgresError as fault:
            if not self._do_without:
                log.warning("servers hear of each other only now and then: %r", fault)
            self._do_without = True


def interval(organisations: int, look_every: float) -> float:
    """Seconds between two looks: the more there is to look at, the longer."""
    return max(look_every, min(A_THOUSAND * organisations / 1_000, AT_LEAST_EVERY))


def hints(moved: Mapping[OrganisationId, int]) -> list[str]:
    """As many payloads as it takes."""
    named = [(str(as_uuid(organisation)), position) for organisation, position in moved.items()]
    return [
        msgspec.json.encode(dict(named[start : start + IN_A_HINT])).decode()
        for start in range(0, len(named), IN_A_HINT)
    ]


def read_hint(payload: str) -> dict[OrganisationId, int]:
    """Nothing, if it is not from a server of this version: a look finds out all the same."""
    try:
        told = msgspec.json.decode(payload, type=dict[UUID, int])
    except msgspec.DecodeError:
        return {}
    return {as_organisation(organisation): position for organisation, position in told.items()}


def _wake(ours: Moved, _: object) -> None:
    ours.wake()
