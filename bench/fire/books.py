"""What the database holds in the end, read while no server runs."""

from collections import defaultdict
from pathlib import Path

from adapters.postgres.log import as_uuid
from adapters.postgres.pool import Pool, fetch
from api.main import running
from bench.fire.evidence import Books, View
from bench.fire.ground import settings_for
from domain.ids import OrganisationId
from domain.ports import CommandKey, Log, StoredRecord
from projections.base import Entry
from projections.catalogue import PROJECTIONS

AT_ONCE = 500
COMMANDS = """
SELECT caller, command, first_position, last_position FROM command WHERE organisation = $1
"""
CHECKPOINTS = """
SELECT projection, version, position, fault FROM view_checkpoint WHERE organisation = $1
"""
DOCUMENTS = """
SELECT projection, version, id, document FROM view_document WHERE organisation = $1
"""
ENTRIES = """
SELECT projection, version, id, list, filter, sort FROM view_entry WHERE organisation = $1
"""


async def books_of(data: Path, organisation: OrganisationId) -> Books:
    async with running(settings_for(data)) as zetel:
        commands = await fetch(zetel.pool, COMMANDS, as_uuid(organisation))
        return Books(
            log=await _log(zetel.ports.log, organisation),
            commands={
                CommandKey(row["caller"], row["command"]): (
                    row["first_position"],
                    row["last_position"],
                )
                for row in commands
            },
            views=await _views(zetel.pool, organisation),
        )


async def _log(log: Log, organisation: OrganisationId) -> list[StoredRecord]:
    """Every record there is, however their positions may look."""
    found: list[StoredRecord] = []
    while True:
        after = found[-1].position if found else 0
        page, _ = await log.read_page(organisation, after=after, limit=AT_ONCE)
        if not page:
            return found
        found += page


async def _views(pool: Pool, organisation: OrganisationId) -> dict[str, View]:
    """Of each view the version that serves."""
    key = as_uuid(organisation)
    ours = {(projection.NAME, projection.VERSION) for projection in PROJECTIONS}
    documents: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    entries: defaultdict[str, set[tuple[str, Entry]]] = defaultdict(set)
    for name, version, identifier, document in await fetch(pool, DOCUMENTS, key):
        if (name, version) in ours:
            documents[name][identifier] = document
    for name, version, identifier, *place in await fetch(pool, ENTRIES, key):
        if (name, version) in ours:
            entries[name].add((identifier, Entry(*place)))
    return {
        name: View(position, fault, documents[name], frozenset(entries[name]))
        for name, version, position, fault in await fetch(pool, CHECKPOINTS, key)
        if (name, version) in ours
    }
