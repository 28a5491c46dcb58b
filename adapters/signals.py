"""Who waits for an organisation's next event within this process is woken when it is heard of.

A signal is a hint: whoever was woken looks at the log. What this process appends is heard of
at once, what others append from ``adapters.postgres.hints``.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from domain.ids import OrganisationId


class Moved:
    """What moved since it was last taken: organisation -> last position, however often."""

    def __init__(self, already: Mapping[OrganisationId, int]) -> None:
        self._positions = dict(already)
        self._woken = asyncio.Event()
        if already:
            self.wake()

    def add(self, organisation: OrganisationId, position: int) -> None:
        self._positions[organisation] = position
        self.wake()

    def wake(self) -> None:
        """Whoever waits, even if nothing moved."""
        self._woken.set()

    async def take(self, timeout: float | None = None) -> dict[OrganisationId, int]:
        """Once there is anything; nothing after ``timeout`` seconds or when woken."""
        try:
            async with asyncio.timeout(timeout):
                await self._woken.wait()
        except TimeoutError:
            return {}
        self._woken.clear()
        positions, self._positions = self._positions, {}
        return positions


class Signals:
    def __init__(self) -> None:
        self._last: dict[OrganisationId, int] = {}
        self._waiting: dict[OrganisationId, set[asyncio.Future[bool]]] = {}
        self._all: list[Moved] = []
        self._ours: list[Moved] = []

    def last(self, organisation: OrganisationId) -> int:
        """The highest position heard of, 0 if none."""
        return self._last.get(organisation, 0)

    def notify(self, organisation: OrganisationId, position: int) -> None:
        """This process appended."""
        for moved in self._ours:
            moved.add(organisation, position)
        self.hear(organisation, position)

    def hear(self, organisation: OrganisationId, position: int) -> None:
        """Somebody appended."""
        if position > self.last(organisation):
            self._last[organisation] = position
            for moved in self._all:
                moved.add(organisation, position)
            for waiter in self._waiting.pop(organisation, ()):
                _tell(waiter, True)

    async def wait(self, organisation: OrganisationId, after: int, timeout: float) -> bool:
        """True once a position past ``after`` was heard of, False after ``timeout`` seconds."""
        now = asyncio.get_running_loop().time
        deadline = now() + timeout
        while self.last(organisation) <= after:
            if not await self._moves(organisation, deadline - now()):
                return False
        return True

    @contextmanager
    def moved(self) -> Iterator[Moved]:
        """Everything that was ever heard of, then what moves."""
        with _among(self._all, Moved(self._last)) as moved:
            yield moved

    @contextmanager
    def moved_by_us(self) -> Iterator[Moved]:
        """What this process appends from now on."""
        with _among(self._ours, Moved({})) as moved:
            yield moved

    async def _moves(self, organisation: OrganisationId, timeout: float) -> bool:
        loop = asyncio.get_running_loop()
        waiting = self._waiting.setdefault(organisation, set())
        woken: asyncio.Future[bool] = loop.create_future()
        waiting.add(woken)
        # A thousand wait for the same event: this is a third of what a timeout context costs.
        alarm = loop.call_later(timeout, _tell, woken, False)
        try:
            return await woken
        finally:
            alarm.cancel()
            waiting.discard(woken)
            if not waiting and self._waiting.get(organisation) is waiting:
                del self._waiting[organisation]


def _tell(waiter: "asyncio.Future[bool]", moved: bool) -> None:
    if not waiter.done():
        waiter.set_result(moved)


@contextmanager
def _among(all_of_them: list[Moved], one: Moved) -> Iterator[Moved]:
    all_of_them.append(one)
    try:
        yield one
    finally:
        all_of_them.remove(one)
