"""A run: several processes at one PostgreSQL, recorded, and judged when all is over."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from adapters.new_id import new_id
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import make_pool
from adapters.signals import Signals
from bench.history.check import Report, check
from bench.history.entries import read_files
from bench.history.recorder import History, RecordedLog, kept, now
from bench.history.take_part import READY, WRITTEN, Part
from domain.ids import OrganisationId
from domain.ports import Append, NewRecord

PROJECT = Path(__file__).parents[2]
SECOND = 1_000_000_000


class Size(msgspec.Struct, frozen=True, kw_only=True):
    seconds: float = 10.0
    processes: int = 3
    organisations: int = 2
    people: int = 12
    """Of each process."""
    seed: int = 1


async def run(address: Mapping[str, Any], folder: Path, size: Size) -> Report:
    """Leave the history in ``folder``, which must be empty, and say what it shows."""
    with History(folder / "log.jsonl") as history:
        async with make_pool(**address) as pool:
            log = RecordedLog(PostgresLog(pool, Signals()), history)
            organisations = tuple([await _founded(log) for _ in range(size.organisations)])
            await _all_take_part(address, organisations, folder, size)
            for organisation in organisations:
                async for event in kept(log, organisation):
                    history.write(event)
    return await asyncio.to_thread(check, read_files(*sorted(folder.glob("*.jsonl"))))


async def _founded(log: RecordedLog) -> OrganisationId:
    organisation = OrganisationId(new_id("organisation"))
    first = NewRecord("organisation.founded", (organisation,), organisation.encode())
    await log.append(organisation, Append(records=[first], founds=True))
    return organisation


async def _all_take_part(
    address: Mapping[str, Any],
    organisations: tuple[OrganisationId, ...],
    folder: Path,
    size: Size,
) -> None:
    started: list[Process] = []
    try:
        for number in range(1, size.processes + 1):
            part = Part(
                name=f"process-{number}",
                address=dict(address),
                organisations=organisations,
                folder=str(folder),
                people=size.people,
                seed=size.seed,
            )
            started.append(await _process(part))
        # All begin together, and nobody rests before everybody has appended.
        await _when_all_say(started, READY, lambda: now() + round(size.seconds * SECOND))
        await _when_all_say(started, WRITTEN, lambda: "rest")
        for process in started:
            if await process.wait():
                raise RuntimeError("a process of the run failed")
    finally:
        for process in started:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def _process(part: Part) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bench.history", "take-part", msgspec.json.encode(part).decode()),
        cwd=PROJECT,
        stdin=PIPE,
        stdout=PIPE,
    )


async def _when_all_say(
    processes: Sequence[Process], sentence: str, answer: Callable[[], object]
) -> None:
    for process in processes:
        assert process.stdout is not None
        if (await process.stdout.readline()).decode().strip() != sentence:
            raise RuntimeError("a process of the run failed")
    told = f"{answer()}\n".encode()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(told)
        await process.stdin.drain()
