"""What the figures were measured on, so that nobody takes them for promises."""

import os
import platform
import tempfile
import time
from pathlib import Path
from statistics import median

import psutil

from bench.load.generator import generator
from bench.stage import Stage

SETTINGS = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")
WRITES, PAGE = 100, bytes(8_192)


async def machine(stage: Stage) -> dict[str, str]:
    """Asked once, before the first row. Raise AssertionError if commits don't wait for the disk."""
    server = await stage.connect()
    settings = {name: await server.fetchval(f"SHOW {name}") for name in SETTINGS}
    await server.close()
    assert stage.quick or settings["fsync"] == settings["synchronous_commit"] == "on"
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "disk": f"{_filesystem(Path(stage.folder))}; a page written and synced in "
        f"{_sync(Path(stage.folder)):.2f} ms",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "PostgreSQL": f"{settings.pop('server_version')}, embedded; "
        + ", ".join(f"{name} = {value}" for name, value in settings.items()),
        "requests sent by": generator(),
        "load before the start": f"{load} (1, 5 and 15 minutes)",
    }


def _processor() -> str:
    """As the kernel names it, where it does."""
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _filesystem(folder: Path) -> str:
    mounted = (part for part in psutil.disk_partitions(all=True))
    above = [part for part in mounted if folder.is_relative_to(part.mountpoint)]
    return max(above, key=lambda part: len(part.mountpoint)).fstype if above else "unknown"


def _sync(folder: Path) -> float:
    """ms, the median."""
    times = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(WRITES):
            began = time.perf_counter()
            os.write(file.fileno(), PAGE)
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return median(times) * 1_000
