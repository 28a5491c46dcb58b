"""Group commit: whoever asks while a call is under way is answered by the next one, together.

There is no artificial delay: what comes to rest is asked for at once, and the busier it is the
larger the groups become. Organisations that are each hardly busy share a call, and take turns.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from enum import Enum, auto
from typing import Generic, NamedTuple, TypeVar

from domain.errors import DatabaseAway, TooBusy
from domain.ids import OrganisationId
from domain.ports import ReplyLost

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

LARGEST_GROUP, SMALL_GROUP = 64, 16
"""So that of many callers some are answered and at work while the database works for others."""
FEW_WAIT = 48
"""Up to here an organisation's groups are small: two of them work in turn."""
LARGEST_CALL = 128
"""Of several organisations, as each of them costs a call something of its own."""
LONGEST_QUEUE = 10_000
"""Past it an organisation's callers are refused instead of waiting for ever."""
CALLS = 2
"""Under way at once; more of them are smaller, so that each command costs more."""
PATIENCE_SECONDS = 0.05
"""A call that takes longer waits for somebody's lock, and keeps its place from nobody."""

CONNECTION_FAULTS = (DatabaseAway, ReplyLost)


class Later(Enum):
    """What is given instead of an answer to one that is asked for again.

    NEXT: it keeps its turn, at the front of its organisation's next group.
    ALONE: it does so too, and that group is its organisation's alone.
    """

    NEXT = auto()
    ALONE = auto()


Given = Sequence[Answer | Exception | Later]


class _Waiting(NamedTuple, Generic[Asked, Answer]):
    organisation: OrganisationId
    asked: Asked
    answer: "asyncio.Future[Answer]"


class Groups(Generic[Asked, Answer]):
    """``answer_all`` gives an answer, an exception or ``Later`` for each, in order.

    An organisation is in at most one call at a time. What it asks stands together, in order.
    """

    def __init__(
        self,
        answer_all: Callable[
            [Sequence[tuple[OrganisationId, Asked]]],
            Awaitable[Sequence[Answer | Exception | Later]],
        ],
    ) -> None:
        self._answer_all = answer_all
        self._queues: dict[OrganisationId, deque[_Waiting[Asked, Answer]]] = {}
        """Of every organisation that waits or is in a call."""
        self._turns: deque[OrganisationId] = deque()
        """Those that wait, who waits longest first."""
        self._alone: set[OrganisationId] = set()
        self._working: set[asyncio.Task[None]] = set()
        self._quick: set[asyncio.Task[None]] = set()
        """Those of them that count."""
        self._beginning = False

    async def ask(self, organisation: OrganisationId, asked: Asked) -> Answer:
        """Raise TooBusy. Whoever stops waiting takes nothing away from the others."""
        queue = self._queues.get(organisation)
        if queue is None:
            queue = self._queues[organisation] = deque()
            self._turns.append(organisation)
            self._begin()
        if len(queue) >= LONGEST_QUEUE:
            raise TooBusy
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        queue.append(_Waiting(organisation, asked, answer))
        return await answer

    def _begin(self) -> None:
        """It takes its group a moment later, so that whoever asks at this moment is in it."""
        if self._turns and not self._beginning and len(self._quick) < CALLS:
            self._beginning = True
            work = asyncio.create_task(self._work())
            self._working.add(work)
            self._quick.add(work)
            work.add_done_callback(self._working.discard)

    async def _work(self) -> None:
        """Call after call until nobody waits: then there is no task, and nothing is kept."""
        me = asyncio.current_task()
        assert me is not None
        self._beginning = False
        group: list[_Waiting[Asked, Answer]] = []
        try:
            while (me in self._quick or len(self._quick) < CALLS) and (group := self._take()):
                self._quick.add(me)
                self._begin()
                late = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._is_late, me)
                try:
                    answers = await self._answers([(w.organisation, w.asked) for w in group])
                finally:
                    late.cancel()
                self._give(group, answers)
        except BaseException:
            self._give_up(group)
            raise
        finally:
            self._quick.discard(me)

    def _is_late(self, work: "asyncio.Task[None]") -> None:
        self._quick.discard(work)
        self._begin()

    def _take(self) -> list[_Waiting[Asked, Answer]]:
        """The organisations that have waited longest, each with as much as there is room for."""
        group: list[_Waiting[Asked, Answer]] = []
        while self._turns and len(group) < LARGEST_CALL:
            alone = self._turns[0] in self._alone
            if alone and group:
                break
            queue = self._queues[self._turns.popleft()]
            largest = LARGEST_GROUP if len(queue) > FEW_WAIT else SMALL_GROUP
            room = min(largest, LARGEST_CALL - len(group))
            group += [queue.popleft() for _ in range(min(len(queue), room))]
            if alone:
                self._alone.discard(group[0].organisation)
                break
        return group

    async def _answers(self, group: Sequence[tuple[OrganisationId, Asked]]) -> Given[Answer]:
        """One that brings its group down does so alone: the others are asked for one by one."""
        try:
            return await self._answer_all(group)
        except CONNECTION_FAULTS as fault:
            return [fault] * len(group)
        except Exception as fault:
            if len(group) == 1:
                return [fault]
            return [(await self._answers([one]))[0] for one in group]

    def _give(self, group: Sequence[_Waiting[Asked, Answer]], given: Given[Answer]) -> None:
        """Who is not answered yet goes back to the front; who has more waits for a turn."""
        for waiting, answer in zip(reversed(group), reversed(given), strict=True):
            if answer is Later.ALONE:
                self._alone.add(waiting.organisation)
            if isinstance(answer, Later):
                self._queues[waiting.organisation].appendleft(waiting)
            elif not waiting.answer.done():
                _settle(waiting.answer, answer)
        for organisation in dict.fromkeys(waiting.organisation for waiting in group):
            if self._queues[organisation]:
                self._turns.append(organisation)
            else:
                del self._queues[organisation]

    def _give_up(self, group: Sequence[_Waiting[Asked, Answer]]) -> None:
        """The loop is ending."""
        for waiting in (*group, *(each for queue in self._queues.values() for each in queue)):
            waiting.answer.cancel()
        self._queues.clear()
        self._turns.clear()
        self._alone.clear()


def _settle(answer: "asyncio.Future[Answer]", given: Answer | Exception) -> None:
    if isinstance(given, Exception):
        answer.set_exception(given)
    else:
        answer.set_result(given)
