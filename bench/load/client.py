"""Two plain clients of the server: one that posts, and one that follows an event stream."""

import asyncio
import re
import time
from typing import Any

import msgspec

IDENTIFIER = re.compile(rb"id: [0-9a-f-]{36}:(\d+)\n")
LONGEST_IDENTIFIER = 80


class Poster:
    """One connection that is kept open; one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def connect(cls, port: int) -> "Poster":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def post(self, request: bytes) -> dict[str, Any]:
        """Raise RuntimeError unless it was answered with 201."""
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        (length,) = re.findall(rb"content-length: (\d+)", head)
        body = await self.reader.readexactly(int(length))
        if b" 201 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(f"a ballot was refused: {body.decode()}")
        answer: dict[str, Any] = msgspec.json.decode(body)
        return answer


class Subscriber(asyncio.Protocol):
    """Remembers when each position arrived."""

    def __init__(self, request: bytes, arrived: list[tuple[int, float]]) -> None:
        self.request, self.arrived = request, arrived
        self.connected = asyncio.get_running_loop().create_future()
        self.rest = b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(self.request)

    def data_received(self, chunk: bytes) -> None:
        now, got, end = time.perf_counter(), self.rest + chunk, 0
        if not self.connected.done() and b": connected" in got:
            self.connected.set_result(None)
        for found in IDENTIFIER.finditer(got):
            self.arrived.append((int(found[1]), now))
            end = found.end()
        self.rest = got[max(end, len(got) - LONGEST_IDENTIFIER) :]

    def connection_lost(self, fault: Exception | None) -> None:
        if not self.connected.done():
            self.connected.set_exception(fault or ConnectionError(self.rest.decode()))


async def subscribe(port: int, request: bytes, arrived: list[tuple[int, float]]) -> Subscriber:
    """Return once the stream is open."""
    loop = asyncio.get_running_loop()
    _, subscriber = await loop.create_connection(
        lambda: Subscriber(request, arrived), "127.0.0.1", port
    )
    await subscriber.connected
    return subscriber
