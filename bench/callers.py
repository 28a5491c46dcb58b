"""Many callers at once, each with one ballot under way."""

import asyncio
import time
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile
from math import inf
from typing import NamedTuple

from bench.community import Community, cast
from domain.ids import PersonId
from domain.ports import Ports


class Voter(NamedTuple):
    community: Community
    resident: PersonId
    place: int


class Turn(NamedTuple):
    """``each`` are the seconds of every ballot, ``seconds`` those of all together."""

    seconds: float
    each: list[float]

    @property
    def per_second(self) -> float:
        return len(self.each) / self.seconds


async def all_cast(callers: Sequence[Ports], voters: Iterable[Voter], seconds: float = inf) -> Turn:
    """Every caller takes the next voter as soon as its last ballot was recorded.

    It ends when all have voted; or, after so many seconds, with the ballots under way.
    """
    each: list[float] = []
    began = time.perf_counter()
    waiting = takewhile(lambda _: time.perf_counter() - began < seconds, voters)

    async def call(ports: Ports) -> None:
        for voter in waiting:
            asked = time.perf_counter()
            await cast(ports, voter.community, voter.resident, voter.place)
            each.append(time.perf_counter() - asked)

    async with asyncio.TaskGroup() as calls:
        for ports in callers:
            calls.create_task(call(ports))
    return Turn(time.perf_counter() - began, each)


class Voters:
    """Residents of whom nobody is asked twice."""

    def __init__(self, community: Community, residents: Sequence[PersonId]) -> None:
        self._community = community
        self._left = enumerate(residents)

    def next(self, count: int) -> list[Voter]:
        """Raise RuntimeError if fewer are left."""
        taken = [
            Voter(self._community, resident, place) for place, resident in islice(self._left, count)
        ]
        if len(taken) < count:
            raise RuntimeError("more ballots were asked for than there are residents")
        return taken
