"""The embedded PostgreSQL of one data folder, shared by everybody who uses the folder.

Nobody owns it. Everybody who uses it holds a share of `pg.users` meanwhile; whoever enters or
leaves does so behind `pg.door`, one at a time. The first one in starts PostgreSQL, the last one
out stops it, and in between whoever first finds it dead starts it again. A share ends with its
holder, however that one dies; then the next one in adopts what still runs.
"""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Self

from adapters.postgres.account import CannotStart
from adapters.postgres.cluster import Address, Cluster
from adapters.postgres.launcher import GLANCE
from adapters.postgres.locks import ALONE, SHARED, grasp

__all__ = ["Address", "AlreadyServed", "CannotStart", "Embedded"]

PATIENCE = 30.0  # seconds for a start, the wait at the door included
WATCH = 0.2  # seconds between two looks at whether PostgreSQL still lives
LONGEST_PAUSE = 5.0  # seconds between two attempts to bring it back

log = logging.getLogger(__name__)


class AlreadyServed(CannotStart):
    """Another `zetel serve` has this data folder."""


class Embedded:
    """One use of the PostgreSQL in `data/pg`, from `start` to `stop` or as `async with`.

    `lock` keeps a second `zetel serve` from the folder. Without `durable` a power cut may
    destroy everything; it is for tests. `server` is where PostgreSQL answers, once started.
    """

    server: Address

    def __init__(self, data: Path, *, lock: bool = False, durable: bool = True) -> None:
        self._data = data.resolve()
        self._lock = lock
        self._cluster = Cluster(self._data, durable=durable)
        self._share = ExitStack()
        self._use = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Return once PostgreSQL answers.

        Raises AlreadyServed, or CannotStart with a sentence that says what to do about it;
        then nothing is left running that did not run before.
        """
        try:
            async with AsyncExitStack() as use:
                self._open_folder()
                if self._lock:
                    use.enter_context(self._claimed())
                use.push_async_callback(self._leave)
                await self._enter()
                use.push_async_callback(_end, asyncio.create_task(self._keep_alive()))
                self._use = use.pop_all()
        except OSError as error:
            place = error.filename2 or error.filename or self._data
            raise CannotStart(f"PostgreSQL can't use {place}: {error.strerror}") from error

    async def stop(self) -> None:
        """Leave; the last one out stops PostgreSQL, also under clients that are connected."""
        await self._use.aclose()

    def _open_folder(self) -> None:
        for place in (self._data, self._data / "pg"):
            if place.exists() and not place.is_dir():
                raise CannotStart(f"{place} is in the way: Zetel needs a folder of that name")
        # Whatever is private inside has its own mode. Instead of root, another account must
        # get through to the part that is PostgreSQL's.
        self._data.mkdir(mode=0o700 if os.geteuid() else 0o711, parents=True, exist_ok=True)

    @contextmanager
    def _claimed(self) -> Iterator[None]:
        path = self._data / "serve.lock"
        with grasp(path, ALONE) as file:
            if file is None:
                raise AlreadyServed(
                    f"{self._data} is served already, by the program with pid {path.read_text()}: "
                    "stop that one first, or set ZETEL_DATA to another folder"
                )
            os.truncate(file, 0)
            os.write(file, str(os.getpid()).encode())
            yield

    async def _enter(self) -> None:
        until = time.monotonic() + PATIENCE
        async with self._door(until):
            self._share.enter_context(grasp(self._data / "pg.users", SHARED))
            await self._cluster.start(until)
            self.server = self._cluster.address

    async def _leave(self) -> None:
        self._share.close()
        # Whoever blocks the door, or has taken the folder away, is left to stop PostgreSQL.
        with suppress(CannotStart, OSError):
            async with self._door(time.monotonic() + PATIENCE):
                with grasp(self._data / "pg.users", ALONE) as nobody_else:
                    if nobody_else is not None:
                        await self._cluster.halt()

    @asynccontextmanager
    async def _door(self, until: float) -> AsyncIterator[None]:
        while True:
            with grasp(self._data / "pg.door", ALONE) as door:
                if door is not None:
                    yield
                    return
            if time.monotonic() > until:
                raise CannotStart(
                    f"another program takes too long to start or stop PostgreSQL in {self._data}"
                )
            await asyncio.sleep(GLANCE)

    async def _keep_alive(self) -> None:
        pause = WATCH
        while True:
            await asyncio.sleep(pause)
            if self._cluster.alive():
                pause = WATCH
                continue
            pause = min(2 * pause, LONGEST_PAUSE)
            until = time.monotonic() + PATIENCE
            try:
                async with self._door(until):
                    await self._cluster.start(until)
                log.warning("PostgreSQL had died and runs again")
            except (CannotStart, OSError) as error:
                log.error("PostgreSQL has died: %s", error)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
