"""One PostgreSQL in one folder: started, asked, halted. `embedded` says when."""

import asyncio
import os
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import asyncpg

from adapters.postgres.account import CannotStart
from adapters.postgres.launcher import GLANCE, SUPERUSER, Launcher
from adapters.postgres.locks import ALONE, grasp, held
from adapters.postgres.socket_folder import PORT, SocketFolder, socket_in


class Address(NamedTuple):
    """Where PostgreSQL answers, in asyncpg's words: a socket's folder, and a port to name it."""

    host: str
    port: int
    superuser: str


class Cluster:
    """The PostgreSQL in `data/pg`. Callers of `start` and `halt` take turns: see `Embedded`."""

    def __init__(self, data: Path, *, durable: bool) -> None:
        self._pg = data / "pg"
        # PostgreSQL and all its children hold this lock, and nobody else for longer than a
        # launch. Free: nothing of it runs, whatever postmaster.pid says. Taken: the number
        # in postmaster.pid is no stranger's.
        self._alive = data / "pg.alive"
        self._socket = SocketFolder(data)
        self._launcher = Launcher(data, self._socket, durable=durable)

    @property
    def address(self) -> Address:
        return Address(str(self._socket.path() or self._pg), PORT, SUPERUSER)

    def alive(self) -> bool:
        return held(self._alive)

    async def start(self, until: float) -> None:
        """Return once PostgreSQL answers, be it one that ran already or a new one.

        Raises CannotStart if it ends by itself or doesn't answer `until` (monotonic seconds),
        OSError if the folder can't be written.
        """
        launched = False
        while not await self._answers():
            with grasp(self._alive, ALONE) as alive:
                if alive is not None and launched:
                    raise CannotStart(f"PostgreSQL ended as it began{self._launcher.tail()}")
                if alive is not None:
                    await self._launcher.launch(alive)
                    launched = True
            if self._deaf():
                await self.halt()
            if time.monotonic() > until:
                raise CannotStart(f"PostgreSQL gives no answer{self._launcher.tail()}")
            await asyncio.sleep(GLANCE)

    async def halt(self) -> None:
        """Stop PostgreSQL in good order, or after 5 s at once; either way nothing is lost."""
        if not await self._gone(signal.SIGINT, 5):
            await self._gone(signal.SIGQUIT, 10)
        self._socket.remove()

    async def _gone(self, order: signal.Signals, seconds: float) -> bool:
        told = None
        until = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() > until:
                return False
            lines = self._pidfile()
            if lines and lines[0] != told:
                told = lines[0]
                with suppress(ProcessLookupError):
                    os.kill(int(told), order)
            await asyncio.sleep(GLANCE / 2)
        return True

    async def _answers(self) -> bool:
        host, port, superuser = self.address
        try:
            connection = await asyncpg.connect(
                host=host, port=port, user=superuser, database="postgres", timeout=5
            )
            await connection.close()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False
        return True

    def _deaf(self) -> bool:
        """Whether it says that it is ready and yet can't be reached: its socket was removed."""
        return self.alive() and self._pidfile()[7:8] == ["ready"] and not self._listens()

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as caller:
            caller.setblocking(False)
            try:
                caller.connect(str(socket_in(Path(self.address.host))))
            except (FileNotFoundError, ConnectionRefusedError):
                return False
            except BlockingIOError:  # so many callers that we would have to queue
                return True
        return True

    def _pidfile(self) -> list[str]:
        try:
            text = (self._pg / "postmaster.pid").read_text()
        except FileNotFoundError:
            return []
        return [line.strip() for line in text.splitlines()]
