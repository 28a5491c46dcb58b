"""How a new organisation is named."""

from hashlib import sha256
from uuid import UUID

from domain.ids import OrganisationId

LABEL = "zetel-organisation/v1"


def organisation_id(caller: str, command_id: str) -> OrganisationId:
    """Follows from who founds it by which command, so that a retry finds it again.

    ``organisation:`` and a UUID of version 8, whose other bits are a SHA-256.
    """
    digest = sha256("\0".join((LABEL, caller, command_id)).encode()).digest()
    named = int.from_bytes(digest[:16])
    named = named & ~(0xF << 76) | 8 << 76
    named = named & ~(0b11 << 62) | 0b10 << 62
    return OrganisationId(f"organisation:{UUID(int=named)}")
