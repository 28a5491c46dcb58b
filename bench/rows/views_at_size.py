"""How long each view takes to answer over HTTP, in an organisation that has done a lot.

One reader, one request after the other. Whatever can be read of an organisation is measured,
so that a new view is too.
"""

import asyncio
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from statistics import median
from typing import Any, Final, NamedTuple

import msgspec

from api.app import IN_AN_ORGANISATION
from api.main import Zetel
from bench.figures import Figure, Rounds, figure
from bench.filling.neighbourhood import Neighbourhood, Size, fill_neighbourhood
from bench.load.client import Getter
from bench.load.requests import get
from bench.serving import server
from bench.stage import Stage, zetel_over

FULL, TINY = Size(plans=1_000, residents=20_000, events=200_000), Size(12, 60, 2_000)
ROUNDS, EACH = 3, 15
MOST: Final = 20
"""ms."""
PATIENCE: Final = 240
"""Seconds for the server to build all views."""

NO_VIEWS: Final = frozenset(
    (
        "drawVote",
        "explainDecision",
        "explainVote",
        "readDefaultBylaws",
        "readEvents",
        "replayDecision",
        "replayVote",
    )
)
"""These fold a history anew, or send the record itself, or a file."""
NOTHING_HERE: Final = frozenset(
    (
        "listActions",
        "listAgenda",
        "listBallotsInVote",
        "listBylaws",
        "listClaims",
        "listLinesOfDecision",
        "listLinesOfVote",
        "listMeetings",
        "listMembers",
        "listMinorityStatements",
        "listNotices",
        "listPaperBallots",
        "listProxies",
        "listRollCallAnswers",
        "readAttendance",
        "readBylaws",
        "readBylawsInForce",
        "readCalendar",
        "readDeliberation",
        "readMeeting",
        "readMinutes",
        "readProxy",
        "readRecusals",
        "readReview",
        "readVotingPower",
    )
)
"""Of meetings, members and bylaws, of votes that still run, and of what is unusual."""
IN_OTHER_WAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "listPlans": ("?theme=energy", "?state=adopted", "?bearer={bearer}"),
    "listLessons": ("?words=garden", "?words=samen%20tafel"),
    "readNotices": ("?all=true",),
    "readTimeline": ("?about={plan}",),
}
"""Narrowed, beside the whole list."""
ONLY_IN_OTHER_WAYS: Final = {
    "listAnswers": ("?revision=1",),
    "listPeopleOfSkill": ("?skill=pruning%20roses&side=offer",),
}
OWN: Final = ("/notices", "/me")
"""What everybody reads of themselves: as somebody who carries plans does."""
OF_ALL: Final = ("/shared-plans", "/shared-plans?words=roofs")
"""What is read of all organisations at once."""


class Asked(NamedTuple):
    name: str
    path: str


async def measure(stage: Stage) -> list[Figure]:
    size, (rounds, each) = stage.size(FULL, TINY), stage.size((ROUNDS, EACH), (1, 1))
    async with stage.database() as addresses, zetel_over(stage, addresses) as zetel:
        here = await fill_neighbourhood(zetel.ports, addresses, size)
        async with server(stage, addresses) as serving:
            reader = _Reader(zetel, here, await Getter.connect(serving.port))
            await reader.waits_until_views_are_built()
            await stage.settle(addresses)
            return [
                await reader.measures(asked, size, rounds, each) for asked in what_is_asked(here)
            ]


def what_is_asked(here: Neighbourhood) -> Iterator[Asked]:
    names = {**here.named, "bearer": here.bearer}
    for handler in IN_AN_ORGANISATION:
        name = str(handler.operation_id)
        if "GET" not in handler.http_methods or name in NO_VIEWS | NOTHING_HERE:
            continue
        (path,) = handler.paths
        address = path.replace(":str}", "}").rstrip("/")
        for way in ONLY_IN_OTHER_WAYS.get(name, ("", *IN_OTHER_WAYS.get(name, ()))):
            asked = f"{address}{way}"
            yield Asked(asked, f"/organisations/{here.organisation}{asked.format_map(names)}")
    yield from (Asked(f"{address} of all organisations", address) for address in OF_ALL)


class _Reader:
    """The clerk, who reads everything; and a resident who carries many plans."""

    def __init__(self, zetel: Zetel, here: Neighbourhood, getter: Getter) -> None:
        self.zetel, self.here, self.getter = zetel, here, getter
        now, lifetime = zetel.ports.clock(), timedelta(hours=1)
        self.clerk = zetel.tokens.mint(here.clerk, now, lifetime)
        self.bearer = zetel.tokens.mint(here.bearer, now, lifetime)

    async def waits_until_views_are_built(self) -> None:
        organisation = self.here.organisation
        head = (await self.zetel.ports.log.read(organisation, [], None)).head
        deadline = time.monotonic() + PATIENCE
        plans = get(f"/organisations/{organisation}/plans?at_least={head}", self.clerk)
        while time.monotonic() < deadline:
            status, _ = await self.getter.get(plans)
            if status == 200:
                return
            await asyncio.sleep(0.5)
        raise TimeoutError("the views were not built in time")

    async def measures(self, asked: Asked, size: Size, rounds: int, each: int) -> Figure:
        found = tuple([await self.round(asked, each) for _ in range(rounds)])
        return figure(
            f"GET {asked.name or '/'}, {size.plans:,} plans and {size.events:,} events",
            Rounds(found),
            "ms",
            must=f"under {MOST} ms",
            holds=lambda value, _: value < MOST,
        )

    async def round(self, asked: Asked, each: int) -> float:
        """Median in ms."""
        token = self.bearer if asked.name.partition("?")[0] in OWN else self.clerk
        times, request = [], get(asked.path, token)
        for _ in range(each):
            began = time.perf_counter()
            status, answer = await self.getter.get(request)
            times.append(time.perf_counter() - began)
            assert status == 200, f"{asked.path}: {answer.decode()}"
            assert _says_something(msgspec.json.decode(answer)), f"{asked.path} found nothing"
        return median(times) * 1_000


def _says_something(answer: Any) -> bool:
    """A page that is empty would be fast for the wrong reason."""
    return "next" not in answer or any(isinstance(each, list) and each for each in answer.values())
