"""A line to the database that can be cut, as a network can: a relay between two sockets."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

BOTH_WAYS, ANSWER = "both ways", "answer"


class BrokenLine:
    def __init__(self, server: Path) -> None:
        self._server = server
        self._open: set[asyncio.StreamWriter] = set()
        self.down = False
        self.cuts: tuple[bytes, str] | None = None
        """Once a message holds these bytes: lose it (both ways), or what is answered to it."""
        self.hangs_up = True
        """Whether the server's end is passed on, as what it says before is."""
        self.server_has_left = asyncio.Event()

    async def relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.down:
            writer.close()
            return
        from_server, to_server = await asyncio.open_unix_connection(self._server)
        ends = {writer, to_server}
        self._open |= ends
        answers = asyncio.create_task(self._answer(from_server, writer))
        with suppress(ConnectionError):
            lost = await self._ask(reader, to_server)
            answers.cancel()
            await asyncio.wait([answers])
            if lost == ANSWER:
                await from_server.read(1)
        answers.cancel()
        for end in ends:
            end.close()
        self._open -= ends

    async def _ask(self, reader: asyncio.StreamReader, to_server: asyncio.StreamWriter) -> str:
        """Until who asks has gone, or the line is cut; say what is lost then."""
        while message := await reader.read(1 << 20):
            if self.cuts is None or self.cuts[0] not in message:
                to_server.write(message)
                continue
            (_, lost), self.cuts = self.cuts, None
            if lost == ANSWER:
                to_server.write(message)
            return lost
        return BOTH_WAYS

    def go_down(self) -> None:
        self.down = True
        for end in self._open:
            end.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while answer := await reader.read(1 << 20):
            writer.write(answer)
        self.server_has_left.set()
        if self.hangs_up:
            writer.close()


@asynccontextmanager
async def line_to(
    address: Mapping[str, Any], folder: Path
) -> AsyncIterator[tuple[BrokenLine, dict[str, Any]]]:
    """The line, and the address that leads through it."""
    socket = f".s.PGSQL.{address['port']}"
    line = BrokenLine(Path(address["host"], socket))
    server = await asyncio.start_unix_server(line.relay, folder / socket)
    try:
        yield line, {**address, "host": str(folder)}
    finally:
        line.go_down()
        server.close()
        await server.wait_closed()
