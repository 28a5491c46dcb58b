"""Our log in PostgreSQL as the event-sourcing library expects one, so that its tests can run.

The library calls synchronously; the log lives on the event loop of a thread. Where the two
mean different things by *nothing* the facade translates: no query is everything, an item
without types is every type (so it remembers those it has seen), an event may have no tags.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from time import sleep
from typing import Any

import msgspec
from anyio.from_thread import BlockingPortal, start_blocking_portal
from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
    DCBSubscription,
)
from eventsourcing.persistence import IntegrityError

from adapters.postgres.database import Addresses
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import make_pool
from adapters.signals import Signals
from domain.kernel import Selector
from domain.ports import Append, ConcurrentChange, NewRecord, Seen, StoredRecord
from tests.residents import DE_PIJP

GLANCE = 0.02


class Written(msgspec.Struct, array_like=True):
    tags: list[str]
    data: bytes


class Answer(DCBReadResponse):
    def __init__(self, found: Sequence[DCBSequencedEvent], head: int | None) -> None:
        self._found, self._head = iter(found), head

    @property
    def head(self) -> int | None:
        return self._head

    def __next__(self) -> DCBSequencedEvent:
        return next(self._found)


class LibraryRecorder(DCBRecorder):
    def __init__(self, portal: BlockingPortal, log: PostgresLog) -> None:
        self._portal, self._log = portal, log
        self._types: dict[str, None] = {}

    def found(self) -> None:
        """One event, so that the organisation exists."""
        self._append(Append(records=[self._record(DCBEvent("founded", b""))], founds=True))

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> Answer:
        seen: Seen = self._call(self._log.read, DE_PIJP, self._selectors(query), None)
        past = [_event(stored) for stored in seen.records if stored.position > (after or 0)]
        if limit is None:
            return Answer(past, seen.head)
        return Answer(past[:limit], past[:limit][-1].position if past[:limit] else None)

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        unless = [] if condition is None else self._selectors(condition.fail_if_events_match)
        after = 0 if condition is None else condition.after or 0
        records = [self._record(event) for event in events]
        try:
            return self._append(Append(records=records, unless=unless, after=after))
        except ConcurrentChange as change:
            raise IntegrityError from change

    def subscribe(
        self, query: DCBQuery | None = None, *, after: int | None = None
    ) -> "Subscription":
        return Subscription(self, query, after)

    def _append(self, append: Append) -> int:
        last: int = self._call(self._log.append, DE_PIJP, append).last
        return last

    def _call(self, function: Callable[..., Any], *arguments: object) -> Any:
        return self._portal.call(function, *arguments)

    def _record(self, event: DCBEvent) -> NewRecord:
        self._types[event.type] = None
        written = msgspec.json.encode(Written(event.tags, event.data))
        return NewRecord(event.type, tuple(event.tags), written)

    def _selectors(self, query: DCBQuery | None) -> list[Selector]:
        every = tuple(self._types)
        if query is None or not query.items:
            return [Selector(every)]
        return [Selector(tuple(item.types) or every, tuple(item.tags)) for item in query.items]


class Subscription(DCBSubscription[LibraryRecorder]):
    """Looks again and again; whoever waits for the next event waits at most a glance longer."""

    def __next__(self) -> DCBSequencedEvent:
        while not self._has_been_stopped:
            for event in self._recorder.read(self._query, after=self._last_position, limit=1):
                self._last_position = event.position
                return event
            sleep(GLANCE)
        raise StopIteration


def _event(stored: StoredRecord) -> DCBSequencedEvent:
    written = msgspec.json.decode(stored.record, type=Written)
    return DCBSequencedEvent(DCBEvent(stored.type, written.data, written.tags), stored.position)


@asynccontextmanager
async def _log(addresses: Addresses) -> AsyncIterator[PostgresLog]:
    async with make_pool(**addresses.application) as pool:
        yield PostgresLog(pool, Signals())


@contextmanager
def library_recorder(addresses: Addresses) -> Iterator[LibraryRecorder]:
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(_log(addresses)) as log,
    ):
        recorder = LibraryRecorder(portal, log)
        recorder.found()
        yield recorder
