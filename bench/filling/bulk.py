"""Large logs, written by COPY instead of act by act: canonical records, every tag, every seal.

This and the migrations are the only places that know the tables. The owner may do this
because history is protected against change, not against addition.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

import asyncpg

from adapters.new_id import new_id
from adapters.postgres.log import as_uuid
from domain import record
from domain.ids import OrganisationId
from domain.kernel import Event, Sealed
from domain.ports import Key, Vault
from domain.record import canonical
from domain.sealing import commitment

EVERYTHING = "*"
"""The tag that every event carries in the index."""
COLUMNS = {
    "log": ("organisation",),
    "log_epoch": ("organisation",),
    "event": ("organisation", "position", "type", "record"),
    "event_tag": ("organisation", "tag", "type", "position"),
    "vault_key": ("organisation", "holder", "wrapped"),
    "vault_value": ("organisation", "holder", "commitment", "ciphertext"),
    "vault_identity": ("organisation", "digest", "person"),
}


class Bulk:
    """Rows on their way into the tables."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)

    @property
    def full(self) -> bool:
        return len(self.rows["event"]) >= 5_000

    async def write(self, owner: asyncpg.Connection) -> None:
        for table, rows in self.rows.items():
            if rows:
                await owner.copy_records_to_table(table, records=rows, columns=COLUMNS[table])
        self.rows.clear()


class Filling:
    """One organisation's log as it is filled, from ``position`` on."""

    def __init__(self, bulk: Bulk, organisation: OrganisationId, position: int = 0) -> None:
        self.bulk, self.organisation, self.position = bulk, organisation, position
        self.key = as_uuid(organisation)
        if position == 0:
            bulk.rows["log"].append((self.key,))
            bulk.rows["log_epoch"].append((self.key,))

    def add(self, event: Event, actor: str) -> bytes:
        self.position += 1
        written = record.encode(
            event,
            organisation=self.organisation,
            event_id=new_id("event"),
            at=self.bulk.at,
            actor=actor,
        )
        self.bulk.rows["event"].append((self.key, self.position, event.NAME, written))
        self.bulk.rows["event_tag"] += [
            (self.key, tag, event.NAME, self.position)
            for tag in (EVERYTHING, *record.tags(event, actor))
        ]
        return written

    def seal(self, vault: Vault, value: Any) -> "Seal":
        salt, plain = vault.new_salt(), canonical(value)
        return Seal(self, salt, plain)


class Seal:
    """A value that its record only commits to."""

    def __init__(self, filling: Filling, salt: bytes, plain: bytes) -> None:
        self.filling, self.salt, self.plain = filling, salt, plain
        self.sealed = Sealed(sealed=commitment(salt, plain))

    def lock_away(self, holder: str, key: Key, written: bytes) -> None:
        ciphertext = key.encrypt(written, self.salt, self.plain)
        committed = bytes.fromhex(self.sealed.sealed)
        self.filling.bulk.rows["vault_value"].append(
            (self.filling.key, holder, committed, ciphertext)
        )
