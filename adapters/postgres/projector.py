"""Keeps the views behind the log, and builds them anew when their version changes."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from adapters.postgres import view_store
from adapters.postgres.log import as_uuid
from adapters.postgres.pool import AWAY, Pool, connection
from adapters.postgres.shadow import Shadow
from adapters.postgres.view_page import apply_page, place, portions
from adapters.postgres.view_store import Checkpoint
from adapters.signals import Signals
from domain.errors import DatabaseAway
from domain.ids import OrganisationId
from domain.ports import Log, StoredRecord
from domain.record import LARGEST_INTEGER
from projections.base import Projection
from projections.catalogue import PROJECTIONS
from projections.folding import Fault, followed

log = logging.getLogger(__name__)

EVENTS_AT_ONCE = 500
GLANCE_SECONDS = 0.1
"""How often the views that are there look for events while others are built."""
GATHER_SECONDS = 0.01
"""Between pages of an organisation that is busy, so that they are fewer and larger: a page costs
as much as some ten events. Who writes now and then never waits for it."""
LEVEL_SECONDS = 0.1
"""How long the checkpoint of a view that a page does not concern may stay where it was, while
further events are known to come."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
ORGANISATIONS_AT_ONCE = 4

View = Projection[Any]


class _Shown(NamedTuple):
    """Every view was shown all that concerns it up to ``position``. All checkpoints say so if
    ``level``, and did at the moment ``levelled``."""

    position: int
    levelled: float
    level: bool


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
        """What was heard of, and done."""
        self._shown: dict[OrganisationId, _Shown] = {}
        """Where this projector is; not there: the checkpoints are to be looked at first."""
        self._under_way: set[OrganisationId] = set()
        self._in_trouble: set[OrganisationId] = set()

    async def run(self) -> None:
        """Until cancelled: follow every organisation that is heard to have moved."""
        async with asyncio.TaskGroup() as following:
            with self._appended.moved() as moved:
                while True:
                    for organisation in await moved.take():
                        if organisation not in self._under_way:
                            self._under_way.add(organisation)
                            following.create_task(self._follow(organisation))

    async def catch_up(self, organisation: OrganisationId) -> None:
        """Return once the views have come to where the log is now."""
        head = (await self._log.read(organisation, [], None)).head
        while await self._advance(organisation) < head:
            pass
        await self._level(organisation)

    async def rebuild(
        self, organisation: OrganisationId, views: Sequence[View] | None = None
    ) -> None:
        """Build these views anew, or all; those that are there serve until the switch."""
        await self._build(organisation, self._views if views is None else views)

    async def _build(
        self, organisation: OrganisationId, views: Sequence[View], *, only_new: bool = False
    ) -> None:
        """One server at a time builds views of an organisation; the others wait."""
        key = as_uuid(organisation)
        async with connection(self._pool) as db, db.transaction():
            await view_store.alone(db, key)
            places = await view_store.checkpoints(db, key, views)
            views = [view for view in views if view.NAME not in places or not only_new]
            if not views:
                return
            # Beside the one that serves, or where one of the release before would look for it.
            shelves = [
                (view, -places[view.NAME].shelf if view.NAME in places else view.VERSION)
                for view in views
            ]
            first_time = not await view_store.has_views(db, key)
            for view, shelf in () if first_time else shelves:
                await view_store.clear(db, key, view, shelf)
            shadow = Shadow(db, self._log, organisation, shelves)
            try:
                await shadow.catch_up()
                await view_store.begin(db, key, views)
                await view_store.checkpoints(db, key, views, lock=True)
                # Nobody moves these views now; whatever they came to since, the shadow has too.
                await shadow.catch_up()
                await shadow.put_all_down()
            finally:
                await shadow.leave()
            await view_store.turn(db, key, shelves)
            reached = [
                (view, place(shadow.position, shadow.faults.get(view.NAME), shelf))
                for view, shelf in shelves
            ]
            await view_store.move(db, key, reached)
        self._shown.pop(organisation, None)
        self._tell(organisation, shadow.position, shadow.faults)
        if first_time:
            return
        # What cannot be cleared now is cleared before the next time.
        with suppress(DatabaseAway, *AWAY):
            await self._clear(organisation, [(view, -shelf) for view, shelf in shelves])

    async def _clear(
        self, organisation: OrganisationId, shelves: Sequence[tuple[View, int]]
    ) -> None:
        """Nobody reads these any more, unless they have been turned to again meanwhile."""
        key = as_uuid(organisation)
        async with connection(self._pool) as db, db.transaction():
            await view_store.alone(db, key)
            places = await view_store.checkpoints(db, key, [view for view, _ in shelves])
            for view, shelf in shelves:
                serves = places.get(view.NAME)
                if serves is None or serves.shelf != shelf:
                    await view_store.clear(db, key, view, shelf)

    async def _follow(self, organisation: OrganisationId) -> None:
        """What goes wrong with one organisation is tried again, and holds up no other."""
        pause = SHORTEST_PAUSE
        try:
            # Whoever appends meanwhile is heard, and finds the organisation under way.
            while self._reached.get(organisation, -1) < (
                heard := self._appended.last(organisation)
            ):
                if await self._can_come_to(organisation, heard):
                    pause = SHORTEST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)
        finally:
            self._under_way.discard(organisation)

    async def _can_come_to(self, organisation: OrganisationId, heard: int) -> bool:
        """Or to where the log ends, if it has less than was heard of."""
        before, reached = -1, 0
        try:
            while before < reached < heard:
                async with self._room:
                    before, reached = reached, await self._advance(organisation)
            await self._level(organisation)
            if self._appended.last(organisation) > heard:
                await asyncio.sleep(GATHER_SECONDS)
        except (DatabaseAway, *AWAY):
            self._shown.pop(organisation, None)
            return False
        except Exception:
            self._shown.pop(organisation, None)
            if organisation not in self._in_trouble:
                log.exception("the views of %s cannot be brought forward", organisation)
            self._in_trouble.add(organisation)
            return False
        self._reached[organisation] = heard
        self._in_trouble.discard(organisation)
        return True

    async def _advance(self, organisation: OrganisationId) -> int:
        """One page. Return how far all views have come that did not stop."""
        shown = self._shown.get(organisation)
        if shown is not None:
            return await self._apply_next(organisation, shown.position)
        places = await self._places(organisation)
        if new := [view for view in self._views if view.NAME not in places]:
            await self._build_beside(organisation, new)
            places = await self._places(organisation)
        return await self._apply_next(organisation, _furthest_behind(places))

    async def _build_beside(self, organisation: OrganisationId, new: Sequence[View]) -> None:
        """Those that are there already go on meanwhile."""
        building = asyncio.create_task(self._build(organisation, new, only_new=True))
        try:
            while not (await asyncio.wait([building], timeout=GLANCE_SECONDS))[0]:
                places = await self._places(organisation)
                await self._apply_next(organisation, _furthest_behind(places))
        finally:
            building.cancel()
            await asyncio.wait([building])
            self._shown.pop(organisation, None)
        building.result()

    async def _apply_next(self, organisation: OrganisationId, after: int) -> int:
        page, _ = await self._log.read_page(organisation, after=after, limit=EVENTS_AT_ONCE)
        for portion in portions(page):
            after = portion[-1].position
            await self._apply(organisation, portion, after)
        return after

    async def _apply(
        self, organisation: OrganisationId, portion: Sequence[StoredRecord], end: int
    ) -> None:
        """To the views that it concerns; the others are as they were, and their checkpoints
        are moved with those of the last page, or now and then while there is no last one."""
        now, shown = asyncio.get_running_loop().time(), self._shown.get(organisation)
        levelled = now if shown is None else shown.levelled
        views = self._views
        if self._appended.last(organisation) > end and now - levelled < LEVEL_SECONDS:
            types = {stored.type for stored in portion}
            views = [view for view in views if not types.isdisjoint(followed(view))]
        faults = await apply_page(self._pool, organisation, views, portion, end)
        level = len(views) == len(self._views)
        self._shown[organisation] = _Shown(end, now if level else levelled, level)
        self._tell(organisation, end, faults)

    async def _level(self, organisation: OrganisationId) -> None:
        """What was expected did not come, so that nothing else moves the checkpoints."""
        shown = self._shown.get(organisation)
        if shown is not None and not shown.level:
            await apply_page(self._pool, organisation, self._views, (), shown.position)
            self._shown[organisation] = shown._replace(level=True)

    async def _places(self, organisation: OrganisationId) -> dict[str, Checkpoint]:
        async with connection(self._pool) as db:
            return await view_store.checkpoints(db, as_uuid(organisation), self._views)

    def _tell(self, organisation: OrganisationId, position: int, faults: dict[str, Fault]) -> None:
        for name, fault in faults.items():
            log.error(
                "the view %s of %s stopped: %s", name, organisation, fault, exc_info=fault.cause
            )
        self._progress.notify(organisation, position)


def _furthest_behind(places: Mapping[str, Checkpoint]) -> int:
    """Where the page begins that no view has seen which did not stop."""
    running = [place.position for place in places.values() if place.fault is None]
    return min(running, default=LARGEST_INTEGER)
