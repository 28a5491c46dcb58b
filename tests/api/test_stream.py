"""The stream, over a real connection: catching up, following, going on, and saying goodbye."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from adapters.memory.log import MemoryLog
from adapters.postgres.database import Addresses
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import make_pool
from adapters.signals import Signals
from api.server import listen, serving
from api.stream import EventStream, Feed, Live, Pace
from domain.errors import DatabaseAway
from domain.ids import OrganisationId
from domain.ports import Append, NewRecord, StoredRecord
from tests.api.conftest import QUICK, Installation
from tests.api.wijkraad import STRANGER, Wijkraad, refused

PATIENCE = 20
STREET = OrganisationId("organisation:1")
PROPOSED = NewRecord("plan.proposed", (), b"{}")


class Message:
    """One block of a stream: its fields, and its comments under an empty name."""

    def __init__(self, block: str) -> None:
        self.fields: dict[str, str] = {}
        for line in block.splitlines():
            name, _, value = line.partition(":")
            self.fields[name] = value.removeprefix(" ")

    def __getattr__(self, name: str) -> str | None:
        return self.fields.get(name)

    @property
    def position(self) -> int:
        return int(self.fields["id"].rpartition(":")[2])


async def messages(answer: httpx2.Response) -> AsyncIterator[Message]:
    block = ""
    async for text in answer.aiter_text():
        *whole, block = (block + text).split("\n\n")
        for each in whole:
            yield Message(each)


async def take(stream: AsyncIterator[Message], count: int) -> list[Message]:
    """The next events, whatever stands between them."""
    taken: list[Message] = []
    async with asyncio.timeout(PATIENCE):
        async for message in stream:
            if message.id is not None:
                taken.append(message)
            if len(taken) == count:
                return taken
    raise AssertionError(f"the stream ended after {len(taken)} events")


async def rest(stream: AsyncIterator[Message]) -> list[Message]:
    async with asyncio.timeout(PATIENCE):
        return [message async for message in stream]


class Line:
    """A server on a socket of its own, and an organisation that talks to it."""

    def __init__(self, wijkraad: Wijkraad, address: str, stopping: asyncio.Event) -> None:
        self.wijkraad, self.address, self.stopping = wijkraad, address, stopping

    @asynccontextmanager
    async def open(
        self, who: str | None = None, query: str = "", **headers: str
    ) -> AsyncIterator[tuple[httpx2.Response, AsyncIterator[Message]]]:
        token = self.wijkraad.tokens.mint(
            who or self.wijkraad.clerk, self.wijkraad.clock(), timedelta(hours=1)
        )
        sent = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream", **headers}
        async with (
            httpx2.AsyncClient(base_url=self.address, timeout=PATIENCE) as http,
            http.stream("GET", f"{self.wijkraad.here}/events{query}", headers=sent) as answer,
        ):
            yield answer, messages(answer)


@asynccontextmanager
async def served(
    installation: Installation, wijkraad: Wijkraad, pace: Pace = QUICK
) -> AsyncIterator[Line]:
    stopping = asyncio.Event()
    listening = listen(0)
    async with serving(installation.app(stopping, pace), listening, stopping) as address:
        yield Line(wijkraad, address, stopping)


@pytest.fixture
async def line(installation: Installation, wijkraad: Wijkraad) -> AsyncIterator[Line]:
    async with served(installation, wijkraad) as line:
        yield line


async def test_a_reader_catches_up_with_the_stored_bytes(line: Line):
    records = (await line.wijkraad.get(line.wijkraad.clerk, "/events")).text
    async with line.open() as (answer, stream):
        assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Accel-Buffering"] == "no"
        seen = await take(stream, 3)
    assert "[" + ",".join(str(message.data) for message in seen) + "]" == records
    assert [message.event for message in seen] == [
        "organisation.founded",
        "person.registered",
        "role.granted",
    ]


async def test_a_reader_follows_what_happens(line: Line):
    async with line.open() as (_, stream):
        await take(stream, 3)
        plan = await line.wijkraad.proposes(line.wijkraad.clerk)
        (message,) = await take(stream, 1)
    assert (message.event, message.position) == ("plan.proposed", 4)
    assert plan in str(message.data)


async def test_a_reader_goes_on_where_it_was(line: Line):
    async with line.open() as (_, stream):
        (first,) = await take(stream, 1)
    async with line.open(**{"Last-Event-ID": first.fields["id"]}) as (_, stream):
        assert [message.position for message in await take(stream, 2)] == [2, 3]


async def test_where_it_was_wins_over_where_it_first_began(line: Line):
    async with line.open() as (_, stream):
        first, second, _ = await take(stream, 3)
    begun, was = f"?after={first.fields['id']}", second.fields["id"]
    async with line.open(query=begun) as (_, stream):
        assert (await take(stream, 1))[0].position == 2
    async with line.open(query=begun, **{"Last-Event-ID": was}) as (_, stream):
        assert (await take(stream, 1))[0].position == 3


async def test_a_reader_of_some_types_sees_no_others(line: Line):
    async with line.open(query="?types=plan.proposed") as (_, stream):
        await line.wijkraad.registers("Ada")
        await line.wijkraad.proposes(line.wijkraad.clerk)
        (message,) = await take(stream, 1)
    assert (message.event, message.position) == ("plan.proposed", 5)


async def test_nothing_is_lost_or_doubled_where_catching_up_turns_into_following(line: Line):
    async def propose() -> None:
        for _ in range(40):
            await line.wijkraad.proposes(line.wijkraad.clerk)

    proposing = asyncio.create_task(propose())
    seen: list[int] = []
    came_from: dict[str, str] = {}
    while len(seen) < 43:
        async with line.open(**came_from) as (_, stream):
            for message in await take(stream, min(5, 43 - len(seen))):
                seen.append(message.position)
                came_from = {"Last-Event-ID": message.fields["id"]}
    await proposing
    assert seen == list(range(1, 44))


async def test_an_event_that_another_server_recorded_without_a_hint_is_noticed_all_the_same(
    installation: Installation, addresses: Addresses, wijkraad: Wijkraad
):
    async with (
        make_pool(**addresses.application) as pool,
        served(installation, wijkraad, Pace(heartbeat=600)) as line,
        line.open() as (_, stream),
    ):
        await take(stream, 3)
        organisation = OrganisationId(wijkraad.organisation)
        await PostgresLog(pool, Signals()).append(organisation, Append(records=[PROPOSED]))
        assert (await take(stream, 1))[0].position == 4


async def test_a_quiet_stream_has_a_heartbeat(line: Line):
    async with line.open() as (_, stream), asyncio.timeout(PATIENCE):
        beats = 0
        async for message in stream:
            beats += message.fields.get("") == "heartbeat"
            if beats == 2:
                break


async def test_a_stream_says_goodbye_when_the_server_stops(line: Line):
    async with line.open() as (_, stream):
        await take(stream, 3)
        line.stopping.set()
        *_, bye = await rest(stream)
    assert bye.event == "bye"
    assert int(bye.retry or 0) >= 1000
    assert bye.data


async def test_a_stream_says_goodbye_at_the_end_of_its_life(
    installation: Installation, wijkraad: Wijkraad
):
    async with (
        served(installation, wijkraad, Pace(lifetime=0.3)) as line,
        line.open() as (_, stream),
    ):
        *_, bye = await rest(stream)
    assert bye.event == "bye"


async def test_a_stream_ends_with_the_token(line: Line):
    async with line.open() as (_, stream):
        await take(stream, 3)
        line.wijkraad.clock.pass_by(hours=2)
        *_, bye = await rest(stream)
    assert bye.event == "bye"


async def test_what_is_wrong_with_a_stream_is_said_before_it_starts(line: Line):
    other = "00000000-0000-4000-8000-000000000000:1"
    for asked, status, code in (
        ({"Last-Event-ID": other}, 410, "cursor.other_epoch"),
        ({"Last-Event-ID": "1"}, 400, "cursor.malformed"),
        ({"who": STRANGER}, 404, "organisation.not_found"),
        ({"query": "?types=x"}, 400, "event_type.unknown"),
        ({"Authorization": "Bearer x"}, 401, "token.invalid"),
    ):
        async with line.open(**asked) as (answer, _):
            await answer.aread()
            refused(answer, status, code)


class Endless:
    """A log that has always more to read, until it can be read no more."""

    def __init__(self, pages: int) -> None:
        self.pages, self.read = pages, 0

    async def read_page(
        self, organisation: OrganisationId, *, after: int, limit: int, types: Any
    ) -> tuple[Sequence[StoredRecord], int]:
        self.read += 1
        if self.read > self.pages:
            raise DatabaseAway
        positions = range(after + 1, after + limit + 1)
        return [StoredRecord(n, "plan.proposed", b"{}") for n in positions], 10**6


def feed(log: Any, live: Live | None = None, after: int = 0) -> Feed:
    async def still_entitled() -> None: ...

    return Feed(
        organisation=STREET,
        epoch="e",
        after=after,
        types=(),
        log=log,
        live=live or following(Signals()),
        still_entitled=still_entitled,
    )


def following(signals: Signals) -> Live:
    return Live(signals=signals, stopping=asyncio.Event(), pace=Pace(heartbeat=600))


class Counting(MemoryLog):
    """Counts how often a page is read of it, and can be slow."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = 0
        self.slow = 0.0

    async def read_page(self, *asked: Any, **how: Any) -> Any:
        self.pages += 1
        page = await super().read_page(*asked, **how)
        await asyncio.sleep(self.slow)
        return page


