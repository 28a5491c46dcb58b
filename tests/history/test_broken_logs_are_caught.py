"""A checker that cannot fail shows nothing: every broken log must be caught, by the right rule."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import asyncpg
import pytest

from adapters.postgres.log import PostgresLog
from adapters.signals import Signals
from bench.history.check import Report, check
from bench.history.entries import Rest, read_files
from bench.history.onlookers import Deaf, Subscriber
from bench.history.recorder import History, RecordedLog, kept, now
from domain.kernel import Selector
from domain.ports import Append, CommandKey, ConcurrentChange, Log, NewRecord
from tests.architecture.source import PACKAGES, files
from tests.conftest import Database
from tests.history.broken_logs import (
    Announces,
    Between,
    ChecksWithoutALock,
    LocksInRepeatableRead,
    LocksOnlyWithACondition,
    LooksForTheCommandOutsideTheTransaction,
    OneAtATime,
    ReadsTheHeadAfterTheEvents,
    ReadsTheLastPositionBeforeTheLock,
    RefusesWhateverCame,
    TakesPositionsByTheBlock,
    WaitsForNotificationsOnly,
)
from tests.residents import ADA, DE_PIJP, EAST, NORTH, WEST

WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database
 WHERE locktype = 'advisory' AND NOT granted AND d.datname = current_database()
"""
IN_THE_EAST = [Selector(("cast",), (EAST,))]
NOBODYS = [Selector(("cast",), (NORTH,))]
MOMENT = 0.3
"""Longer than anything takes that is under way."""

Scenario = Callable[[Log], Awaitable[object]]


def wish(name: str, *tags: str, **more: Any) -> Append:
    return Append(records=[NewRecord("cast", tags or (EAST,), name.encode())], **more)


def both_at_once() -> Between:
    return asyncio.Barrier(2).wait


def the_first_gives_way(until: Between) -> Between:
    """Whoever comes first waits; everybody else passes."""
    came = []

    async def between() -> None:
        came.append(1)
        if len(came) == 1:
            await until()

    return between


# What people do. Every one of these leaves a good history in a log that is right.


async def two_append_on_one_condition(log: Log) -> None:
    await asyncio.gather(
        *(log.append(DE_PIJP, wish(name, unless=IN_THE_EAST)) for name in ("one", "other")),
        return_exceptions=True,
    )


async def two_append_without_condition(log: Log) -> None:
    await asyncio.gather(*(log.append(DE_PIJP, wish(name)) for name in ("this", "that")))


async def two_send_one_command(log: Log) -> None:
    key = CommandKey(ADA, "command-1")
    await asyncio.gather(*(log.append(DE_PIJP, wish(name, key=key)) for name in ("it", "it again")))


async def one_appends_where_nobody_else_does(log: Log) -> None:
    await log.append(DE_PIJP, wish("in the west", WEST))
    with suppress(ConcurrentChange):
        await log.append(DE_PIJP, wish("in the east", WEST, unless=NOBODYS))


async def one_reads(log: Log) -> None:
    await log.append(DE_PIJP, wish("before"))
    await log.read(DE_PIJP, IN_THE_EAST, None)


async def judged(log: Log, history: History, path: Path) -> Report:
    async for event in kept(log, DE_PIJP):
        history.write(event)
    return check(read_files(path / "history.jsonl"))


@pytest.fixture
def told(history: History, tmp_path: Path):
    """The report of what happens when people do this with that log."""

    async def told(log: Log, *scenarios: Scenario) -> Report:
        recorded = RecordedLog(log, history)
        for scenario in scenarios:
            await scenario(recorded)
        return await judged(log, history, tmp_path)

    return told


async def test_a_check_without_a_lock_is_caught(ruins: asyncpg.Pool, told):
    report = await told(ChecksWithoutALock(ruins, both_at_once()), two_append_on_one_condition)
    assert report.broken == {2}


async def test_an_advisory_lock_in_repeatable_read_is_caught(ruins: asyncpg.Pool, told):
    async def somebody_waits() -> None:
        while not await ruins.fetchval(WAITING):
            await asyncio.sleep(0.01)

    log = LocksInRepeatableRead(ruins, the_first_gives_way(somebody_waits))
    report = await told(log, two_append_on_one_condition)
    assert report.broken == {2}


async def test_a_last_position_that_is_read_before_the_lock_is_caught(ruins: asyncpg.Pool, told):
    log = ReadsTheLastPositionBeforeTheLock(ruins, both_at_once())
    report = await told(log, two_append_without_condition)
    assert report.broken == {1}


