"""The load generator where wrk is not installed: one process, raw sockets, nothing parsed
but the status and the length of an answer.

    python -m bench.load.sockets PORT CONNECTIONS SECONDS FILE
"""

import asyncio
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import uvloop

from bench.load.generator import Load
from bench.load.requests import read

LENGTH = b"content-length: "
END = b"\r\n\r\n"


class _Counts:
    answered = refused = broken = 0
    stopped = False


class _Connection(asyncio.Protocol):
    """Sends the next request when the last one was answered."""

    def __init__(self, requests: Iterator[bytes], counts: _Counts) -> None:
        self.requests, self.counts, self.got = requests, counts, b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(next(self.requests))

    def data_received(self, chunk: bytes) -> None:
        self.got += chunk
        size = answer_size(self.got)
        if size is None or len(self.got) < size:
            return
        if not self.counts.stopped:
            self.counts.answered += 1
            self.counts.refused += not self.got.startswith(b"HTTP/1.1 2")
            self.transport.write(next(self.requests))
        self.got = self.got[size:]

    def connection_lost(self, _: Exception | None) -> None:
        self.counts.broken += not self.counts.stopped


def answer_size(got: bytes) -> int | None:
    """Bytes of the first answer in ``got``, None as long as its head is not complete."""
    head = got.find(END)
    if head < 0:
        return None
    place = got[:head].lower().find(LENGTH)
    if place < 0:
        return head + len(END)
    length = got[place + len(LENGTH) : head].split(b"\r\n", 1)[0]
    return head + len(END) + int(length)


async def generate(port: int, connections: int, seconds: float, file: Path) -> Load:
    requests, counts = cycle(list(read(file))), _Counts()
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    opened = [
        await loop.create_connection(lambda: _Connection(requests, counts), "127.0.0.1", port)
        for _ in range(connections)
    ]
    await asyncio.sleep(seconds - (time.perf_counter() - began))
    counts.stopped = True
    took = time.perf_counter() - began
    for transport, _ in opened:
        transport.close()
    return Load(counts.answered, took, counts.refused, counts.broken)


if __name__ == "__main__":
    port, connections, seconds, file = sys.argv[1:]
    load = uvloop.run(generate(int(port), int(connections), float(seconds), Path(file)))
    print(load.line())
