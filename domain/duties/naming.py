"""How a duty is named: it follows from what it is about, so that it is found without a list."""

from hashlib import sha256
from uuid import UUID

from domain.ids import DutyId

LABEL = "zetel-duty/v1"


def duty_id(*about: str) -> DutyId:
    """``duty:`` and a UUID of version 8, whose other bits are a SHA-256."""
    digest = sha256("\0".join((LABEL, *about)).encode()).digest()
    named = int.from_bytes(digest[:16])
    named = named & ~(0xF << 76) | 8 << 76
    named = named & ~(0b11 << 62) | 0b10 << 62
    return DutyId(f"duty:{UUID(int=named)}")
