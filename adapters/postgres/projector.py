"""Keeps the views behind the log, and builds them anew when their version changes."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from adapters.postgres import view_store
from adapters.postgres.log import as_uuid
from adapters.postgres.pool import AWAY, Pool, connection
from adapters.postgres.shadow import EVENTS_AT_ONCE, Shadow
from adapters.postgres.view_page import apply_page, place, portions
from adapters.signals import Signals
from domain.errors import DatabaseAway
from domain.ids import OrganisationId
from domain.ports import Log
from projections.base import Projection
from projections.catalogue import PROJECTIONS
from projections.folding import Fault

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 5.0

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
        self._reached: dict[OrganisationId, int] = {}
        self._in_trouble: set[OrganisationId] = set()

    async def run(self) -> None:
        """Until cancelled: woken by appends of this process, and looking for others' each second.

        A database that goes away is waited for, and said to be away once.
        """
        pause = 0.0
        while True:
            # Listening starts before looking, so that nothing is missed in between.
            moved = asyncio.create_task(self._appended.wait_for_any(POLL_SECONDS))
            try:
                behind = await self._look_around()
                if pause:
                    log.info("the database is back: views follow again")
                    pause = 0.0
                if not behind:
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
        while await self._advance(organisation):
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

    async def _look_around(self) -> bool:
        """Take every organisation that is behind one page further; True if any still is."""
        heads = await self._log.heads()
        behind = [name for name, head in heads.items() if self._reached.get(name, -1) < head]
        still = [name for name in behind if await self._try(name, heads[name])]
        return bool(still)

    async def _try(self, organisation: OrganisationId, head: int) -> bool:
        """What goes wrong with one organisation is tried again later, and holds up no other."""
        try:
            still_behind = await self._advance(organisation)
        except (DatabaseAway, *AWAY):
            raise
        except Exception:
            if organisation not in self._in_trouble:
                log.exception("the views of %s cannot be brought forward", organisation)
            self._in_trouble.add(organisation)
            return False
        self._in_trouble.discard(organisation)
        if not still_behind:
            self._reached[organisation] = head
        return still_behind

    async def _advance(self, organisation: OrganisationId) -> bool:
        """One page; True if there may be more."""
        key = as_uuid(organisation)
        async with connection(self._pool) as db:
            places = await view_store.checkpoints(db, key, self._views)
        if new := [view for view in self._views if view.NAME not in places]:
            await self.rebuild(organisation, new)
            return True
        running = [place.position for place in places.values() if place.fault is None]
        if not running:
            return False
        page, _ = await self._log.read_page(organisation, after=min(running), limit=EVENTS_AT_ONCE)
        for portion in portions(page):
            faults = await apply_page(self._pool, organisation, self._views, portion)
            self._tell(organisation, portion[-1].position, faults)
        return len(page) == EVENTS_AT_ONCE

    def _tell(self, organisation: OrganisationId, position: int, faults: dict[str, Fault]) -> None:
        for name, fault in faults.items():
            log.error(
                "the view %s of %s stopped: %s", name, organisation, fault, exc_info=fault.cause
            )
        self._progress.notify(organisation, position)
