"""Measure: ``python -m bench``, every row, or ``--only ROW``; ``--quick`` is a smoke test.

A full run writes docs/performance.md and bench/results.json. The exit code is 0 if every row
could be measured, whatever it reached.
"""

import argparse
import asyncio
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path

import msgspec

from adapters.postgres.database import embedded
from adapters.postgres.launcher import SUPERUSER
from bench.figures import Figure
from bench.machine import machine
from bench.report import line, page, write
from bench.rows import ROWS
from bench.stage import Stage

ROOT = Path(__file__).parents[1]
DISK = "/var/tmp"  # noqa: S108 in memory, as /tmp may be, nothing is durable
LONGEST_ROW = 300
"""Seconds: a row that hangs must not take the others with it."""


def main() -> int:
    asked = _asked()
    began = time.monotonic()
    about, figures = asyncio.run(_run(asked.only or ROWS, asked.quick))
    took = time.monotonic() - began
    whole = not asked.only and not asked.quick
    if whole or asked.into:
        write(asked.into or ROOT, about, figures, took)
    print(page(about, figures, took))
    print(f"{len(figures)} figures in {took:.0f} s")
    return int(any(figure.value is None for figure in figures))


def _asked() -> argparse.Namespace:
    summary, _, rest = (__doc__ or "").partition("\n\n")
    asking = argparse.ArgumentParser("python -m bench", description=summary, epilog=rest)
    asking.add_argument("--only", action="append", choices=ROWS, help="this row; may be repeated")
    asking.add_argument("--quick", action="store_true", help="take every step, measure nothing")
    asking.add_argument("--into", type=Path, help="write there instead of into the project")
    return asking.parse_args()


async def _run(rows: Sequence[str], quick: bool) -> tuple[dict[str, str], list[Figure]]:
    """A process for each row, so that none inherits what another left in memory, and one at a
    time; but a smoke test is in a hurry."""
    half = len(rows) // 2
    processes = [rows[:half], rows[half:]] if quick else [[row] for row in rows]
    room = asyncio.Semaphore(2 if quick else 1)
    found: dict[str, list[Figure]] = {}

    async def run(some: Sequence[str]) -> None:
        async with room:
            began = time.monotonic()
            async with aclosing(_measured(some, stage)) as measured:
                async for row, figures in measured:
                    found[row] = figures
                    heading = f"{row}, after {time.monotonic() - began:.0f} s:"
                    print(heading, *map(line, figures), sep="\n", file=sys.stderr, flush=True)

    async with _stage(quick) as stage:
        about = await machine(stage)
        await asyncio.gather(*(run(some) for some in processes if some))
    return about, [figure for row in rows for figure in found[row]]


@asynccontextmanager
async def _stage(quick: bool) -> AsyncIterator[Stage]:
    """One PostgreSQL for all rows, durable and on a disk, gone afterwards."""
    data = Path(tempfile.mkdtemp(prefix="zetel-bench-", dir=DISK))
    data.chmod(0o755)
    try:
        async with embedded(data, durable=not quick) as addresses:
            owner = addresses.owner
            yield Stage(str(data), owner["host"], owner["port"], SUPERUSER, quick)
    finally:
        shutil.rmtree(data, ignore_errors=True)


async def _measured(
    rows: Sequence[str], stage: Stage
) -> AsyncGenerator[tuple[str, list[Figure]], None]:
    """Each row as it is done. What could not be measured is a figure too."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.child", msgspec.json.encode(stage).decode(), *rows),
        stdout=asyncio.subprocess.PIPE,
        limit=1_000_000,
        cwd=ROOT,
        process_group=0,
    )
    try:
        for row in rows:
            yield row, await _told(child, row)
    finally:
        # Whatever it started goes with it, also when it hangs or we are interrupted.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        await child.wait()


async def _told(child: asyncio.subprocess.Process, row: str) -> list[Figure]:
    assert child.stdout is not None
    try:
        told = await asyncio.wait_for(child.stdout.readline(), LONGEST_ROW)
    except TimeoutError:
        return [_not_measured(row, f"it took longer than {LONGEST_ROW} s")]
    if not told:
        return [_not_measured(row, "its process failed, see above")]
    return msgspec.json.decode(told, type=list[Figure])


def _not_measured(row: str, why: str) -> Figure:
    return Figure(row=row, value=None, unit="", must="to be measured", holds=False, note=why)


if __name__ == "__main__":
    sys.exit(main())
