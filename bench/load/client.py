"""Plain clients of the server: one that posts, one that reads, and one that follows a stream."""

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
        status, body = await _answer(self.reader)
        if status != 201:
            raise RuntimeError(f"a ballot was refused: {body.decode()}")
        answer: dict[str, Any] = msgspec.json.decode(body)
        return answer


class Getter:
    """One connection that is kept open; one question at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def connect(cls, port: int) -> "Getter":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def get(self, request: bytes) -> tuple[int, bytes]:
        """The status and the body."""
        self.writer.write(request)
        return await _answer(self.reader)


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    (length,) = re.findall(rb"content-length: (\d+)", head.lower())
    return int(head.split(b" ", 2)[1]), await reader.readexactly(int(length))


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
