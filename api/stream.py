"""Server-Sent Events: the feed of one organisation as it grows, resumable, and never ahead.

The log is read again from where the last reading ended; a signal only says when. So nothing
is lost or doubled where catching up turns into following. The next page is read when the
last one was taken by the network, so that a slow reader makes nothing grow.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from typing import Any, Protocol

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
    async def wait(self, organisation: OrganisationId, after: int, timeout: float) -> bool:
        """True once a position past ``after`` was heard of, False after ``timeout`` seconds."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds."""

    heartbeat: float = 15
    poll: float = 1
    """The longest that an event can go unnoticed when its signal was lost."""
    lifetime: float = 900
    """After this the reader is asked to come back, for a new look at its token."""


AS_USUAL = Pace()


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """What all streams of this server share."""

    signals: Waiting
    stopping: asyncio.Event
    pace: Pace


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """``still_entitled`` raises a Refusal for who may not read any more."""

    organisation: OrganisationId
    epoch: str
    after: int
    types: Collection[str]
    log: Log
    live: Live
    still_entitled: Callable[[], Awaitable[None]]

    async def frames(self) -> AsyncIterator[bytes]:
        """Ends with a goodbye: on shutdown, after its lifetime, or when entitlement ends."""
        yield b": connected\nretry: 2000\n\n"
        try:
            async for frame in self._follow():
                yield frame
        except Refusal:
            pass
        # Who was sent away together should not come back together.
        yield b"event: bye\nretry: %d\ndata: bye\n\n" % (1000 + secrets.randbelow(2000))

    async def _follow(self) -> AsyncIterator[bytes]:
        now, pace = asyncio.get_running_loop().time, self.live.pace
        position, beat, end = self.after, now() + pace.heartbeat, now() + pace.lifetime
        while not self.live.stopping.is_set() and now() < end:
            page, head = await self.log.read_page(
                self.organisation, after=position, limit=PAGE, types=self.types
            )
            if page:
                yield b"".join(self._frame(stored) for stored in page)
            if now() >= beat:
                await self.still_entitled()
                yield b": heartbeat\n\n"
                beat = now() + pace.heartbeat
            if len(page) == PAGE:
                position = page[-1].position
            else:
                position = max(position, head)
                await self._wait(position, min(pace.poll, beat - now(), end - now()))

    def _frame(self, stored: StoredRecord) -> bytes:
        """A record holds no line break, so one line of data is enough."""
        cursor = Cursor(self.epoch, stored.position)
        return b"id: %b\nevent: %b\ndata: %b\n\n" % (
            str(cursor).encode(),
            stored.type.encode(),
            stored.record,
        )

    async def _wait(self, position: int, seconds: float) -> None:
        waits = {
            asyncio.ensure_future(each)
            for each in (
                self.live.signals.wait(self.organisation, position, max(seconds, 0)),
                self.live.stopping.wait(),
            )
        }
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()


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
        tasks = [asyncio.ensure_future(each) for each in (self._send(send), _gone(receive))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if tasks[0].done():
                tasks[0].result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _send(self, send: Send) -> None:
        async for frame in self.feed.frames():
            await send({"type": "http.response.body", "body": frame, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