async def given(feed: Feed, until: int) -> list[int]:
    """Positions, up to ``until``."""
    positions: list[int] = []
    async for frame in feed.frames():
        found = [Message(block) for block in frame.decode().split("\n\n")]
        positions += [message.position for message in found if message.id is not None]
        if positions and positions[-1] >= until:
            break
    return positions


async def a_street(log: MemoryLog, signals: Signals) -> None:
    await log.append(STREET, Append(records=[PROPOSED], founds=True))
    signals.notify(STREET, 1)


async def test_who_waits_for_the_same_event_shares_the_reading_of_it():
    log, signals = Counting(), Signals()
    await a_street(log, signals)
    live = following(signals)
    readers = [asyncio.create_task(given(feed(log, live, after=1), 4)) for _ in range(50)]
    for position in (2, 3, 4):
        await asyncio.sleep(0.02)
        await log.append(STREET, Append(records=[PROPOSED]))
        signals.notify(STREET, position)
    assert await asyncio.gather(*readers) == [[2, 3, 4]] * 50
    assert log.pages == 4


async def test_a_reading_that_began_before_the_event_is_not_waited_for():
    log, signals = Counting(), Signals()
    await a_street(log, signals)
    live, log.slow = following(signals), 0.2
    first = asyncio.create_task(given(feed(log, live, after=1), 2))
    await asyncio.sleep(0.02)
    log.slow = 0.0
    await log.append(STREET, Append(records=[PROPOSED]))
    signals.notify(STREET, 2)
    async with asyncio.timeout(0.1):
        assert await given(feed(log, live, after=1), 2) == [2]
    assert not first.done()
    assert await first == [2]


