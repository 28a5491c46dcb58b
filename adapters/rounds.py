"""Background work that goes round: it looks at what is due, and does it, for as long as it runs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import ClassVar

from domain.errors import CannotAnswerNow
from domain.ids import OrganisationId
from domain.ports import Ports

Due = Callable[[datetime], Awaitable[Sequence[tuple[OrganisationId, str]]]]
"""What is due in which organisation, at this moment."""

INTERVAL = 1.0
"""Seconds between two looks at what is due."""


class Rounds:
    log: ClassVar[logging.Logger]
    FAULT: ClassVar[str]
    """The sentence for whoever runs this, with a place for what cannot be done."""

    def __init__(self, ports: Ports, due: Due) -> None:
        self._ports, self._due = ports, due
        self._given_up: set[str] = set()

    async def do(self, ports: Ports, organisation: OrganisationId, subject: str) -> None:
        """What is due; again and again, until it is no longer due."""
        raise NotImplementedError

    async def run(self) -> None:
        while True:
            await self.once()
            await asyncio.sleep(INTERVAL)

    async def once(self) -> None:
        try:
            due = await self._due(self._ports.clock())
        except CannotAnswerNow:
            return
        for organisation, subject in due:
            if subject not in self._given_up:
                await self._try(organisation, subject)

    async def _try(self, organisation: OrganisationId, subject: str) -> None:
        """A fault with one thing is told once, and holds up no other."""
        try:
            await self.do(self._ports, organisation, subject)
        except CannotAnswerNow:
            return
        except Exception:
            self.log.exception(self.FAULT, subject)
            self._given_up.add(subject)
