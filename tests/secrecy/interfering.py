"""A log during whose appends something happens: others get in between, or the power fails."""

from collections.abc import Awaitable, Callable
from typing import Any

from adapters.memory.log import MemoryLog
from domain.ids import OrganisationId
from domain.kernel import Event
from domain.ports import Append, Carried


class Killed(BaseException):
    """What no handler catches."""


class InterferingLog(MemoryLog):
    def __init__(self) -> None:
        super().__init__()
        self.between: dict[str, Callable[[], Awaitable[object]]] = {}
        """By the type of an event: what happens between the look and the append, once."""
        self.killed_before: type[Event] | None = None
        self.killed_after: type[Event] | None = None
        self.attempts: list[str] = []
        """The first type of every append that was tried."""

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        types = {record.type for record in append.records}
        self.attempts.append(append.records[0].type)
        for name in sorted(types & set(self.between)):
            await self.between.pop(name)()
        self._die_of(types, "killed_before")
        carried = await super().append(organisation, append)
        self._die_of(types, "killed_after")
        return carried

    def _die_of(self, types: set[str], when: str) -> None:
        kind: Any = getattr(self, when)
        if kind is not None and kind.NAME in types:
            setattr(self, when, None)
            raise Killed

    def left_in(self, organisation: OrganisationId, box: str) -> set[bytes]:
        """The commitments whose values still lie in a ballot box."""
        return set(self._of(organisation).values.get(box, {}))

    def has_key(self, organisation: OrganisationId, box: str) -> bool:
        return self._of(organisation).keys.get(box) is not None
