"""Read and conditional append with 10,000 ballots on the vote, beside other logs.

Every log holds the same events with the same bytes and is asked by as many callers: threads
where its client is synchronous. Nothing but the log is measured: no rules, no sealing.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from functools import partial
from importlib.util import find_spec
from itertools import islice, takewhile

from bench.figures import Figure, Rounds, figure, interleaved
from bench.filling.residents import cast_many, gather
from bench.peers.asked import BEST, SAME, Peer, Question, question
from bench.peers.ours import Ours
from bench.stage import Stage, owner_of, zetel_over
from domain.ids import PersonId

BALLOTS = 10_000
ZETEL, LIBRARY, UMADB = "Zetel", "eventsourcing.dcb.postgres_tt", "umadb"
FIRST = f"{LIBRARY}, {SAME}"
ONE, MANY = 1, 32
"""Callers."""
MOST, SECONDS = {ONE: 600, MANY: 2_500}, 0.8
"""A round ends with the first of them."""
ROUNDS = 3

Ask = Callable[[Question], Awaitable[None]]


async def measure(stage: Stage) -> list[Figure]:
    ballots, rounds = stage.size((BALLOTS, ROUNDS), (50, 1))
    most = stage.size(MOST, {ONE: 5, MANY: 64})
    async with AsyncExitStack() as stack:
        addresses = await stack.enter_async_context(stage.database())
        zetel = await stack.enter_async_context(zetel_over(stage, addresses))
        owner = await stack.enter_async_context(owner_of(addresses))
        newcomers = rounds * sum(most.values())
        community, residents = await gather(owner, zetel.ports, ballots + newcomers)
        await cast_many(owner, zetel.ports, community, residents[:ballots])
        await stage.settle(addresses)
        ours = Ours(zetel.ports, community)
        asked = _Asked(ours, residents[ballots:])
        asked.logs[ZETEL] = SAME, ours.ask
        threads = stack.enter_context(ThreadPoolExecutor(MANY))
        for kind in (SAME, BEST):
            for name, peer in await _peers(stack, stage):
                peer.fill(await ours.events(kind))
                asked.logs[f"{name}, {kind}"] = kind, partial(_in_a_thread, threads, peer)
        figures = []
        for callers in most:
            found = await asked.by(callers, most[callers], rounds)
            figures += _figures(found, callers, ballots)
        return figures


async def _peers(stack: AsyncExitStack, stage: Stage) -> list[tuple[str, Peer]]:
    """Empty ones, of those whose libraries are installed here."""
    peers: list[tuple[str, Peer]] = []
    if find_spec("psycopg") is not None:
        from bench.peers.library import library

        database = await stack.enter_async_context(stage.empty_database())
        peers.append((LIBRARY, stack.enter_context(library(stage, database, MANY))))
    if find_spec("umadb") is not None:
        from bench.peers.umadb import uma

        peers.append((UMADB, stack.enter_context(uma(stage))))
    return peers


async def _in_a_thread(threads: ThreadPoolExecutor, peer: Peer, asked: Question) -> None:
    await asyncio.get_running_loop().run_in_executor(threads, peer.ask, asked)


def _figures(found: dict[str, Rounds], callers: int, ballots: int) -> list[Figure]:
    who = "one caller" if callers == ONE else f"{callers} callers"
    what = f"read and conditional append, {ballots:,} ballots on the vote, {who}"
    absent = [peer for peer in (LIBRARY, UMADB) if f"{peer}, {SAME}" not in found]
    first = found.get(FIRST)
    ours = figure(
        f"{what}: {ZETEL}",
        found[ZETEL],
        "commands/s",
        reference=first,
        compared_with=FIRST if first else None,
        must="20 times",
        holds=lambda _, ratio: ratio >= 20,
        note=f"not installed here: {', '.join(absent)}" if absent else None,
    )
    others = [
        figure(
            f"{what}: {log}",
            rounds,
            "commands/s",
            reference=None if log == FIRST else first,
            compared_with=FIRST if first and log != FIRST else None,
        )
        for log, rounds in found.items()
        if log != ZETEL
    ]
    return [ours, *others]


class _Asked:
    """Every log is asked about the same residents, and about each of them once."""

    def __init__(self, ours: Ours, residents: Sequence[PersonId]) -> None:
        self.community, self.at = ours.community, ours.ports.clock()
        self.residents = iter(residents)
        self.logs: dict[str, tuple[str, Ask]] = {}

    async def by(self, callers: int, most: int, rounds: int) -> dict[str, Rounds]:
        each = [list(islice(self.residents, most)) for _ in range(rounds)]
        return await interleaved(
            rounds,
            {
                log: partial(self.round, callers, iter(each), kind, ask)
                for log, (kind, ask) in self.logs.items()
            },
        )

    async def round(
        self, callers: int, residents: Iterator[Sequence[PersonId]], kind: str, ask: Ask
    ) -> float:
        """Commands per second."""
        questions = [question(self.community, each, kind, self.at) for each in next(residents)]
        done = 0
        began = time.perf_counter()
        waiting = takewhile(lambda _: time.perf_counter() - began < SECONDS, questions)

        async def call() -> None:
            nonlocal done
            for asked in waiting:
                await ask(asked)
                done += 1

        async with asyncio.TaskGroup() as calls:
            for _ in range(callers):
                calls.create_task(call())
        return done / (time.perf_counter() - began)
