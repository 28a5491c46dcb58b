"""The server as a process of its own, and what that process takes."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import psutil

from adapters.postgres.database import Addresses
from bench.stage import Stage

ROOT = Path(__file__).parents[1]
MB = 1_000_000


class Server(NamedTuple):
    pid: int
    port: int

    @property
    def memory(self) -> float:
        """Resident, in MB."""
        return float(psutil.Process(self.pid).memory_info().rss / MB)

    @property
    def processor(self) -> float:
        """Seconds so far."""
        times = psutil.Process(self.pid).cpu_times()
        return float(times.user + times.system)


@asynccontextmanager
async def server(stage: Stage, addresses: Addresses) -> AsyncIterator[Server]:
    """``zetel serve`` over this database; it has stopped, politely asked, when this ends."""
    child = await _start(stage, addresses)
    assert child.stdout is not None
    try:
        address = (await asyncio.wait_for(child.stdout.readline(), 60)).decode().strip()
        port = urlsplit(address).port
        assert port is not None, "the server did not start"
        yield Server(child.pid, port)
    finally:
        if child.returncode is None:
            child.send_signal(signal.SIGTERM)
        await child.wait()


async def _start(stage: Stage, addresses: Addresses) -> asyncio.subprocess.Process:
    """What it logs goes to a file: thousands of refusals would hide the first one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZETEL_")}
    settings = {
        "ZETEL_DATABASE_URL": stage.url(addresses),
        "ZETEL_KEYS": str(stage.keys_folder),
        "ZETEL_PORT": "0",
    }
    name = f"server-{addresses.application['database']}.log"
    with (Path(stage.folder) / name).open("wb") as log:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bench.server"),
            env={**kept, "PYTHONPATH": str(ROOT), **settings},
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
