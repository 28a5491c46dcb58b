"""People who want the same things at the same time, in several processes that share a clock.

What they are about moves on several times a second, so that everybody meets at a few plans,
and what has to be read of one plan does not grow with the run.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random
from uuid import UUID

from adapters.clock import utc_now
from adapters.new_id import new_id
from bench.history.recorder import now
from domain import record
from domain.errors import CannotAnswerNow
from domain.events.plans import PlanAdopted, PlanProposed
from domain.ids import DecisionId, OrganisationId, PlanId
from domain.kernel import Event, Selector
from domain.ports import Append, CommandKey, ConcurrentChange, Log, NewRecord, ReplyLost

PLANS, DECISIONS = 4, 3
MOVES_ON = 250_000_000
"""Nanoseconds."""
LONGEST_THOUGHT = 0.004
"""Seconds between reading and appending: others get in between."""
AT_THE_SAME_TIME = 4

REFUSED = (ConcurrentChange, ReplyLost, CannotAnswerNow)

ADOPTED, PROPOSED = PlanAdopted.NAME, PlanProposed.NAME


class Somebody:
    """``log`` is the one that is recorded; everything random comes from ``random``."""

    def __init__(self, log: Log, organisation: OrganisationId, random: Random) -> None:
        self._log, self._organisation, self._random = log, organisation, random
        self._does: list[Callable[[], Awaitable[object]]] = [
            self.thinks_before_appending,
            self.thinks_before_appending,
            self.thinks_between_two_readings,
            self.is_one_of_many,
            self.guards_a_first_time,
            self.asks_nothing,
            self.sends_it_again,
            self.reads,
            self.turns_a_page,
            self.goes_away,
        ]

    async def lives(self, until: int) -> None:
        while now() < until:
            with suppress(*REFUSED):
                await self._random.choice(self._does)()

    async def thinks_before_appending(self) -> None:
        boundary = self.boundary()
        seen = await self._log.read(self._organisation, boundary, None)
        await self.thinks()
        await self.appends(unless=boundary, after=seen.head)

    async def thinks_between_two_readings(self) -> None:
        """The first head counts: what came between two readings is a conflict."""
        first, second = self.boundary(), self.boundary()
        seen = await self._log.read(self._organisation, first, None)
        await self.thinks()
        await self._log.read(self._organisation, second, None)
        await self.thinks()
        await self.appends(unless=[*first, *second], after=seen.head)

    async def is_one_of_many(self) -> None:
        """All have read the same, and all append at once."""
        boundary = self.boundary()
        seen = await self._log.read(self._organisation, boundary, None)
        await asyncio.gather(
            *(self.appends(unless=boundary, after=seen.head) for _ in range(AT_THE_SAME_TIME)),
            return_exceptions=True,
        )

    async def guards_a_first_time(self) -> None:
        """Nothing was read: there must never have been one."""
        plan, decision = self.plan(), self.decision()
        boundary = [Selector((ADOPTED,), (plan, decision))]
        await self.appends(PlanAdopted(plan=plan, decision=decision), unless=boundary)

    async def asks_nothing(self) -> None:
        await self.appends(*(self.event() for _ in range(self._random.randint(1, 3))))

    async def sends_it_again(self) -> None:
        """A command of which nobody knows who else is sending it, here or in another process."""
        key = CommandKey("person:everybody", f"command-{now() // MOVES_ON}")
        await asyncio.gather(*(self.appends(key=key) for _ in range(2)), return_exceptions=True)
        await self._log.read(self._organisation, self.boundary(), key)

    async def reads(self) -> None:
        selectors = [*self.boundary(), Selector((ADOPTED, PROPOSED), latest=True)]
        await self._log.read(self._organisation, selectors, None)

    async def turns_a_page(self) -> None:
        head = (await self._log.read(self._organisation, [], None)).head
        after = self._random.randint(max(0, head - 50), head)
        types = self._random.choice([(), (ADOPTED,), (ADOPTED, PROPOSED)])
        until = self._random.choice([None, head, head + 10])
        limit = self._random.randint(1, 20)
        await self._log.read_page(
            self._organisation, after=after, limit=limit, types=types, until=until
        )

    async def goes_away(self) -> None:
        """In the middle of an append: it may have happened or not, and is nobody else's loss."""
        append = asyncio.ensure_future(self.appends(self.event(), self.event()))
        await asyncio.wait([append], timeout=self._random.uniform(0, LONGEST_THOUGHT))
        append.cancel()
        await asyncio.wait([append])

    async def appends(
        self,
        *events: Event,
        unless: list[Selector] | None = None,
        after: int = 0,
        key: CommandKey | None = None,
    ) -> None:
        records = [self.record(event) for event in events or (self.event(),)]
        append = Append(records=records, unless=unless or (), after=after, key=key)
        await self._log.append(self._organisation, append)

    async def thinks(self) -> None:
        await asyncio.sleep(self._random.uniform(0, LONGEST_THOUGHT))

    def boundary(self) -> list[Selector]:
        """Differently described, and overlapping: by tag, by type, by both."""
        plan, decision = self.plan(), self.decision()
        ways = [
            Selector((ADOPTED,), (plan,)),
            Selector((ADOPTED, PROPOSED), (plan,)),
            Selector((ADOPTED,), (plan, decision)),
            Selector((PROPOSED, ADOPTED), (plan,), latest=True),
            Selector((ADOPTED,), (decision,), latest=True),
            Selector((PROPOSED,), latest=True),
        ]
        return self._random.sample(ways, self._random.randint(1, 2))

    def event(self) -> Event:
        if self._random.random() < 0.3:
            return PlanProposed(plan=self.plan(), title="A bench", text="To sit on.", theme="rest")
        return PlanAdopted(plan=self.plan(), decision=self.decision())

    def record(self, event: Event) -> NewRecord:
        """No two are the same, so that each is found again."""
        written = record.encode(
            event,
            organisation=self._organisation,
            event_id=new_id("event"),
            at=utc_now(),
            actor=None,
        )
        return NewRecord(event.NAME, record.tags(event, None), written)

    def plan(self) -> PlanId:
        number = now() // MOVES_ON * PLANS + self._random.randrange(PLANS)
        return PlanId(f"plan:{UUID(int=number)}")

    def decision(self) -> DecisionId:
        return DecisionId(f"decision:{UUID(int=self._random.randrange(DECISIONS))}")
