"""Who waits for an organisation's next event within this process is woken by its append.

A signal is a hint: whoever waits looks at the log, and looks now and then without one.
"""

import asyncio
from collections import defaultdict

from domain.ids import OrganisationId


class Signals:
    def __init__(self) -> None:
        self._last: dict[OrganisationId, int] = {}
        self._waiting: defaultdict[OrganisationId, set[asyncio.Future[None]]] = defaultdict(set)
        self._any: set[asyncio.Future[None]] = set()

    def last(self, organisation: OrganisationId) -> int:
        """The highest position heard of, 0 if none."""
        return self._last.get(organisation, 0)

    def notify(self, organisation: OrganisationId, position: int) -> None:
        if position > self.last(organisation):
            self._last[organisation] = position
            for waiter in (*self._waiting.pop(organisation, ()), *self._any):
                if not waiter.done():
                    waiter.set_result(None)
            self._any.clear()

    async def wait(self, organisation: OrganisationId, after: int, timeout: float) -> bool:
        """True once a position past ``after`` was heard of, False after ``timeout`` seconds."""
        if self.last(organisation) > after:
            return True
        await self._sleep(self._waiting[organisation], timeout)
        return self.last(organisation) > after

    async def wait_for_any(self, timeout: float) -> None:
        """Return when any organisation's position moves, or after ``timeout`` seconds."""
        await self._sleep(self._any, timeout)

    async def _sleep(self, waiting: set[asyncio.Future[None]], timeout: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        waiting.add(woken)
        try:
            await asyncio.wait_for(woken, timeout)
        except TimeoutError:
            pass
        finally:
            waiting.discard(woken)
