"""Who follows a run from outside: subscribers of the event stream, and readers of a view."""

import asyncio
import re
from collections.abc import AsyncGenerator, Collection
from contextlib import aclosing
from random import Random
from typing import cast

from adapters.postgres.log import as_uuid
from adapters.postgres.pool import Pool, fetch
from api.cursors import position_after
from api.stream import Feed, Live, Pace, Waiting
from bench.history.entries import Delivery, Rest, View, mark, together
from bench.history.footprints import FOOTPRINTS
from bench.history.recorder import History, now
from domain.ids import OrganisationId
from domain.ports import Log

FRAME = re.compile(rb"id: (\S+)\nevent: \S+\ndata: (.*)\n\n")
POLL = 0.05
LONGEST_REST = 30.0

# One statement, so that documents and position are from one moment.
LOOK = """
SELECT c.position, d.id, d.document
  FROM view_checkpoint c
  LEFT JOIN view_document d
    ON d.organisation = c.organisation AND d.projection = c.projection AND d.version = c.version
 WHERE c.organisation = $1 AND c.projection = $2 AND c.version = $3
"""


class Deaf:
    """Every signal is lost, and whoever waits for one looks for itself."""

    def last(self, organisation: OrganisationId) -> int:
        return 0

    async def wait(self, organisation: OrganisationId, after: int, timeout: float) -> bool:
        await asyncio.sleep(min(timeout, POLL))
        return False


class Subscriber:
    """Follows the event stream of the server, loses the line now and then, and comes back."""

    def __init__(
        self,
        name: str,
        log: Log,
        organisation: OrganisationId,
        types: Collection[str],
        signals: Waiting,
        history: History,
        random: Random,
    ) -> None:
        self.name, self._types, self._random = name, tuple(types), random
        self._log, self._organisation, self._history = log, organisation, history
        self._signals, self._stopping = signals, asyncio.Event()
        self._came_to = 0

    async def follows(self) -> None:
        """Until ``rests``."""
        epoch = await self._log.epoch(self._organisation)
        while not self._stopping.is_set():
            async with aclosing(self._connected(epoch)) as frames:
                async for frame in frames:
                    self._is_given(frame, epoch)
                    if self._random.random() < 0.05:
                        break
            await asyncio.sleep(self._random.uniform(0, POLL))

    async def rests(self) -> None:
        """Once nothing is left to be delivered, or it took far too long."""
        start = now()
        for _ in range(round(LONGEST_REST / POLL)):
            page, _ = await self._log.read_page(
                self._organisation, after=self._came_to, limit=1, types=self._types
            )
            if not page:
                break
            await asyncio.sleep(POLL)
        self._stopping.set()
        self._history.write(
            Rest(
                organisation=self._organisation,
                start=start,
                end=now(),
                subscriber=self.name,
                after=self._came_to,
                types=self._types,
            )
        )

    def _connected(self, epoch: str) -> AsyncGenerator[bytes, None]:
        pace = Pace(heartbeat=1, lifetime=self._random.uniform(0.1, 1))
        feed = Feed(
            organisation=self._organisation,
            epoch=epoch,
            after=self._came_to,
            types=self._types,
            log=self._log,
            live=Live(signals=self._signals, stopping=self._stopping, pace=pace),
            still_entitled=_always,
        )
        return cast(AsyncGenerator[bytes, None], feed.frames())

    def _is_given(self, frame: bytes, epoch: str) -> None:
        given = FRAME.findall(frame)
        if not given:
            return
        positions = tuple(position_after(cursor.decode(), epoch) for cursor, _ in given)
        at = now()
        self._history.write(
            Delivery(
                organisation=self._organisation,
                start=at,
                end=at,
                subscriber=self.name,
                after=self._came_to,
                positions=positions,
                mark=together(mark(record) for _, record in given),
                types=self._types,
            )
        )
        self._came_to = positions[-1]


async def look(pool: Pool, organisation: OrganisationId, history: History) -> None:
    start = now()
    rows = await fetch(pool, LOOK, as_uuid(organisation), FOOTPRINTS.NAME, FOOTPRINTS.VERSION)
    if rows:
        history.write(
            View(
                organisation=organisation,
                start=start,
                end=now(),
                projection=FOOTPRINTS.NAME,
                position=rows[0]["position"],
                documents={r["id"]: r["document"].decode() for r in rows if r["id"] is not None},
            )
        )


async def _always() -> None:
    return
