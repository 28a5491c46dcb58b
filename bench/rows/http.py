"""Ballots over HTTP: every one its own resident's, under its own token, durable."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec

from adapters.new_id import new_id
from api.main import Zetel
from bench.community import Community, approvals
from bench.figures import Figure, Rounds, figure, interleaved
from bench.filling.residents import gather
from bench.load.generator import CONNECTIONS, Load, generator, send
from bench.load.requests import post, write
from bench.server import WITH_TOKEN, WITHOUT_TOKEN
from bench.serving import Server, server
from bench.stage import Stage, owner_of, zetel_over
from domain.events.ballots import BallotCast
from domain.ids import PersonId

SPARE = 1.5
"""How many more requests are prepared than the fastest round so far would have needed."""
AT_FIRST = {"ballots": 2_000.0, WITH_TOKEN: 3_000.0, WITHOUT_TOKEN: 10_000.0}
"""A second, as long as there was no round."""


async def measure(stage: Stage) -> list[Figure]:
    async with (
        stage.database() as addresses,
        zetel_over(stage, addresses) as zetel,
        owner_of(addresses) as owner,
    ):
        residents = stage.size(30_000, 1_500)
        community, voters = await gather(owner, zetel.ports, residents)
        await stage.settle(addresses)
        async with server(stage, addresses) as serving:
            load = _Load(stage, zetel, community, serving, iter(voters))
            if not stage.quick:
                await load.warm_up()
            found = await interleaved(stage.size(3, 1), load.kinds())
            await load.check()
            return _figures(found, serving.memory)


def _figures(found: dict[str, Rounds], memory: float) -> list[Figure]:
    return [
        figure(
            "ballots over HTTP, 64 connections",
            found["ballots"],
            "ballots/s",
            reference=found[WITH_TOKEN],
            compared_with="an authenticated POST of the same body that does nothing",
            must="0.50 of the ceiling (aim: 0.65)",
            holds=lambda _, ratio: ratio >= 0.5,
            note=f"requests were sent by {generator()}",
        ),
        figure("the ceiling: an authenticated POST that does nothing", found[WITH_TOKEN], "POST/s"),
        figure(
            "the same POST without a token",
            found[WITHOUT_TOKEN],
            "POST/s",
            reference=found[WITH_TOKEN],
            compared_with="the ceiling",
        ),
        figure(
            "resident memory of the server after these rounds",
            Rounds((memory,)),
            "MB",
            must="under 250 MB",
            holds=lambda megabytes, _: megabytes < 250,
        ),
    ]


class _Load:
    """Sends rounds of requests, no token and no resident ever twice."""

    def __init__(
        self,
        stage: Stage,
        zetel: Zetel,
        community: Community,
        serving: Server,
        voters: Iterator[PersonId],
    ) -> None:
        self.stage, self.zetel, self.community, self.serving = stage, zetel, community, serving
        self.voters = voters
        self.file = Path(stage.folder) / "requests"
        self.seconds = stage.size(3.0, 0.2)
        self.rates = dict(AT_FIRST)
        self.unsent: dict[str, list[bytes]] = {kind: [] for kind in self.rates}
        self.recorded = self.rounds = 0

    def kinds(self) -> dict[str, Callable[[], Awaitable[float]]]:
        return {kind: partial(self.round, kind) for kind in self.rates}

    async def warm_up(self) -> None:
        """So that connections and plans are there, and the number of requests is known."""
        for kind in self.rates:
            await self.round(kind, seconds=1)

    async def round(self, kind: str, seconds: float | None = None) -> float:
        seconds = seconds or self.seconds
        wanted = int(self.rates[kind] * seconds * SPARE) + 4 * CONNECTIONS
        requests = self.unsent[kind]
        requests += islice(self.prepared(kind), max(0, wanted - len(requests)))
        write(self.file, requests)
        load = await send(self.serving.port, self.file, seconds)
        # The first was never sent, and as many as there are connections had no answer yet.
        del requests[: load.answered + CONNECTIONS + 1]
        self.rates[kind] = max(self.rates[kind], load.per_second)
        if kind == "ballots":
            self.keep(load)
        return load.per_second

    def keep(self, load: Load) -> None:
        self.recorded += load.answered
        self.rounds += 1

    def prepared(self, kind: str) -> Iterator[bytes]:
        """Each with its own token; only ballots need somebody who may vote."""
        path = f"/organisations/{self.community.organisation}/votes/{self.community.vote}/ballots"
        ballots = kind == "ballots"
        people = self.voters if ballots else iter(lambda: PersonId(new_id("person")), None)
        now, lifetime = self.zetel.ports.clock(), timedelta(hours=1)
        for place, person in enumerate(people):
            body = msgspec.json.encode({"projects": approvals(self.community, place)})
            token = self.zetel.tokens.mint(person, now, lifetime)
            yield post(
                path if ballots else kind + path, body, None if kind == WITHOUT_TOKEN else token
            )

    async def check(self) -> None:
        """Every ballot that was acknowledged is in the log, and no more than were sent."""
        await asyncio.sleep(0.2)
        log, found, after = self.zetel.ports.log, 0, 0
        while True:
            page, _ = await log.read_page(
                self.community.organisation, after=after, limit=5_000, types=[BallotCast.NAME]
            )
            found += len(page)
            if len(page) < 5_000:
                break
            after = page[-1].position
        if not self.recorded <= found <= self.recorded + self.rounds * CONNECTIONS:
            raise AssertionError(f"{self.recorded} ballots were acknowledged, {found} recorded")
