"""Keeps the views behind the log, and builds them anew when their version changes."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from adapters.postgres import view_store
from adapters.postgres.log import as_uuid
from adapters.postgres.pool import AWAY, Pool, connection
from adapters.postgres.shadow import EVENTS_AT_ONCE, Shadow
from adapters.postgres.view_page import apply_page, place, portions
from adapters.postgres.view_store import Checkpoint
from adapters.signals import Signals
from domain.errors import DatabaseAway
from domain.ids import OrganisationId
from domain.ports import Log
from domain.record import LARGEST_INTEGER
from projections.base import Projection
from projections.catalogue import PROJECTIONS
from projections.folding import Fault

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
ORGANISATIONS_AT_ONCE = 4

View = Projection[Any]


class Projector:
    """``appended`` is heard, ``progress`` is told how far the views came."""

    def __init__(
        self,
        pool: Pool,
        log: Log,
        appended: Signals,
        progress: Signals,
        views: Sequence[View] = PROJECTIONS,
    ) -> None:
        self._pool, self._log, self._views = pool, log, views
        self._appended, self._progress = appended, progress
        self._room = asyncio.Semaphore(ORGANISATIONS_AT_ONCE)
        self._reached: dict[OrganisationId, int] = {}
        self._under_way: set[OrganisationId] = set()
        self._in_trouble: set[OrganisationId] = set()

    async def run(self) -> None:
        """Until cancelled: woken by appends of this process, and looking for others' each second.

        A database that goes away is waited for, and said to be away once.
        """
        pause = 0.0
        async with asyncio.TaskGroup() as following:
            while True:
                # Listening starts before looking, so that nothing is missed in between.
                moved = asyncio.create_task(self._appended.wait_for_any(POLL_SECONDS))
                try:
                    self._follow_all(following, await self._log.heads())
                    if pause:
                        log.info("the database is back: views follow again")
                        pause = 0.0
                    await moved
                except Exception as fault:
                    if not pause:
                        log.warning("views wait for the database: %r", fault)
                    pause = min(max(2 * pause, SHORTEST_PAUSE), LONGEST_PAUSE)
                    await asyncio.sleep(pause)
                finally:
                    moved.cancel()

    async def catch_up(self, organisation: OrganisationId) -> None:
        """Return once the views have come to where the log is now."""
        head = (await self._log.read(organisation, [], None)).head
        while await self._advance(organisation) < head:
            pass

    async def rebuild(
        self, organisation: OrganisationId, views: Sequence[View] | None = None
    ) -> None:
        """Build these views anew, or all; those that are there serve until the switch."""
        views = self._views if views is None else views
        shadow = Shadow(self._log, organisation, views)
        await shadow.catch_up()
        key = as_uuid(organisation)
        async with connection(self._pool) as db, db.transaction():
            await view_store.begin(db, key, views)
            await view_store.checkpoints(db, key, views, lock=True)
            # Nobody moves these views now; whatever they had come to since, the shadow has too.
            await shadow.catch_up()
            for view in views:
                await view_store.replace(db, key, view, shadow.documents[view.NAME])
            await view_store.move(
                db, key, [(v, place(shadow.position, shadow.faults.get(v.NAME))) for v in views]
            )
        self._tell(organisation, shadow.position, shadow.faults)

    def _follow_all(
        self, following: asyncio.TaskGroup, heads: Mapping[OrganisationId, int]
    ) -> None:
        for organisation, head in heads.items():
            behind = self._reached.get(organisation, -1) < head
            if behind and organisation not in self._under_way:
                self._under_way.add(organisation)
                following.create_task(self._follow(organisation, head))

    async def _follow(self, organisation: OrganisationId, head: int) -> None:
        """What goes wrong with one organisation is tried again later, and holds up no other."""
        reached = -1
        try:
            while reached < head:
                async with self._room:
                    reached = await self._advance(organisation)
                # Whoever appended meanwhile has called, and was not heard.
                head = max(head, self._appended.last(organisation))
            self._reached[organisation] = head
            self._in_trouble.discard(organisation)
        except (DatabaseAway, *AWAY):
            return
        except Exception:
            if organisation not in self._in_trouble:
                log.exception("the views of %s cannot be brought forward", organisation)
            self._in_trouble.add(organisation)
        finally:
            self._under_way.discard(organisation)

    async def _advance(self, organisation: OrganisationId) -> int:
        """One page. Return how far all views have come that did not stop."""
        places = await self._places(organisation)
        if new := [view for view in self._views if view.NAME not in places]:
            await self.rebuild(organisation, new)
            places = await self._places(organisation)
        running = [place.position for place in places.values() if place.fault is None]
        after = min(running, default=LARGEST_INTEGER)
        page, _ = await self._log.read_page(organisation, after=after, limit=EVENTS_AT_ONCE)
        for portion in portions(page):
            faults = await apply_page(self._pool, organisation, self._views, portion)
            after = portion[-1].position
            self._tell(organisation, after, faults)
        return after

    async def _places(self, organisation: OrganisationId) -> dict[str, Checkpoint]:
        async with connection(self._pool) as db:
            return await view_store.checkpoints(db, as_uuid(organisation), self._views)

    def _tell(self, organisation: OrganisationId, position: int, faults: dict[str, Fault]) -> None:
        for name, fault in faults.items():
            log.error(
                "the view %s of %s stopped: %s", name, organisation, fault, exc_info=fault.cause
            )
        self._progress.notify(organisation, position)
