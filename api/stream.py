"""Server-Sent Events: the feed of one organisation as it grows, resumable, and never ahead.

The log is read again from where the last reading ended; a signal only says when. So nothing
is lost or doubled where catching up turns into following. Who waits for the same event
shares the reading of it. The next page is read when the last one was taken by the network,
so that a slow reader makes nothing grow.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Hashable
from functools import partial
from typing import Any, NamedTuple, Protocol

import msgspec
from litestar import Request, Response
from litestar.types import Receive, Scope, Send

from api.cursors import Cursor
from domain.errors import Refusal
from domain.ids import OrganisationId
from domain.ports import Log, StoredRecord

PAGE = 100
HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
)


class Waiting(Protocol):
    def last(self, organisation: OrganisationId) -> int:
        """The highest position heard of, 0 if none."""

    async def wait(self, organisation: OrganisationId, after: int, timeout: float) -> bool:
        """True once a position past ``after`` was heard of, False after ``timeout`` seconds."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds."""

    heartbeat: float = 15
    lifetime: float = 900
    """After this the reader is asked to come back, for a new look at its token."""


AS_USUAL = Pace()


class Part(NamedTuple):
    """What comes after a position: up to ``end`` there is no more."""

    frames: bytes
    end: int
    full: bool
    """There may be more already."""


class Parts:
    """Whoever asks for a part that is being read gets the same one."""

    def __init__(self) -> None:
        self._coming: dict[Hashable, asyncio.Task[Part]] = {}

    async def get(self, key: Hashable, read: Callable[[], Coroutine[Any, Any, Part]]) -> Part:
        coming = self._coming.get(key)
        if coming is None:
            coming = self._coming[key] = asyncio.create_task(read())
            coming.add_done_callback(lambda _: self._coming.pop(key))
        return await asyncio.shield(coming)


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """What all streams of this server share."""

    signals: Waiting
    stopping: asyncio.Event
    pace: Pace
    parts: Parts = msgspec.field(default_factory=Parts)


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """``still_entitled`` raises a Refusal for who may not read any more."""

    organisation: OrganisationId
    epoch: str
    after: int
    types: tuple[str, ...]
    log: Log
    live: Live
    still_entitled: Callable[[], Awaitable[None]]

    async def frames(self) -> AsyncIterator[bytes]:
        """Ends with a goodbye: after its lifetime, or when entitlement ends."""
        yield b": connected\nretry: 2000\n\n"
        try:
            async for frame in self._follow():
                yield frame
        except Refusal:
            pass
        yield goodbye()

    async def _follow(self) -> AsyncIterator[bytes]:
        now, pace = asyncio.get_running_loop().time, self.live.pace
        position, beat, end = self.after, now() + pace.heartbeat, now() + pace.lifetime
        while not self.live.stopping.is_set() and now() < end:
            # Who has heard of more than a reading under way can know begins another.
            heard = self.live.signals.last(self.organisation)
            part = await self._part(position, heard)
            position = part.end
            if part.frames:
                yield part.frames
            if now() >= beat:
                await self.still_entitled()
                yield b": heartbeat\n\n"
                beat = now() + pace.heartbeat
            if not part.full:
                seconds = max(0, min(beat, end) - now())
                await self.live.signals.wait(self.organisation, max(position, heard), seconds)

    async def _part(self, position: int, heard: int) -> Part:
        key = (self.organisation, self.epoch, self.types, position, heard)
        return await self.live.parts.get(key, partial(self._read, position))

    async def _read(self, position: int) -> Part:
        page, head = await self.log.read_page(
            self.organisation, after=position, limit=PAGE, types=self.types
        )
        full = len(page) == PAGE
        end = page[-1].position if full else max(position, head)
        return Part(b"".join(map(self._frame, page)), end, full)

    def _frame(self, stored: StoredRecord) -> bytes:
        """A record holds no line break, so one line of data is enough."""
        cursor = Cursor(self.epoch, stored.position)
        return b"id: %b\nevent: %b\ndata: %b\n\n" % (
            str(cursor).encode(),
            stored.type.encode(),
            stored.record,
        )


def goodbye() -> bytes:
    """Who is sent away together should not come back together."""
    return b"event: bye\nretry: %d\ndata: bye\n\n" % (1000 + secrets.randbelow(2000))


class EventStream(Response[bytes]):
    def __init__(self, feed: Feed) -> None:
        super().__init__(b"")
        self.feed = feed

    def to_asgi_response(  # type: ignore[override]
        self, app: Any, request: Request[Any, Any, Any], **_: Any
    ) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
        return self.answer

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        sending, stopping, gone = tasks = [
            asyncio.ensure_future(each)
            for each in (self._send(send), self.feed.live.stopping.wait(), _gone(receive))
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
            elif stopping.done() and not gone.done():
                sending.cancel()
                await asyncio.wait([sending])
                await self._end(send, goodbye())
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _send(self, send: Send) -> None:
        async for frame in self.feed.frames():
            await send({"type": "http.response.body", "body": frame, "more_body": True})
        await self._end(send, b"")

    async def _end(self, send: Send, last: bytes) -> None:
        await send({"type": "http.response.body", "body": last, "more_body": False})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
