"""The vault: what the record must not say, under keys that can be destroyed.

Every person and every ballot box has a key of its own, stored wrapped under a key that lies
in the keys folder, outside the database and its backups. The two compartments have
different wrapping keys. This protects against who reads the database, its dumps and its
backups, not against an operator who reads memory, keys and database while a vote is open.
"""

import hashlib
import hmac
import secrets
import time
from asyncio import to_thread
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.keys import Keys
from domain.ids import OrganisationId
from domain.ports import Opened
from domain.sealing import packed, unpacked

NONCE = 12
SALT = 32
FILLING = b"\0"
BOX_KEY_SECONDS = 60.0
"""How long the key of a ballot box is kept in memory: every ballot needs it. The keys of
persons are never kept, so that an erasure takes effect everywhere at once."""
MOST_BOX_KEYS = 1_000


class Kept(NamedTuple):
    """A value in the vault, and the wrapped key of its holder."""

    holder: str
    commitment: bytes
    ciphertext: bytes
    wrapped: bytes


class VaultStore(Protocol):
    """Where wrapped keys and sealed values lie: beside the log that appends them."""

    async def wrapped_key(self, organisation: OrganisationId, holder: str) -> bytes | None:
        """None if it was destroyed or never made."""

    async def sealed_values(
        self, organisation: OrganisationId, holder: str
    ) -> Sequence[tuple[bytes, bytes]]:
        """(commitment, ciphertext) of all that is sealed for ``holder``."""

    async def several(
        self, organisation: OrganisationId, wanted: Sequence[tuple[str, bytes]]
    ) -> Sequence[Kept]:
        """Of these holders and commitments, those that are there and whose key is too."""


class SealingKey:
    """Keeps the domain port ``Key``."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._mark = hmac.digest(key, b"zetel-fingerprint-key/v1", "sha256")

    def encrypt(self, record: bytes, salt: bytes, value: bytes, room: int = 0) -> bytes:
        """No JSON ends in what fills it up."""
        nonce, filled = secrets.token_bytes(NONCE), packed(value).ljust(room, FILLING)
        return nonce + self._cipher.encrypt(nonce, salt + filled, _bound_to(record))

    def decrypt(self, record: bytes, ciphertext: bytes) -> Opened:
        nonce, sealed = ciphertext[:NONCE], ciphertext[NONCE:]
        plain = self._cipher.decrypt(nonce, sealed, _bound_to(record))
        return Opened(plain[:SALT], unpacked(plain[SALT:].rstrip(FILLING)))

    def fingerprint(self, asked: bytes) -> bytes:
        return hmac.digest(self._mark, asked, "sha256")


class Vault:
    """Keeps the domain port of the same name."""

    def __init__(self, keys: Keys, store: VaultStore) -> None:
        self._keys, self._store = keys, store
        self._server_key = SealingKey(keys.server)
        self._persons = AESGCM(keys.persons)
        self._ballot_boxes = AESGCM(keys.ballot_boxes)
        self._box_keys: dict[tuple[OrganisationId, str], tuple[SealingKey, float]] = {}

    def new_salt(self) -> bytes:
        return secrets.token_bytes(SALT)

    def new_key(self, organisation: OrganisationId, holder: str) -> tuple[SealingKey, bytes]:
        key, nonce = AESGCM.generate_key(256), secrets.token_bytes(NONCE)
        wrapped = self._wrapping(holder).encrypt(nonce, key, _name(organisation, holder))
        return SealingKey(key), nonce + wrapped

    def server_key(self) -> SealingKey:
        return self._server_key

    def identity(self, organisation: OrganisationId, identifier: str) -> bytes:
        named = f"{organisation}\0{identifier.strip().casefold()}".encode()
        return hmac.digest(self._keys.identities, named, "sha256")

    async def key(self, organisation: OrganisationId, holder: str) -> SealingKey | None:
        if _is_person(holder):
            return await self._unwrapped(organisation, holder)
        kept, until = self._box_keys.get((organisation, holder), (None, 0.0))
        if kept is not None and time.monotonic() < until:
            return kept
        key = await self._unwrapped(organisation, holder)
        if key is not None:
            self._keep(organisation, holder, key)
        return key

    def _keep(self, organisation: OrganisationId, holder: str, key: SealingKey) -> None:
        now = time.monotonic()
        for old in [name for name, (_, until) in self._box_keys.items() if until <= now]:
            del self._box_keys[old]
        if len(self._box_keys) < MOST_BOX_KEYS:
            self._box_keys[organisation, holder] = key, now + BOX_KEY_SECONDS

    async def _unwrapped(self, organisation: OrganisationId, holder: str) -> SealingKey | None:
        wrapped = await self._store.wrapped_key(organisation, holder)
        return None if wrapped is None else self._unwrap(organisation, holder, wrapped)

    def _unwrap(self, organisation: OrganisationId, holder: str, wrapped: bytes) -> SealingKey:
        name = _name(organisation, holder)
        return SealingKey(self._wrapping(holder).decrypt(wrapped[:NONCE], wrapped[NONCE:], name))

    async def open(
        self, organisation: OrganisationId, holder: str, records: Mapping[str, bytes]
    ) -> Mapping[str, Opened]:
        """What is opened needs its key no longer in memory."""
        self._box_keys.pop((organisation, holder), None)
        key = await self._unwrapped(organisation, holder)
        if key is None:
            return {}
        sealed = await self._store.sealed_values(organisation, holder)
        # In a thread, as a box may hold the ballots of a whole town.
        return await to_thread(_opened, key, sealed, records)

    async def open_several(
        self, organisation: OrganisationId, records: Mapping[str, Mapping[str, bytes]]
    ) -> Mapping[str, Opened]:
        wanted = [(who, bytes.fromhex(seal)) for who, sealed in records.items() for seal in sealed]
        opened: dict[str, Opened] = {}
        for kept in await self._store.several(organisation, wanted) if wanted else ():
            key = self._unwrap(organisation, kept.holder, kept.wrapped)
            value = (kept.commitment, kept.ciphertext)
            opened |= _opened(key, [value], records[kept.holder])
        return opened

    def _wrapping(self, holder: str) -> AESGCM:
        return self._persons if _is_person(holder) else self._ballot_boxes


def _opened(
    key: SealingKey, sealed: Iterable[tuple[bytes, bytes]], records: Mapping[str, bytes]
) -> dict[str, Opened]:
    opened = {}
    for commitment, ciphertext in sealed:
        if (record := records.get(commitment.hex())) is not None:
            try:
                opened[commitment.hex()] = key.decrypt(record, ciphertext)
            except InvalidTag:
                continue
    return opened


def _is_person(holder: str) -> bool:
    return holder.startswith("person:")


def _bound_to(record: bytes) -> bytes:
    return b"zetel-vault/v1\0" + hashlib.sha256(record).digest()


def _name(organisation: OrganisationId, holder: str) -> bytes:
    return f"zetel-key/v1\0{organisation}\0{holder}".encode()
