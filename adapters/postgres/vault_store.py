"""Where wrapped keys and sealed values lie. The log writes them; this reads them."""

from collections.abc import Sequence

from adapters.postgres.log import as_uuid
from adapters.postgres.pool import Pool, fetch
from domain.ids import OrganisationId

WRAPPED_KEY = "SELECT wrapped FROM vault_key WHERE organisation = $1 AND holder = $2"
SEALED_VALUES = (
    "SELECT commitment, ciphertext FROM vault_value WHERE organisation = $1 AND holder = $2"
)


class PostgresVaultStore:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def wrapped_key(self, organisation: OrganisationId, holder: str) -> bytes | None:
        rows = await fetch(self._pool, WRAPPED_KEY, as_uuid(organisation), holder)
        return rows[0]["wrapped"] if rows else None

    async def sealed_values(
        self, organisation: OrganisationId, holder: str
    ) -> Sequence[tuple[bytes, bytes]]:
        rows = await fetch(self._pool, SEALED_VALUES, as_uuid(organisation), holder)
        return [(row["commitment"], row["ciphertext"]) for row in rows]
