"""Where wrapped keys and sealed values lie. The log writes them; this reads them."""

from collections.abc import Sequence

from adapters.postgres.log import as_uuid
from adapters.postgres.pool import Pool, fetch
from adapters.vault import Kept
from domain.ids import OrganisationId

WRAPPED_KEY = "SELECT wrapped FROM vault_key WHERE organisation = $1 AND holder = $2"
SEALED_VALUES = (
    "SELECT commitment, ciphertext FROM vault_value WHERE organisation = $1 AND holder = $2"
)

SEVERAL = """
SELECT wanted.holder, wanted.commitment, v.ciphertext, k.wrapped
  FROM unnest($2::text[], $3::bytea[]) AS wanted (holder, commitment)
 CROSS JOIN LATERAL (
       SELECT key.wrapped FROM vault_key key
        WHERE key.organisation = $1 AND key.holder = wanted.holder AND key.wrapped IS NOT NULL
        LIMIT 1) AS k
 CROSS JOIN LATERAL (
       SELECT value.ciphertext FROM vault_value value
        WHERE value.organisation = $1 AND value.holder = wanted.holder
          AND value.commitment = wanted.commitment
        LIMIT 1) AS v
"""


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

    async def several(
        self, organisation: OrganisationId, wanted: Sequence[tuple[str, bytes]]
    ) -> Sequence[Kept]:
        holders, commitments = [who for who, _ in wanted], [seal for _, seal in wanted]
        rows = await fetch(self._pool, SEVERAL, as_uuid(organisation), holders, commitments)
        return [Kept(*row) for row in rows]
