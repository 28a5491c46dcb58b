"""Views that are built anew beside those that serve, on shelves that nobody reads yet.

A view may hold more documents than there is memory. So the ones that changed last are at
hand, and the others are put down in the database, from where an event that touches them
fetches them again. Everything is one transaction: what was put down is gone if it fails.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Collection, Iterable, Sequence
from contextlib import aclosing
from typing import Any

from adapters.postgres import view_store
from adapters.postgres.draft import Draft, Taken
from adapters.postgres.log import as_uuid
from adapters.postgres.view_page import portions
from adapters.postgres.view_store import Connection
from domain.ids import OrganisationId
from domain.ports import Log, StoredRecord
from projections.base import Projection
from projections.folding import Fault, Step, fold, read, steps

EVENTS_AT_ONCE = 1_000
DOCUMENTS_AT_HAND = 5_000
"""Of each view: when there are more, the older half is put down."""
PUT_DOWN_AT_ONCE = 4
"""Portions of documents that wait to be written, or are."""

Page = tuple[Sequence[StoredRecord], int]


class Shadow:
    """Its methods are called within a transaction of ``db``, one after the other."""

    def __init__(
        self,
        db: Connection,
        log: Log,
        organisation: OrganisationId,
        shelves: Iterable[tuple[Projection[Any], int]],
    ) -> None:
        self._db, self._log, self._organisation = db, log, organisation
        self._key = as_uuid(organisation)
        self._drafts = [Draft(view, shelf) for view, shelf in shelves]
        self._types = {event.NAME for draft in self._drafts for event in draft.view.FOLLOWS}
        self._putting_down: deque[asyncio.Task[None]] = deque()
        self._turn = asyncio.Lock()
        self.faults: dict[str, Fault] = {}
        """Where a view stopped; the others went on."""
        self.position = 0

    async def catch_up(self) -> None:
        """Fold everything up to the head of the log, whatever that is by now.

        When this returns nothing is under way on ``db``.
        """
        async with aclosing(self._pages()) as pages:
            async for page, end in pages:
                for portion in portions(page):
                    await self._see(portion)
                self.position = end
        await self._are_down()

    async def put_all_down(self) -> None:
        for draft in self._drafts:
            await self._put_down(draft, draft.take(len(draft.documents)))
        await self._are_down()

    async def leave(self) -> None:
        """Whatever is still being put down is not awaited."""
        for task in self._putting_down:
            task.cancel()
        await asyncio.gather(*self._putting_down, return_exceptions=True)

    async def _pages(self) -> AsyncGenerator[tuple[list[StoredRecord], int], None]:
        """Each with where it ends. The next one is fetched while one is folded."""
        after = self.position
        coming = self._page(after, self._types)
        try:
            while True:
                page, head = await coming
                followed = [stored for stored in page if stored.type in self._types]
                if len(page) < EVENTS_AT_ONCE:
                    yield followed, head
                    return
                # What is followed is looked up one by one; where that is most of the log, it
                # is faster to read everything.
                end = page[-1].position
                most = 2 * len(followed) > end - after
                coming = self._page(end, () if most else self._types)
                yield followed, end
                after = end
        finally:
            coming.cancel()

    def _page(self, after: int, types: Collection[str]) -> asyncio.Task[Page]:
        read = self._log.read_page
        return asyncio.create_task(
            read(self._organisation, after=after, limit=EVENTS_AT_ONCE, types=types)
        )

    async def _see(self, portion: Sequence[StoredRecord]) -> None:
        """Others of this process have their turn after each view."""
        known = [(stored, read(stored)) for stored in portion]
        await asyncio.sleep(0)
        for draft in self._drafts:
            if (name := draft.view.NAME) not in self.faults:
                way = steps(draft.view, known, after=0)
                await self._fetch(draft, way)
                folded = fold(draft.view, draft.documents, way)
                if folded.fault is not None:
                    self.faults[name] = folded.fault
                draft.change(folded.changed)
                if len(draft.documents) > DOCUMENTS_AT_HAND:
                    taken = draft.take(len(draft.documents) // 2)
                    draft.mark(taken.new)
                    await self._put_down(draft, taken)
                await asyncio.sleep(0)

    async def _fetch(self, draft: Draft, way: list[Step]) -> None:
        """What is touched and was put down, to hand."""
        if wanted := draft.not_at_hand(way):
            await self._are_down()
            stored = await view_store.load(self._db, self._key, wanted)
            draft.fetch({name: document for (_, name), document in stored.items()})

    async def _put_down(self, draft: Draft, taken: Taken) -> None:
        """Begin to, in order; events are folded meanwhile."""
        await self._are_down(all_but=PUT_DOWN_AT_ONCE - 1)
        self._putting_down.append(asyncio.create_task(self._write(draft, taken)))

    async def _write(self, draft: Draft, taken: Taken) -> None:
        async with self._turn:
            if taken.new:
                await view_store.add(self._db, self._key, draft.view, draft.shelf, taken.new)
            if taken.changed:
                await view_store.write(self._db, self._key, taken.changed)

    async def _are_down(self, *, all_but: int = 0) -> None:
        while len(self._putting_down) > all_but:
            await self._putting_down[0]
            self._putting_down.popleft()
