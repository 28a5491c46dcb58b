"""How servers hear of each other's appends, whatever becomes of the connection between them.

Where looks are rare, what is heard in time was heard by a hint.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import pytest

from adapters.postgres import hints as hinting
from adapters.postgres.hints import CHANNEL, GATHERING, hints, interval, read_hint
from adapters.postgres.launcher import SUPERUSER
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import make_pool
from adapters.signals import Signals
from api.stream import Feed, Live, Pace
from bench.history.footprints import FOOTPRINTS
from domain.ids import OrganisationId
from domain.ports import Append
from tests.adapters.event_log_contract import FOUNDED, wish
from tests.adapters.following import Following, following
from tests.adapters.test_faults import END_ALL
from tests.conftest import Database
from tests.residents import DE_BAARSJES, DE_PIJP, GARDEN, numbered
from tests.story import Story, told

NEVER = 3_600
"""Seconds between two looks: the first one is made at the start."""
OFTEN = 0.02
PATIENCE = 5
ORGANISATIONS = [OrganisationId(numbered("organisation", n)) for n in range(1_000)]

LISTENING = """
SELECT pid FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()
   AND (query LIKE '%FROM log l%' OR query LIKE '%pg_notify%')
"""
END = "SELECT pg_terminate_backend($1)"


def server(database: Database, *, look_every: float) -> Following:
    return following(database, [FOOTPRINTS], patience=PATIENCE, look_every=look_every)


@asynccontextmanager
async def two_servers(
    database: Database, *, look_every: float = NEVER
) -> AsyncIterator[tuple[Following, Following]]:
    """Each has made its first look, and listens."""
    one, other = (server(database, look_every=look_every) for _ in range(2))
    await one.log.append(DE_PIJP, Append(records=[FOUNDED], founds=True))
    async with AsyncExitStack() as stack:
        for each in (one, other):
            await stack.enter_async_context(each.running())
            assert await each.appended.wait(DE_PIJP, 0, PATIENCE)
        yield one, other


async def heard(by: Following, position: int) -> bool:
    return await by.appended.wait(DE_PIJP, position - 1, PATIENCE)


async def end_listening(superuser: asyncpg.Connection) -> None:
    """Of both servers, as soon as they do."""
    while len(listening := await superuser.fetch(LISTENING)) < 2:
        await asyncio.sleep(OFTEN)
    for each in listening:
        await superuser.execute(END, each["pid"])


async def streamed(by: Following, after: int, until: int) -> list[int]:
    """What a subscriber of this server is given, without ever looking for itself."""
    feed = Feed(
        organisation=DE_PIJP,
        epoch=await by.log.epoch(DE_PIJP),
        after=after,
        types=(),
        log=by.log,
        live=Live(signals=by.appended, stopping=asyncio.Event(), pace=Pace(heartbeat=NEVER)),
        still_entitled=_entitled,
    )
    given: list[int] = []
    async with asyncio.timeout(PATIENCE):
        async for frame in feed.frames():
            lines = [line for line in frame.splitlines() if line.startswith(b"id: ")]
            given += [int(line.rpartition(b":")[2]) for line in lines]
            if given and given[-1] >= until:
                break
    return given


async def _entitled() -> None:
    return


@asynccontextmanager
async def overheard(database: Database) -> AsyncIterator[list[str]]:
    """Every hint that is sent."""
    payloads: list[str] = []
    await database.owner.add_listener(CHANNEL, lambda *told: payloads.append(told[-1]))
    try:
        yield payloads
        # Whatever was sent before a question comes before its answer.
        await database.owner.fetchval("SELECT 1")
    finally:
        await database.owner.reset()


async def test_an_append_wakes_the_streams_and_views_of_other_servers(database: Database):
    async with two_servers(database) as (one, other):
        following = asyncio.create_task(streamed(other, 1, 4))
        for _ in range(3):
            await one.log.append(DE_PIJP, wish())
        assert await following == [2, 3, 4]
        story = Story().founded().proposed()
        await told(one.log, story.history, DE_BAARSJES)
        view = await other.views.get(DE_BAARSJES, FOOTPRINTS, GARDEN, at_least=story.position)
    assert view is not None


async def test_who_sends_a_hint_does_not_listen_to_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    listened: list[str] = []
    monkeypatch.setattr(hinting, "read_hint", lambda payload: listened.append(payload) or {})
    async with two_servers(database) as (one, _), overheard(database) as sent:
        await one.log.append(DE_PIJP, wish())
        while not sent or len(listened) < len(sent):
            await asyncio.sleep(OFTEN)
    assert listened == sent


async def test_many_appends_make_few_hints(database: Database):
    async with two_servers(database) as (one, other), overheard(database) as sent:
        began = asyncio.get_running_loop().time()
        for _ in range(10):
            await asyncio.gather(*(one.log.append(DE_PIJP, wish()) for _ in range(30)))
        assert await heard(other, 301)
        took = asyncio.get_running_loop().time() - began
    assert 1 <= len(sent) <= 2 + took / GATHERING


async def test_a_thousand_organisations_that_move_at_once_are_all_heard_of(database: Database):
    async with two_servers(database) as (one, other), overheard(database) as sent:
        for organisation in ORGANISATIONS:
            one.appended.notify(organisation, 2**53 - 1)
        for organisation in ORGANISATIONS:
            assert await other.appended.wait(organisation, 2**53 - 2, PATIENCE)
    assert len(sent) == 8
    assert max(len(payload.encode()) for payload in sent) < 8_000


def messages(caplog: pytest.LogCaptureFixture) -> list[str]:
    """How they begin."""
    return [record.getMessage()[:12] for record in caplog.records]


async def test_a_connection_that_is_ended_is_made_again_and_nothing_is_missed(
    database: Database, superuser: asyncpg.Connection, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.WARNING)
    async with two_servers(database) as (one, other):
        for position in range(2, 5):
            await end_listening(superuser)
            # Nobody listens now: the look that comes after connecting finds it.
            await one.log.append(DE_PIJP, wish())
            assert await heard(other, position)
            # Both, before they are cut off again: who is still connecting would not notice.
            async with asyncio.timeout(PATIENCE):
                while messages(caplog).count("in touch wit") < 2 * (position - 1):
                    await asyncio.sleep(0.01)
        for position in range(5, 8):
            await one.log.append(DE_PIJP, wish())
            assert await heard(other, position)
    said = messages(caplog)
    assert said.count("out of touch") == said.count("in touch wit") == 6


async def test_a_database_that_is_away_for_long_is_said_to_be_away_once(
    database: Database, superuser: asyncpg.Connection, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.WARNING)
    name = database.addresses.application["database"]
    async with two_servers(database) as (one, other):
        # A superuser is let in all the same.
        await superuser.execute(f"ALTER DATABASE {name} CONNECTION LIMIT 0")
        await superuser.fetch(END_ALL, name)
        async with make_pool(**{**database.addresses.application, "user": SUPERUSER}) as pool:
            await PostgresLog(pool, Signals()).append(DE_PIJP, wish())
        await asyncio.sleep(0.8)
        assert other.appended.last(DE_PIJP) == 1
        await superuser.execute(f"ALTER DATABASE {name} CONNECTION LIMIT -1")
        assert await heard(one, 2)
        assert await heard(other, 2)
    said = [record.getMessage()[:12] for record in caplog.records]
    assert sorted(said) == ["in touch wit"] * 2 + ["out of touch"] * 2


async def test_what_no_hint_tells_is_found_by_the_next_look(database: Database):
    """As if every hint were lost, or a pooler in between could keep no listening session."""
    silent = PostgresLog(database.pool, Signals())
    async with two_servers(database, look_every=OFTEN) as (one, other), overheard(database) as sent:
        following = asyncio.create_task(streamed(other, 1, 4))
        for _ in range(3):
            await silent.append(DE_PIJP, wish())
        assert await following == [2, 3, 4]
        story = Story().founded().proposed()
        await told(silent, story.history, DE_BAARSJES)
        view = await one.views.get(DE_BAARSJES, FOOTPRINTS, GARDEN, at_least=story.position)
    assert view is not None
    assert sent == []


async def test_a_database_that_takes_no_hints_is_looked_at(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(hinting, "CHANNEL", "longer than a name can be" * 9)
    async with two_servers(database, look_every=OFTEN) as (one, other):
        for position in range(2, 5):
            await one.log.append(DE_PIJP, wish())
            assert await heard(other, position)
            await asyncio.sleep(2 * GATHERING)
    (said,) = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert said.startswith("servers hear of each other only now and then")


async def test_a_connection_that_has_died_silently_is_noticed_by_the_next_look(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(hinting, "LOOKING", 0.1)
    silent = PostgresLog(database.pool, Signals())
    async with two_servers(database, look_every=OFTEN) as (one, _):
        async with database.owner.transaction(), asyncio.timeout(PATIENCE):
            await database.owner.execute("LOCK TABLE log IN ACCESS EXCLUSIVE MODE")
            while "out of touch" not in caplog.text:
                await asyncio.sleep(OFTEN)
        await silent.append(DE_PIJP, wish())
        assert await heard(one, 2)


def test_a_hint_that_is_not_ours_says_nothing():
    for payload in ("", "x", "[]", '{"organisation:1": 3}', f'{{"{ORGANISATIONS[1]}": "3"}}'):
        assert read_hint(payload) == {}


def test_a_hint_is_read_as_it_was_written():
    moved = {organisation: n + 1 for n, organisation in enumerate(ORGANISATIONS)}
    read: dict[OrganisationId, int] = {}
    for payload in hints(moved):
        read |= read_hint(payload)
    assert read == moved


@pytest.mark.parametrize(
    ("organisations", "look_every", "seconds"),
    [(0, 1, 1), (2_000, 1, 1), (10_000, 1, 5), (10**6, 1, 30), (10**6, 60, 60)],
)
def test_the_more_organisations_the_rarer_a_look(
    organisations: int, look_every: float, seconds: float
):
    assert interval(organisations, look_every) == seconds
