"""What is killed: our own ``zetel serve``, and the PostgreSQL in its data folder."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg
import httpx2

from adapters.postgres.cluster import Cluster
from adapters.postgres.locks import held

ROOT = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds within which whatever was killed must be back."""
GLANCE = 0.05

LOOKS = 200
CONNECTION = """
SELECT pid, state <> 'idle' AS busy FROM pg_stat_activity
 WHERE application_name = 'zetel' AND backend_type = 'client backend'
 ORDER BY busy DESC, random() LIMIT 1
"""


class NotBack(Exception):
    """The message says what did not come back in time."""


def environment(**settings: str) -> dict[str, str]:
    """None of the settings of whoever starts a fire reach what it starts."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZETEL_")}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Server:
    """``zetel serve``, always on the same port; what it prints is in ``printed``."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.printed = data.parent / "server.out"
        self.printed_before = 0
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.printed.open("ab") as out:
            self.printed_before = out.tell()
            self.running = subprocess.Popen(
                [sys.executable, "-m", "api", "serve"],
                env=environment(ZETEL_DATA=str(self.data), ZETEL_PORT=str(self.port)),
                cwd=ROOT,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def kill(self) -> None:
        if self.running is not None:
            self.running.kill()
            self.running.wait()
            self.running = None

    async def keep(self) -> None:
        """Start it again if PostgreSQL was killed under its start, as whoever supervises a
        service does; once it has served it has no reason to end. Raise NotBack if it does."""
        while True:
            if self.running is not None and self.running.poll() is not None:
                if b"Zetel serves on" in self.printed.read_bytes()[self.printed_before :]:
                    raise NotBack("the server ended by itself")
                self.start()
            await asyncio.sleep(GLANCE)

    async def interrupt(self) -> int:
        """Ctrl-C. The exit code. Raise NotBack."""
        running = self.running
        assert running is not None
        running.send_signal(signal.SIGINT)
        await soon(lambda: running.poll() is not None, "the end of the server")
        return running.returncode

    async def ready(self) -> float:
        """Seconds until it can answer again. Raise NotBack."""
        began = time.monotonic()
        async with httpx2.AsyncClient(timeout=5, trust_env=False) as http:
            while not await self._answers(http):
                if time.monotonic() - began > PATIENCE:
                    raise NotBack(f"the server is not ready after {PATIENCE} s")
                await asyncio.sleep(GLANCE)
        return time.monotonic() - began

    async def _answers(self, http: httpx2.AsyncClient) -> bool:
        try:
            return (await http.get(f"{self.address}/health/ready")).status_code == 200
        except httpx2.TransportError:
            return False


class Postgres:
    """The PostgreSQL in one data folder; no other is ever touched."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def postmaster(self) -> int | None:
        """Its number, if it runs. The lock says that it is ours, and the folder says so again."""
        try:
            pid, folder, *_ = (self.data / "pg" / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, ValueError):
            return None
        ours = Path(folder) == self.data.resolve() / "pg" and held(self.data / "pg.alive")
        return int(pid) if ours else None

    async def running(self) -> None:
        """Return once it runs. Raise NotBack."""
        await soon(lambda: self.postmaster() is not None, "PostgreSQL")

    def stop_at_once(self) -> None:
        """What `pg_ctl stop -m immediate` does: no checkpoint, nobody is asked."""
        if (pid := self.postmaster()) is not None:
            os.kill(pid, signal.SIGQUIT)

    async def end_a_connection(self, *, politely: bool) -> None:
        """One that works for the server, in the middle of something if any is. Raise NotBack."""
        until = time.monotonic() + PATIENCE
        while not await self._end_one(politely):
            if time.monotonic() > until:
                raise NotBack("the server has no connection to PostgreSQL")
            await asyncio.sleep(GLANCE)

    async def _end_one(self, politely: bool) -> bool:
        host, port, superuser = Cluster(self.data, durable=True).address
        try:
            db = await asyncpg.connect(
                host=host, port=port, user=superuser, database="postgres", timeout=5
            )
            try:
                pid = await _busy(db)
                if pid is not None and politely:
                    await db.execute("SELECT pg_terminate_backend($1)", pid)
                elif pid is not None:
                    os.kill(pid, signal.SIGKILL)
                return pid is not None
            finally:
                db.terminate()
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False


async def _busy(db: asyncpg.Connection) -> int | None:
    """Whoever is at work is found by looking often; else anybody."""
    found = None
    for _ in range(LOOKS):
        found = await db.fetchrow(CONNECTION)
        if found is not None and found["busy"]:
            break
    return None if found is None else int(found["pid"])


async def soon(happened: Callable[[], bool], what: str) -> None:
    """Raise NotBack."""
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            raise NotBack(f"{what} did not come within {PATIENCE} s")
        await asyncio.sleep(GLANCE)
