"""A line to the database that can be cut, as a network can: a relay between two sockets."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
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

    async def relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.down:
            writer.close()
            return
        from_server, to_server = await asyncio.open_unix_connection(self._server)
        ends = {writer, to_server}
        self._open |= ends
        answers = asyncio.create_task(self._pass_on(from_server, writer))
        try:
            while message := await reader.read(1 << 20):
                lost = self._lost(message)
                if lost is not None:
                    answers.cancel()
                if lost != BOTH_WAYS:
                    to_server.write(message)
                if lost == ANSWER:
                    await from_server.read(1)
                if lost is not None:
                    break
        except ConnectionError:
            pass
        finally:
            answers.cancel()
            for end in ends:
                end.close()
            self._open -= ends

    def _lost(self, message: bytes) -> str | None:
        if self.cuts is None or self.cuts[0] not in message:
            return None
        (_, what), self.cuts = self.cuts, None
        return what

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while answer := await reader.read(1 << 20):
            writer.write(answer)
        writer.close()

    def go_down(self) -> None:
        self.down = True
        for end in self._open:
            end.close()


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
