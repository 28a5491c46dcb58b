"""Logs that are broken on purpose, each as others have been, to show that the checker sees it.

They are for these tests alone. ``between`` is awaited where the fault gives way to others, so
that a test can send somebody else through at exactly that moment.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any

import asyncpg

from domain.ids import OrganisationId
from domain.kernel import Selector
from domain.ports import Append, Carried, CommandKey, ConcurrentChange, Log, Seen, StoredRecord

SCHEMA = """
CREATE TABLE held (position bigint NOT NULL, type text, tags text[], record bytea);
CREATE TABLE carried (caller text, command text, first bigint, last bigint);
CREATE SEQUENCE positions;
"""
EVENTS = "SELECT position, type, tags, record FROM held ORDER BY position"
HEAD = "SELECT coalesce(max(position), 0) FROM held"
NEXT = "SELECT nextval('positions')"
ADD = "INSERT INTO held VALUES ($1, $2, $3, $4)"
LOCK = "SELECT pg_advisory_xact_lock(1)"
FIND = "SELECT first, last FROM carried WHERE caller = $1 AND command = $2"
REMEMBER = "INSERT INTO carried VALUES ($1, $2, $3, $4)"

CHANNEL = "appended"
NOTIFY = f"NOTIFY {CHANNEL}"
BLOCK = 3

Between = Callable[[], Awaitable[object]]
Row = Mapping[str, Any]


async def nothing() -> None:
    return


def matches(row: Row, selectors: Sequence[Selector]) -> bool:
    return any(row["type"] in s.types and set(s.tags) <= set(row["tags"]) for s in selectors)


class OneAtATime:
    """What the broken ones share. It is right: a lock before everything, and last one + 1."""

    def __init__(self, pool: asyncpg.Pool, between: Between = nothing) -> None:
        self._pool, self.between = pool, between

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        async with self._pool.acquire() as db, db.transaction():
            await db.execute(LOCK)
            if (carried := await self.carried(db, append.key)) is not None:
                return carried
            await self.look(db, append)
            return await self.add(db, append, await db.fetchval(HEAD) + 1)

    async def look(self, db: asyncpg.Connection, append: Append) -> None:
        for row in await db.fetch(EVENTS):
            if row["position"] > append.after and matches(row, append.unless):
                raise ConcurrentChange(row["position"])

    async def add(self, db: asyncpg.Connection, append: Append, first: int) -> Carried:
        last = first + len(append.records) - 1
        for position, new in enumerate(append.records, start=first):
            await db.execute(ADD, position, new.type, list(new.tags), new.record)
        if append.key is not None:
            await db.execute(REMEMBER, *append.key, first, last)
        return Carried(first, last, append.fingerprint, before=False)

    async def carried(self, db: asyncpg.Connection, key: CommandKey | None) -> Carried | None:
        found = None if key is None else await db.fetchrow(FIND, *key)
        return None if found is None else Carried(*found, b"", before=True)

    async def read(
        self, organisation: OrganisationId, boundary: Sequence[Selector], key: CommandKey | None
    ) -> Seen:
        async with self._pool.acquire() as db:
            rows = await db.fetch(EVENTS)
        head = max((row["position"] for row in rows), default=0)
        return Seen([stored(row) for row in rows if matches(row, boundary)], head, None)

    async def read_page(
        self,
        organisation: OrganisationId,
        *,
        after: int,
        limit: int,
        types: Collection[str] = (),
        tags: Collection[str] = (),
        until: int | None = None,
    ) -> tuple[Sequence[StoredRecord], int]:
        async with self._pool.acquire() as db:
            rows = await db.fetch(EVENTS)
        page = [stored(row) for row in rows if row["position"] > after]
        return page[:limit], max((row["position"] for row in rows), default=0)

    async def epoch(self, organisation: OrganisationId) -> str:
        return "00000000-0000-0000-0000-000000000000"


def stored(row: Row) -> StoredRecord:
    return StoredRecord(row["position"], row["type"], row["record"])


class ChecksWithoutALock(OneAtATime):
    """Two can look before either adds."""

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        async with self._pool.acquire() as db, db.transaction():
            await self.look(db, append)
            await self.between()
            return await self.add(db, append, await db.fetchval(NEXT))


class LocksInRepeatableRead(OneAtATime):
    """The snapshot is older than the lock: whoever waited for it sees what was before."""

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        async with self._pool.acquire() as db, db.transaction(isolation="repeatable_read"):
            await db.execute(LOCK)
            await self.between()
            await self.look(db, append)
            return await self.add(db, append, await db.fetchval(NEXT))


class ReadsTheLastPositionBeforeTheLock(OneAtATime):
    """Two can take the same position."""

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        async with self._pool.acquire() as db, db.transaction():
            last = await db.fetchval(HEAD)
            await self.between()
            await db.execute(LOCK)
            await self.look(db, append)
            return await self.add(db, append, last + 1)


class LooksForTheCommandOutsideTheTransaction(OneAtATime):
    """Two can find that it was never carried out."""

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        async with self._pool.acquire() as db:
            if (carried := await self.carried(db, append.key)) is not None:
                return carried
            await self.between()
            async with db.transaction():
                await db.execute(LOCK)
                await self.look(db, append)
                return await self.add(db, append, await db.fetchval(HEAD) + 1)


class LocksOnlyWithACondition(OneAtATime):
    """Whoever asks for no condition takes a position early and may appear late."""

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        async with self._pool.acquire() as db, db.transaction():
            if append.unless:
                await db.execute(LOCK)
                await self.look(db, append)
            first = await db.fetchval(NEXT)
            await self.between()
            return await self.add(db, append, first)


class ReadsTheHeadAfterTheEvents(OneAtATime):
    """What is appended in between is counted as seen."""

    async def read(
        self, organisation: OrganisationId, boundary: Sequence[Selector], key: CommandKey | None
    ) -> Seen:
        async with self._pool.acquire() as db:
            rows = await db.fetch(EVENTS)
            await self.between()
            head = await db.fetchval(HEAD)
        return Seen([stored(row) for row in rows if matches(row, boundary)], head, None)


class RefusesWhateverCame(OneAtATime):
    """Every newer event is a conflict, whether it is within the boundary or not."""

    async def look(self, db: asyncpg.Connection, append: Append) -> None:
        if append.unless and (head := await db.fetchval(HEAD)) > append.after:
            raise ConcurrentChange(head)


class TakesPositionsByTheBlock(OneAtATime):
    """Each server has positions in store: what is appended later may stand earlier."""

    def __init__(self, pool: asyncpg.Pool, between: Between = nothing) -> None:
        super().__init__(pool, between)
        self.store: list[int] = []

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        async with self._pool.acquire() as db, db.transaction():
            if not self.store:
                self.store = [await db.fetchval(NEXT) for _ in range(BLOCK)]
            return await self.add(db, append, self.store.pop(0))


class Announces(OneAtATime):
    """Right as it is: whoever listens hears of every append."""

    async def add(self, db: asyncpg.Connection, append: Append, first: int) -> Carried:
        await db.execute(NOTIFY)
        return await super().add(db, append, first)


class WaitsForNotificationsOnly:
    """A subscriber that looks at the log when it is told to, and never by itself."""

    def __init__(self, log: Log, db: asyncpg.Connection, between: Between) -> None:
        self._log, self._db, self._between = log, db, between
        self.given: list[StoredRecord] = []
        self.listens = asyncio.Event()

    async def follows(self, organisation: OrganisationId) -> None:
        told = asyncio.Event()
        while True:
            came_to = self.given[-1].position if self.given else 0
            self.given += (await self._log.read_page(organisation, after=came_to, limit=100))[0]
            if not self.listens.is_set():
                await self._between()
                await self._db.add_listener(CHANNEL, lambda *_: told.set())
                self.listens.set()
            await told.wait()
            told.clear()
