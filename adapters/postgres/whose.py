"""In which organisation something is recorded, where only its identifier is known."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import asyncpg

from adapters.postgres.log import as_organisation
from adapters.postgres.pool import Pool, fetch
from domain.ids import OrganisationId
from domain.kernel import Event
from domain.ports import Log

ORGANISATIONS = "SELECT organisation FROM log ORDER BY organisation"
AT_ONCE = 200
"""Logs that are asked together."""


async def organisations(pool: Pool) -> list[OrganisationId]:
    rows: Sequence[asyncpg.Record] = await fetch(pool, ORGANISATIONS)
    return [as_organisation(row["organisation"]) for row in rows]


async def that_recorded(
    log: Log, among: Sequence[OrganisationId], tag: str, *events: type[Event]
) -> AsyncIterator[OrganisationId]:
    """Those whose log has one of these events with this tag. Nothing orders them."""
    types = [event.NAME for event in events]
    for start in range(0, len(among), AT_ONCE):
        some = among[start : start + AT_ONCE]
        pages = await asyncio.gather(
            *(log.read_page(each, after=0, limit=1, types=types, tags=[tag]) for each in some)
        )
        for organisation, (records, _) in zip(some, pages, strict=True):
            if records:
                yield organisation
