"""Wraps any log: whatever it is asked and answers is written down."""

import time
from collections.abc import AsyncIterator, Collection, Sequence
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from bench.history import entries
from bench.history.entries import Entry, Kept, Line, mark, together
from domain.ids import OrganisationId
from domain.kernel import Selector
from domain.ports import (
    Append,
    Carried,
    CommandKey,
    ConcurrentChange,
    Log,
    ReplyLost,
    Seen,
    StoredRecord,
)

AT_ONCE = 1_000

now = time.monotonic_ns


class History:
    """A file that a kill cuts short by at most its last line."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self._file = path.open("ab", buffering=0)
        self._calls = count()

    def write(self, entry: Entry) -> None:
        self._file.write(msgspec.json.encode(entry) + b"\n")

    def new_call(self) -> str:
        return f"{self.name}-{next(self._calls)}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None
    ) -> None:
        self._file.close()


class RecordedLog:
    """Keeps the port ``Log`` as ``log`` does. What has no answer but a fault is no reading."""

    def __init__(self, log: Log, history: History) -> None:
        self._log, self._history = log, history

    async def read(
        self, organisation: OrganisationId, boundary: Sequence[Selector], key: CommandKey | None
    ) -> Seen:
        start = now()
        seen = await self._log.read(organisation, boundary, key)
        self._history.write(
            entries.Read(
                organisation=organisation,
                start=start,
                end=now(),
                boundary=tuple(boundary),
                key=key,
                **_found(seen.records),
                head=seen.head,
                carried=None if seen.carried is None else (seen.carried.first, seen.carried.last),
            )
        )
        return seen

    async def read_page(
        self,
        organisation: OrganisationId,
        *,
        after: int,
        limit: int,
        types: Collection[str] = (),
        tags: Collection[str] = (),
        until: int | None = None,
    ) -> tuple[Sequence[StoredRecord], int]:
        assert not tags, "no history has one"
        asked: dict[str, Any] = {"after": after, "limit": limit, "types": types, "until": until}
        start = now()
        page, head = await self._log.read_page(organisation, **asked)
        self._history.write(
            entries.Page(
                organisation=organisation,
                start=start,
                end=now(),
                **{**asked, "types": tuple(types)},
                **_found(page),
                head=head,
            )
        )
        return page, head

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        asked = entries.Append(
            organisation=organisation,
            call=self._history.new_call(),
            start=now(),
            lines=tuple(Line(r.type, r.tags, mark(r.record)) for r in append.records),
            unless=tuple(append.unless),
            after=append.after,
            key=append.key,
        )
        self._history.write(asked)
        try:
            carried = await self._log.append(organisation, append)
        except ReplyLost:
            raise
        except ConcurrentChange as conflict:
            self._answer(asked, outcome="conflict", first=conflict.position)
            raise
        except Exception:
            self._answer(asked, outcome="nothing")
            raise
        outcome = "before" if carried.before else "appended"
        self._answer(asked, outcome=outcome, first=carried.first, last=carried.last)
        return carried

    async def epoch(self, organisation: OrganisationId) -> str:
        return await self._log.epoch(organisation)

    def _answer(self, asked: entries.Append, **answer: Any) -> None:
        self._history.write(msgspec.structs.replace(asked, end=now(), **answer))


async def kept(log: Log, organisation: OrganisationId) -> AsyncIterator[Kept]:
    """The whole log, for the end of a run."""
    after = 0
    while True:
        page, _ = await log.read_page(organisation, after=after, limit=AT_ONCE)
        for stored in page:
            yield Kept(
                organisation=organisation,
                position=stored.position,
                type=stored.type,
                record=stored.record.decode(),
            )
        if len(page) < AT_ONCE:
            return
        after = page[-1].position


def _found(records: Sequence[StoredRecord]) -> dict[str, Any]:
    return {
        "positions": tuple(stored.position for stored in records),
        "mark": together(mark(stored.record) for stored in records),
    }
