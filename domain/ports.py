"""What the domain asks of the outside: promises, kept by ``adapters``."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from domain.ids import Kind, OrganisationId
from domain.kernel import Selector


class ConcurrentChange(Exception):
    """An event inside the boundary, at ``position``, came after what the command had read."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class ReplyLost(Exception):
    """The connection broke while an append was under way: it may or may not have happened."""


class AlreadyThere(Exception):
    """The organisation to be founded exists already, founded by another command."""


class IdentifierTaken(Exception):
    """Somebody is registered under this identifier, or a key was made for it, already."""


class CommandKey(NamedTuple):
    """Names one command of one caller within an organisation, for ever."""

    caller: str
    command: str


class StoredRecord(NamedTuple):
    position: int
    type: str
    record: bytes


class Carried(NamedTuple):
    """A command that was carried out, now or (``before``) when it was first sent."""

    first: int
    last: int
    fingerprint: bytes
    before: bool


class Seen(NamedTuple):
    """What a boundary read found. Nothing at or before ``head`` is missing from it."""

    records: Sequence[StoredRecord]
    head: int
    carried: Carried | None


class NewRecord(NamedTuple):
    type: str
    tags: tuple[str, ...]
    record: bytes


class SealedValue(NamedTuple):
    """``salt + value``, encrypted; ``at`` is the place of its record within the append."""

    at: int
    holder: str
    commitment: bytes
    ciphertext: bytes


class Sealing(msgspec.Struct, frozen=True, kw_only=True):
    """What an append writes to, and takes from, the vault in the same transaction."""

    keys: Sequence[tuple[str, bytes]] = ()
    """(holder, wrapped key): new keys, one a holder for ever, also once it was destroyed."""
    values: Sequence[SealedValue] = ()
    identities: Sequence[tuple[bytes, str]] = ()
    """(keyed digest of an identifier, person): unique within the organisation."""
    emptied: Sequence[str] = ()
    """Ballot boxes whose values are removed."""
    removed: Sequence[tuple[str, bytes]] = ()
    """(holder, commitment): single values that are removed; never one that this append brings."""
    destroyed: Sequence[str] = ()
    """Holders whose key is destroyed; with it go the identifiers of a person."""


class Append(msgspec.Struct, frozen=True, kw_only=True):
    """One command's wish: these records, unless the boundary moved after ``after``."""

    records: Sequence[NewRecord]
    unless: Sequence[Selector] = ()
    after: int = 0
    key: CommandKey | None = None
    fingerprint: bytes = b""
    sealing: Sealing = Sealing()
    founds: bool = False


class Log(Protocol):
    """One append-only log per organisation.

    Positions are 1, 2, 3 ... without gaps and become visible in order: who has seen
    position n can never later find a new event at or before n. Nothing is ever changed or
    removed. The log knows types, tags and bytes; what the bytes mean is not its business.
    A selector without tags finds every event of its types; no selector finds nothing.
    Every method may raise ``DatabaseAway`` (domain.errors); nothing was written then.
    """

    async def read(
        self, organisation: OrganisationId, boundary: Sequence[Selector], key: CommandKey | None
    ) -> Seen:
        """Find all events that any selector matches, in order, or what ``key`` did before.

        Events, head and key come from one moment. Raise OrganisationNotFound.
        """

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
        """The first ``limit`` events past ``after`` (and not past ``until``), of these types
        or of all, and the head at that moment. Raise OrganisationNotFound.

        Those that carry any of ``tags``, where some are named; the types are named then too.
        """

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        """Record all or nothing, durably, the sealed values with it.

        If ``key`` was carried out before, nothing is written and what it did is returned.
        Raise OrganisationNotFound, AlreadyThere, ConcurrentChange, IdentifierTaken, ReplyLost.
        """

    async def epoch(self, organisation: OrganisationId) -> str:
        """Changes when a restored backup goes into service. Raise OrganisationNotFound."""


class Key(Protocol):
    """A key that seals one person's values or one ballot box. It never shows its bytes."""

    def encrypt(self, record: bytes, salt: bytes, value: bytes, room: int = 0) -> bytes:
        """Bound to ``record``: a ciphertext moved to another record does not open.

        ``value`` is JSON. Values of up to ``room`` bytes, as ``packed`` (domain.sealing), are
        all of the same length once encrypted, so that the length does not tell them apart.
        """

    def fingerprint(self, asked: bytes) -> bytes: ...


class Opened(NamedTuple):
    salt: bytes
    value: bytes


class Vault(Protocol):
    """Keeps what the record must not say. Two compartments: persons, and ballot boxes."""

    def new_salt(self) -> bytes:
        """32 random bytes."""

    def new_key(self, organisation: OrganisationId, holder: str) -> tuple[Key, bytes]:
        """A fresh key, and its wrapped form for ``Sealing.keys``."""

    def server_key(self) -> Key:
        """For fingerprints of acts that seal nothing."""

    def identity(self, organisation: OrganisationId, identifier: str) -> bytes:
        """Keyed digest under which an identifier is registered at most once."""

    async def key(self, organisation: OrganisationId, holder: str) -> Key | None:
        """None if it was destroyed or never made."""

    async def open(
        self, organisation: OrganisationId, holder: str, records: Mapping[str, bytes]
    ) -> Mapping[str, Opened]:
        """Open what is sealed for ``holder``: commitment (hex) -> salt and value.

        ``records`` maps the commitment (hex) to the record that carries it. What was erased
        or is not in ``records`` is absent from the answer, never an error.
        """

    async def open_several(
        self, organisation: OrganisationId, records: Mapping[str, Mapping[str, bytes]]
    ) -> Mapping[str, Opened]:
        """As ``open``, of many holders at once: holder -> its ``records``."""


class Clock(Protocol):
    def __call__(self) -> datetime:
        """The moment, aware, UTC."""


class NewId(Protocol):
    def __call__(self, kind: Kind) -> str:
        """``kind:uuid``. Random for persons and ballots, ordered by time for all else."""


class NewSeed(Protocol):
    def __call__(self) -> bytes:
        """32 random bytes, for a lot or for shuffling."""


class Ports(msgspec.Struct, frozen=True, kw_only=True):
    log: Log
    vault: Vault
    clock: Clock
    new_id: NewId
    new_seed: NewSeed