async def test_a_command_that_is_looked_for_outside_the_transaction_is_caught(
    ruins: asyncpg.Pool, told
):
    log = LooksForTheCommandOutsideTheTransaction(ruins, both_at_once())
    report = await told(log, two_send_one_command)
    assert report.broken == {8}


async def test_an_unconditional_append_that_appears_late_is_caught(ruins: asyncpg.Pool, told):
    second_is_there = asyncio.Event()
    log = LocksOnlyWithACondition(ruins, the_first_gives_way(second_is_there.wait))

    async def one_reads_while_the_first_is_late(log: Log) -> None:
        late = asyncio.create_task(log.append(DE_PIJP, wish("late")))
        while not await ruins.fetchval("SELECT is_called FROM positions"):
            await asyncio.sleep(0.01)
        await log.append(DE_PIJP, wish("second"))
        await log.read_page(DE_PIJP, after=0, limit=10)
        second_is_there.set()
        await late

    report = await told(log, one_reads_while_the_first_is_late)
    assert report.broken == {5}


async def test_a_head_that_is_read_after_the_events_is_caught(
    ruins: asyncpg.Pool, history: History, told
):
    async def somebody_appends() -> None:
        await RecordedLog(OneAtATime(ruins), history).append(DE_PIJP, wish("unseen"))

    report = await told(ReadsTheHeadAfterTheEvents(ruins, somebody_appends), one_reads)
    assert report.broken == {5}


async def test_a_refusal_without_cause_is_caught(ruins: asyncpg.Pool, told):
    report = await told(RefusesWhateverCame(ruins), one_appends_where_nobody_else_does)
    assert report.broken == {3}


async def test_an_order_that_is_not_the_order_of_time_is_caught(
    ruins: asyncpg.Pool, history: History, told
):
    here, elsewhere = (RecordedLog(TakesPositionsByTheBlock(ruins), history) for _ in range(2))
    for log, name in ((here, "1"), (elsewhere, "4"), (here, "2"), (here, "3")):
        await log.append(DE_PIJP, wish(name))
    assert (await told(OneAtATime(ruins))).broken == {4}


@asynccontextmanager
async def listening(
    log: Log, db: asyncpg.Connection, between: Between
) -> AsyncIterator[WaitsForNotificationsOnly]:
    subscriber = WaitsForNotificationsOnly(log, db, between)
    following = asyncio.create_task(subscriber.follows(DE_PIJP))
    await subscriber.listens.wait()
    yield subscriber
    following.cancel()
    await asyncio.wait([following])


async def test_a_subscriber_that_waits_for_notifications_only_is_caught(
    ruins: asyncpg.Pool, database: Database, history: History, told
):
    log = RecordedLog(Announces(ruins), history)

    async def somebody_appends() -> None:
        await log.append(DE_PIJP, wish("unheard"))

    async with listening(log, database.owner, somebody_appends) as subscriber:
        rested = now()
        await asyncio.sleep(MOMENT)
        came_to = subscriber.given[-1].position if subscriber.given else 0
        rest = Rest(organisation=DE_PIJP, start=rested, end=now(), subscriber="a", after=came_to)
    history.write(rest)
    assert (await told(Announces(ruins))).broken == {6}


async def test_a_subscriber_that_looks_for_itself_needs_no_notification(
    ruins: asyncpg.Pool, history: History, told
):
    log = RecordedLog(Announces(ruins), history)
    subscriber = Subscriber("a", log, DE_PIJP, (), Deaf(), history, Random(1))
    following = asyncio.create_task(subscriber.follows())
    for name in ("one", "two", "three"):
        await log.append(DE_PIJP, wish(name))
        await asyncio.sleep(0)
    await subscriber.rests()
    await following
    report = await told(Announces(ruins))
    assert report.broken == set()
    assert report.judged[6] > 1


async def is_founded(log: Log) -> None:
    await log.append(DE_PIJP, wish("founded", founds=True))


@pytest.mark.parametrize("which", ["the plainest one", "ours"])
async def test_the_same_scenarios_break_no_rule_in_a_log_that_is_right(
    ruins: asyncpg.Pool, database: Database, signals: Signals, told, which: str
):
    report = await told(
        PostgresLog(database.pool, signals) if which == "ours" else OneAtATime(ruins),
        is_founded,
        two_append_on_one_condition,
        two_append_without_condition,
        two_send_one_command,
        one_appends_where_nobody_else_does,
        one_reads,
    )
    assert report.broken == set()


def test_nothing_of_the_product_can_reach_a_broken_log():
    imported = re.compile(r"^\s*(from|import) (bench|tests)\b", re.MULTILINE)
    assert [path for path in files(*PACKAGES) if imported.search(path.read_text())] == []
