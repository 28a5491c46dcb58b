"""Group commit: whoever asks while a call is under way is answered by the next one, together.

There is no artificial delay: an organisation at rest is asked for at once, and the busier it
is the larger its groups become.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from domain.errors import DatabaseAway, TooBusy
from domain.ids import OrganisationId
from domain.ports import ReplyLost

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

LARGEST_GROUP = 64
"""So that of many callers some are answered and at work while the database works for others."""
LONGEST_QUEUE = 10_000
"""Past it an organisation's callers are refused instead of waiting for ever."""

CONNECTION_FAULTS = (DatabaseAway, ReplyLost)


class Groups(Generic[Asked, Answer]):
    """``answer_all`` gives an answer or an exception for each, in order, or None for one that
    has to wait for the others: it keeps its turn, at the front of the next group."""

    def __init__(
        self,
        answer_all: Callable[
            [OrganisationId, Sequence[Asked]], Awaitable[Sequence[Answer | Exception | None]]
        ],
    ) -> None:
        self._answer_all = answer_all
        self._queues: dict[OrganisationId, deque[tuple[Asked, asyncio.Future[Answer]]]] = {}
        self._working: set[asyncio.Task[None]] = set()

    async def ask(self, organisation: OrganisationId, asked: Asked) -> Answer:
        """Raise TooBusy. Whoever stops waiting takes nothing away from the others."""
        queue = self._queues.get(organisation)
        if queue is None:
            queue = self._queues[organisation] = deque()
            work = asyncio.create_task(self._work(organisation, queue))
            self._working.add(work)
            work.add_done_callback(self._working.discard)
        if len(queue) >= LONGEST_QUEUE:
            raise TooBusy
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        queue.append((asked, answer))
        return await answer

    async def _work(
        self,
        organisation: OrganisationId,
        queue: deque[tuple[Asked, asyncio.Future[Answer]]],
    ) -> None:
        """Until nobody waits: then the organisation has no task and takes no memory."""
        try:
            while queue:
                group = [queue.popleft() for _ in range(min(len(queue), LARGEST_GROUP))]
                answers = await self._answers(organisation, [asked for asked, _ in group])
                waiting = [
                    each
                    for each, answer in zip(group, answers, strict=True)
                    if not _give(each[1], answer)
                ]
                queue.extendleft(reversed(waiting))
        finally:
            del self._queues[organisation]
            for _, answer in queue:
                answer.cancel()

    async def _answers(
        self, organisation: OrganisationId, group: Sequence[Asked]
    ) -> Sequence[Answer | Exception | None]:
        """One that brings its group down does so alone: the others are asked for one by one."""
        try:
            return await self._answer_all(organisation, group)
        except CONNECTION_FAULTS as fault:
            return [fault] * len(group)
        except Exception as fault:
            if len(group) == 1:
                return [fault]
            return [(await self._answers(organisation, [one]))[0] for one in group]


def _give(answer: "asyncio.Future[Answer]", given: Answer | Exception | None) -> bool:
    """False if there is nothing to give yet."""
    if given is None:
        return False
    if not answer.done():
        if isinstance(given, Exception):
            answer.set_exception(given)
        else:
            answer.set_result(given)
    return True