async def test_who_leaves_takes_nothing_away_from_others_that_read_the_same():
    log, signals = Counting(), Signals()
    await a_street(log, signals)
    live, log.slow = following(signals), 0.05
    leaves, stays = (asyncio.create_task(given(feed(log, live), 1)) for _ in range(2))
    await asyncio.sleep(0.02)
    leaves.cancel()
    assert await stays == [1]
    assert log.pages == 1


async def test_more_that_was_heard_of_than_there_is_makes_nobody_look_again_and_again():
    log, signals = Counting(), Signals()
    await a_street(log, signals)
    signals.hear(STREET, 100)
    reader = asyncio.create_task(given(feed(log, following(signals)), 2))
    await asyncio.sleep(0.05)
    assert log.pages == 1
    await log.append(STREET, Append(records=[PROPOSED]))
    signals.hear(STREET, 101)
    assert await reader == [1, 2]


async def test_a_stream_ends_politely_when_the_database_goes_away():
    *_, bye = [frame async for frame in feed(Endless(pages=2)).frames()]
    assert bye.startswith(b"event: bye\nretry: ")


async def test_a_reader_who_is_far_behind_misses_no_page():
    frames = b"".join([frame async for frame in feed(Endless(pages=3)).frames()]).decode()
    found = [Message(block) for block in frames.split("\n\n")]
    positions = [message.position for message in found if message.id is not None]
    assert positions == list(range(1, 301))


async def test_nothing_is_read_for_a_reader_who_does_not_take_it():
    log = Endless(pages=1_000)
    taken = asyncio.Semaphore(3)

    async def send(message: Any) -> None:
        await taken.acquire()

    async def receive() -> Any:
        await asyncio.Event().wait()

    answering = asyncio.create_task(EventStream(feed(log)).answer({}, receive, send))  # type: ignore[typeddict-item]
    for _ in range(50):
        await asyncio.sleep(0)
    assert log.read == 2
    answering.cancel()
    with suppress(asyncio.CancelledError):
        await answering
