"""Appends while another session holds a snapshot, as a dump or a long report does.

Every update leaves a version behind that cannot be removed as long as anybody may still see
it. So the effect grows: the rate is taken at the end of a minute, and again after the release.
The background work of a server goes on meanwhile, in the same process.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle

from adapters.postgres.database import Addresses
from api.main import Zetel
from bench.callers import Voter, Voters, all_cast
from bench.figures import Figure, Rounds, figure
from bench.filling.residents import gather
from bench.stage import Stage, owner_of, zetel_over

CALLERS = 32
RESIDENTS = 4_000
"""Who vote again and again, so that no minute of ballots needs as many people."""
HELD, ROUND, ROUNDS = 60, 2.0, 3
"""Seconds; and rounds before, at the end, and after."""


async def measure(stage: Stage) -> list[Figure]:
    held, length = stage.size((HELD, ROUND), (0.2, 0.05))
    async with (
        stage.database() as addresses,
        zetel_over(stage, addresses) as zetel,
        owner_of(addresses) as owner,
    ):
        residents = stage.size(RESIDENTS, 100)
        voters = Voters(*await gather(owner, zetel.ports, residents)).next(residents)
        await stage.settle(addresses)
        appends = _Appends(zetel, voters)
        async with zetel.at_work():
            await appends.rounds(length, 1)
            before = await appends.rounds(length, ROUNDS)
            async with _snapshot(stage, addresses):
                await appends.rounds(held - ROUNDS * length, 1)
                during = await appends.rounds(length, ROUNDS)
            after = await appends.rounds(length, ROUNDS)
    return [
        figure(
            f"appends while a snapshot has been held for {held:.0f} s, {CALLERS} callers",
            Rounds(tuple(during)),
            "ballots/s",
            reference=Rounds((*before, *after)),
            compared_with="before it was taken and after it was released",
            must="0.7 of it",
            holds=lambda _, ratio: ratio >= 0.7,
        )
    ]


class _Appends:
    def __init__(self, zetel: Zetel, voters: Sequence[Voter]) -> None:
        self.zetel = zetel
        self.voters = cycle(voters)

    async def rounds(self, seconds: float, rounds: int) -> list[float]:
        callers = [self.zetel.ports] * CALLERS
        return [(await all_cast(callers, self.voters, seconds)).per_second for _ in range(rounds)]


@asynccontextmanager
async def _snapshot(stage: Stage, addresses: Addresses) -> AsyncIterator[None]:
    reader = await stage.connect(addresses.owner["database"])
    try:
        async with reader.transaction(isolation="repeatable_read", readonly=True):
            await reader.fetch("SELECT count(*) FROM log")
            yield
    finally:
        await reader.close()
