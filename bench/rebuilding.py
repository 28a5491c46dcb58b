"""Views built anew in a process of their own: ``python -m bench.rebuilding WHAT``, in JSON."""

import asyncio
import resource
import sys
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import uvloop

from adapters.postgres.log import PostgresLog, as_uuid
from adapters.postgres.pool import make_pool
from adapters.postgres.projector import Projector
from adapters.signals import Signals
from domain import record
from domain.ids import OrganisationId
from projections.catalogue import PROJECTIONS

ROOT = Path(__file__).parents[1]
READ = """
SELECT position, record FROM event
 WHERE organisation = $1 AND type = ANY ($2) ORDER BY position
"""
AT_ONCE = 5_000


class What(msgspec.Struct, frozen=True, kw_only=True):
    """``views`` by name; without ``build`` what they follow is read and decoded, no more."""

    address: dict[str, Any]
    organisation: OrganisationId
    views: tuple[str, ...]
    build: bool


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """``events`` are those that any of the views follows; ``peak`` is resident memory in MB."""

    events: int
    seconds: float
    peak: float

    @property
    def per_second(self) -> float:
        return self.events / self.seconds


async def in_a_process(what: What) -> Built:
    """Raise RuntimeError if it did not end well."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.rebuilding", msgspec.json.encode(what).decode()),
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    printed, _ = await child.communicate()
    if child.returncode:
        raise RuntimeError("the process that builds views failed")
    return msgspec.json.decode(printed, type=Built)


async def _build(what: What) -> Built:
    views = [view for view in PROJECTIONS if view.NAME in what.views]
    types = sorted({event.NAME for view in views for event in view.FOLLOWS})
    count = await _count(what, types)
    began = time.perf_counter()
    if what.build:
        async with make_pool(**what.address) as pool:
            log = PostgresLog(pool, Signals())
            projector = Projector(pool, log, Signals(), Signals(), views)
            await projector.rebuild(what.organisation, views)
            await _check(pool, what)
    else:
        await _read(what, types)
    return Built(events=count, seconds=time.perf_counter() - began, peak=_peak())


async def _read(what: What, types: Collection[str]) -> None:
    """As plainly as the driver can: one cursor over the rows in order."""
    db = await asyncpg.connect(**what.address)
    async with db.transaction():
        async for row in db.cursor(READ, as_uuid(what.organisation), list(types), prefetch=AT_ONCE):
            record.decode(row["position"], row["record"])
    await db.close()


async def _count(what: What, types: Collection[str]) -> int:
    db = await asyncpg.connect(**what.address)
    counted: int = await db.fetchval(
        "SELECT count(*) FROM event WHERE organisation = $1 AND type = ANY ($2)",
        as_uuid(what.organisation),
        list(types),
    )
    await db.close()
    return counted


async def _check(pool: Any, what: What) -> None:
    """A view that stopped at an event was fast for the wrong reason."""
    stopped = await pool.fetch(
        "SELECT projection, fault FROM view_checkpoint WHERE organisation = $1"
        " AND fault IS NOT NULL",
        as_uuid(what.organisation),
    )
    if stopped:
        raise RuntimeError(f"{stopped[0]['projection']} stopped: {stopped[0]['fault']}")


def _peak() -> float:
    """MB. The kernel counts what the process before an exec took into ru_maxrss."""
    own = Path("/proc/self/status")
    if own.exists():
        (line,) = (each for each in own.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) * 1_024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    built = uvloop.run(_build(msgspec.json.decode(sys.argv[1], type=What)))
    print(msgspec.json.encode(built).decode())
