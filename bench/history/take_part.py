"""One process of a run: a crowd, subscribers, and a server's background work, over one log."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Coroutine, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from adapters.postgres.hints import Hints
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import Pool, make_pool
from adapters.postgres.projector import Projector
from adapters.signals import Signals
from bench.history.crowd import ADOPTED, PROPOSED, Somebody
from bench.history.footprints import FOOTPRINTS
from bench.history.onlookers import Deaf, Subscriber, look
from bench.history.recorder import History, RecordedLog
from domain.ids import OrganisationId

LOOKS = 0.2
"""Seconds."""
FOLLOWED: tuple[tuple[str, ...], ...] = ((), (ADOPTED,), (PROPOSED, ADOPTED), ())

READY, WRITTEN = "ready", "written"
"""What a process says before its crowd comes and when it is done, and waits to be told on."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one process does."""

    name: str
    address: dict[str, Any]
    organisations: tuple[OrganisationId, ...]
    folder: str
    people: int
    seed: int


async def take_part(part: Part) -> None:
    with History(Path(part.folder, f"{part.name}.jsonl")) as history:
        async with AsyncExitStack() as stack:
            pool = await stack.enter_async_context(make_pool(**part.address))
            signals = Signals()
            log = RecordedLog(PostgresLog(pool, signals), history)
            projector = Projector(pool, log, signals, Signals(), [FOOTPRINTS])
            await stack.enter_async_context(_meanwhile(Hints(pool, signals).run()))
            await stack.enter_async_context(_meanwhile(projector.run()))
            await stack.enter_async_context(_meanwhile(_looks(part, pool, history)))
            subscribers = _subscribers(part, log, signals, history)
            async with asyncio.TaskGroup() as following:
                for each in subscribers:
                    following.create_task(each.follows())
                until = int(await _waits(READY))
                await _all(each.lives(until) for each in _crowd(part, log))
                await _waits(WRITTEN)
                await _all(each.rests() for each in subscribers)
            for organisation in part.organisations:
                await projector.catch_up(organisation)
                await look(pool, organisation, history)


def _crowd(part: Part, log: RecordedLog) -> list[Somebody]:
    return [
        Somebody(log, part.organisations[number % len(part.organisations)], _random(part, number))
        for number in range(part.people)
    ]


def _subscribers(
    part: Part, log: RecordedLog, signals: Signals, history: History
) -> list[Subscriber]:
    """Every second one hears no signal and depends on looking for itself."""
    return [
        Subscriber(
            f"{part.name}-{organisation}-{number}",
            log,
            organisation,
            types,
            Deaf() if number % 2 else signals,
            history,
            _random(part, -number),
        )
        for organisation in part.organisations
        for number, types in enumerate(FOLLOWED)
    ]


def _random(part: Part, number: int) -> Random:
    return Random(f"{part.seed} {part.name} {number}")  # noqa: S311 a run that can be repeated


async def _looks(part: Part, pool: Pool, history: History) -> None:
    while True:
        for organisation in part.organisations:
            await look(pool, organisation, history)
        await asyncio.sleep(LOOKS)


async def _all(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """If one fails the others end, and so does the run."""
    async with asyncio.TaskGroup() as group:
        for work in works:
            group.create_task(work)


async def _waits(says: str) -> str:
    """What it is told then."""
    sys.stdout.write(f"{says}\n")
    sys.stdout.flush()
    return await asyncio.to_thread(sys.stdin.readline)


@asynccontextmanager
async def _meanwhile(work: Awaitable[None]) -> AsyncIterator[None]:
    """What goes wrong with it comes to light at the end at the latest."""
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        task.cancel()
        (outcome,) = await asyncio.gather(task, return_exceptions=True)
        if not isinstance(outcome, asyncio.CancelledError):
            raise RuntimeError("work that should go on has ended") from outcome
