"""Commitments: how the record binds itself to a value that it does not show."""

import re
from hashlib import sha256

LABEL = b"zetel-seal/v1\0"
IDENTIFIER = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MARK = b"\x01"
MARKED = re.compile(MARK + rb"(.{4})(.{2})(.{2})(.{2})(.{6})", re.DOTALL)


def commitment(salt: bytes, value: bytes) -> str:
    """64 hex digits. ``salt`` is 32 random bytes, so that no value can be guessed and tried."""
    return sha256(LABEL + salt + sha256(value).digest()).hexdigest()


def packed(value: bytes) -> bytes:
    """JSON as it lies in the vault: in the place of each UUID a mark, which no JSON holds, and its
    16 bytes. A ballot is mostly UUIDs, and takes the room of the largest that there can be."""
    return IDENTIFIER.sub(_as_bytes, value)


def unpacked(value: bytes) -> bytes:
    """What was ``packed``; JSON that never was stays as it is."""
    return MARKED.sub(_as_text, value)


def _as_bytes(identifier: re.Match[bytes]) -> bytes:
    return MARK + bytes.fromhex(identifier[0].replace(b"-", b"").decode())


def _as_text(marked: re.Match[bytes]) -> bytes:
    return b"-".join(part.hex().encode() for part in marked.groups())
