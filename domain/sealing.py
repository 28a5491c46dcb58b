"""Commitments: how the record binds itself to a value that it does not show."""

from hashlib import sha256

LABEL = b"zetel-seal/v1\0"


def commitment(salt: bytes, value: bytes) -> str:
    """64 hex digits. ``salt`` is 32 random bytes, so that no value can be guessed and tried."""
    return sha256(LABEL + salt + sha256(value).digest()).hexdigest()
