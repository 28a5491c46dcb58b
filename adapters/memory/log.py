"""The log in memory: for tests and for rehearsals that leave nothing behind.

It keeps the same promises as the log in PostgreSQL but durability, and it holds what an
append brings to the vault, so that both stand or fall together here too.
"""

import asyncio
from collections.abc import Collection, Sequence

from adapters.vault import Kept
from domain.errors import OrganisationNotFound
from domain.ids import OrganisationId
from domain.kernel import Selector
from domain.ports import (
    AlreadyThere,
    Append,
    Carried,
    CommandKey,
    ConcurrentChange,
    IdentifierTaken,
    NewRecord,
    Seen,
    StoredRecord,
)


class _Organisation:
    def __init__(self) -> None:
        self.records: list[NewRecord] = []
        self.carried: dict[CommandKey, Carried] = {}
        self.keys: dict[str, bytes | None] = {}
        self.values: dict[str, dict[bytes, bytes]] = {}
        self.identities: dict[bytes, str] = {}

    def matching(self, selector: Selector, after: int = 0) -> list[int]:
        return [
            place
            for place, record in enumerate(self.records[after:], start=after + 1)
            if record.type in selector.types and set(selector.tags) <= set(record.tags)
        ]

    def boundary(self, selectors: Sequence[Selector]) -> list[int]:
        found: set[int] = set()
        for selector in selectors:
            positions = self.matching(selector)
            found.update(positions[-1:] if selector.latest else positions)
        return sorted(found)

    def stored(self, position: int) -> StoredRecord:
        record = self.records[position - 1]
        return StoredRecord(position, record.type, record.record)


class MemoryLog:
    def __init__(self) -> None:
        self._organisations: dict[OrganisationId, _Organisation] = {}

    def _of(self, organisation: OrganisationId) -> _Organisation:
        try:
            return self._organisations[organisation]
        except KeyError:
            raise OrganisationNotFound from None

    async def read(
        self, organisation: OrganisationId, boundary: Sequence[Selector], key: CommandKey | None
    ) -> Seen:
        await asyncio.sleep(0)
        log = self._of(organisation)
        carried = log.carried.get(key) if key is not None else None
        found = log.boundary(boundary) if carried is None else []
        return Seen([log.stored(position) for position in found], len(log.records), carried)

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
        log = self._of(organisation)
        head = len(log.records)
        last = head if until is None else min(until, head)
        page = [
            log.stored(place)
            for place, record in enumerate(log.records[after:last], start=after + 1)
            if (not types or record.type in types)
            and (not tags or not set(tags).isdisjoint(record.tags))
        ]
        return page[:limit], head

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        await asyncio.sleep(0)
        if append.founds:
            self._organisations.setdefault(organisation, _Organisation())
        log = self._of(organisation)
        if append.key is not None and append.key in log.carried:
            return log.carried[append.key]
        if append.founds and log.records:
            raise AlreadyThere
        if moved := [p for each in append.unless for p in log.matching(each, append.after)]:
            raise ConcurrentChange(min(moved))
        return self._write(log, append)

    def _write(self, log: _Organisation, append: Append) -> Carried:
        sealing = append.sealing
        if any(digest in log.identities for digest, _ in sealing.identities):
            raise IdentifierTaken
        if any(holder in log.keys for holder, _ in sealing.keys):
            raise IdentifierTaken
        first = len(log.records) + 1
        log.records.extend(append.records)
        log.identities.update(sealing.identities)
        log.keys.update(sealing.keys)
        for value in sealing.values:
            log.values.setdefault(value.holder, {})[value.commitment] = value.ciphertext
        for holder in sealing.emptied:
            log.values.pop(holder, None)
        for holder, commitment in sealing.removed:
            log.values.get(holder, {}).pop(commitment, None)
        if gone := {holder for holder in sealing.destroyed if holder in log.keys}:
            log.keys.update(dict.fromkeys(gone))
            known = log.identities.items()
            log.identities = {digest: person for digest, person in known if person not in gone}
        carried = Carried(first, len(log.records), append.fingerprint, before=False)
        if append.key is not None:
            log.carried[append.key] = carried._replace(before=True)
        return carried

    async def epoch(self, organisation: OrganisationId) -> str:
        self._of(organisation)
        return "00000000-0000-0000-0000-000000000000"

    async def wrapped_key(self, organisation: OrganisationId, holder: str) -> bytes | None:
        return self._of(organisation).keys.get(holder)

    async def sealed_values(
        self, organisation: OrganisationId, holder: str
    ) -> Sequence[tuple[bytes, bytes]]:
        return list(self._of(organisation).values.get(holder, {}).items())

    async def several(
        self, organisation: OrganisationId, wanted: Sequence[tuple[str, bytes]]
    ) -> Sequence[Kept]:
        log, found = self._of(organisation), []
        for holder, commitment in wanted:
            wrapped, values = log.keys.get(holder), log.values.get(holder, {})
            if wrapped is not None and commitment in values:
                found.append(Kept(holder, commitment, values[commitment], wrapped))
        return found
