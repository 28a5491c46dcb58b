"""From a ballot to every reader of an open event stream, over HTTP.

The time begins when the ballot is sent, so that casting it is part of the time. Readers and
voters are in one process, the server in another.
"""

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

import msgspec

from api.main import Zetel
from bench.community import Community, approvals
from bench.figures import Figure, Rounds, figure, percentile
from bench.files import allow_many
from bench.filling.residents import gather
from bench.load.client import Poster, Subscriber, subscribe
from bench.load.requests import follow, post
from bench.pace import at_pace
from bench.serving import Server, server
from bench.stage import Stage, owner_of, zetel_over
from domain.ids import PersonId


class Crowd(NamedTuple):
    subscribers: int
    each_second: int
    """Ballots."""
    limit: int
    """ms that p99 must stay under."""


CROWDS = (Crowd(1, 20, 100), Crowd(100, 20, 250), Crowd(1_000, 5, 1_000))
ROUNDS, SECONDS = 2, 4
POSTERS, OPENED_AT_ONCE = 8, 32
PATIENCE = 60


async def measure(stage: Stage) -> list[Figure]:
    allow_many()
    crowds = stage.size(CROWDS, (Crowd(1, 20, 100), Crowd(5, 20, 250)))
    rounds, seconds = stage.size((ROUNDS, SECONDS), (1, 0.3))
    async with (
        stage.database() as addresses,
        zetel_over(stage, addresses) as zetel,
        owner_of(addresses) as owner,
    ):
        community, residents = await gather(owner, zetel.ports, stage.size(2_000, 200))
        await stage.settle(addresses)
        found: dict[Crowd, list[float]] = {crowd: [] for crowd in crowds}
        async with server(stage, addresses) as serving:
            streams = _Streams(zetel, community, residents, serving)
            streams.rest = stage.size(0.5, 0.05)
            await streams.round(crowds[0], seconds)
            before = serving.memory
            for _ in range(rounds):
                for crowd in crowds:
                    found[crowd].append(await streams.round(crowd, seconds))
        most = streams.most - before
        return [
            *(_delivery(crowd, Rounds(tuple(found[crowd]))) for crowd in crowds),
            _memory(crowds[-1], Rounds((most * 1_000 / crowds[-1].subscribers,))),
        ]


def _delivery(crowd: Crowd, delays: Rounds) -> Figure:
    return figure(
        f"p99 from append to delivery on an open event stream, {_who(crowd)}",
        delays,
        "ms",
        must=f"under {crowd.limit} ms",
        holds=lambda value, _: value < crowd.limit,
        note=f"{crowd.each_second} ballots a second",
    )


def _memory(crowd: Crowd, kilobytes: Rounds) -> Figure:
    row = f"memory of the server per subscriber, {_who(crowd)}"
    return figure(row, kilobytes, "kB", note="the most that was seen while all were reading")


def _who(crowd: Crowd) -> str:
    return f"{crowd.subscribers:,} subscriber{'s' * (crowd.subscribers > 1)}"


class _Streams:
    def __init__(
        self, zetel: Zetel, community: Community, residents: list[PersonId], serving: Server
    ) -> None:
        self.zetel, self.community, self.serving = zetel, community, serving
        self.residents = residents
        self.voters = iter(residents)
        self.at = f"/organisations/{community.organisation}"
        self.rest = 0.0
        """Seconds that a server gets to notice who left."""
        self.most = 0.0
        """MB: the most memory that the server had while everybody read."""

    async def round(self, crowd: Crowd, seconds: float) -> float:
        """p99 in ms."""
        arrived: list[tuple[int, float]] = []
        subscribers = await self.open(crowd.subscribers, arrived)
        sent = await self.cast(crowd, seconds)
        await _all(arrived, len(sent) * crowd.subscribers)
        self.most = max(self.most, self.serving.memory)
        for subscriber in subscribers:
            subscriber.transport.close()
        await asyncio.sleep(self.rest)
        delays = [when - sent[position] for position, when in arrived if position in sent]
        assert len(delays) == len(sent) * crowd.subscribers, "an event was missed or doubled"
        return percentile(delays, 99) * 1_000

    async def open(self, count: int, arrived: list[tuple[int, float]]) -> list[Subscriber]:
        """Each reader has its own token and begins where the log ends."""
        log, organisation = self.zetel.ports.log, self.community.organisation
        head = (await log.read(organisation, [], None)).head
        path = f"{self.at}/events?after={await log.epoch(organisation)}:{head}"
        room = asyncio.Semaphore(OPENED_AT_ONCE)

        async def one(reader: PersonId) -> Subscriber:
            async with room:
                request = follow(path, self.token(reader))
                return await subscribe(self.serving.port, request, arrived)

        return list(await asyncio.gather(*(one(r) for r in self.residents[:count])))

    async def cast(self, crowd: Crowd, seconds: float) -> dict[int, float]:
        """Position -> when its ballot was sent."""
        sent: dict[int, float] = {}
        posters: asyncio.Queue[Poster] = asyncio.Queue()
        for _ in range(POSTERS):
            posters.put_nowait(await Poster.connect(self.serving.port))

        async def one(request: bytes) -> None:
            poster = await posters.get()
            began = time.perf_counter()
            answer = await poster.post(request)
            sent[answer["position"]] = began
            posters.put_nowait(poster)

        ballots = list(islice(self.ballots(), max(3, int(crowd.each_second * seconds))))
        await at_pace(crowd.each_second, ballots, one)
        while not posters.empty():
            posters.get_nowait().writer.close()
        return sent

    def ballots(self) -> Iterator[bytes]:
        for place, voter in enumerate(self.voters):
            body = msgspec.json.encode({"projects": approvals(self.community, place)})
            path = f"{self.at}/votes/{self.community.vote}/ballots"
            yield post(path, body, self.token(voter))

    def token(self, person: PersonId) -> str:
        return self.zetel.tokens.mint(person, self.zetel.ports.clock(), timedelta(hours=1))


async def _all(arrived: list[tuple[int, float]], expected: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(arrived) < expected and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
