"""What the projector reads and writes of the views, within a transaction that it opened."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from adapters.postgres.views import filter_key
from projections.base import Projection

Views = Sequence[Projection[Any]]
Connection = Any
"""asyncpg.Connection: the driver does not type it."""

BEGIN = """
INSERT INTO view_checkpoint (organisation, projection, version, position)
SELECT $1, new.projection, new.version, 0
  FROM unnest($2::text[], $3::int[]) AS new (projection, version)
 ORDER BY new.projection
    ON CONFLICT DO NOTHING
"""
CHECKPOINTS = """
SELECT c.projection, c.position, c.fault
  FROM view_checkpoint c
  JOIN unnest($2::text[], $3::int[]) AS ours (projection, version)
    ON ours.projection = c.projection AND ours.version = c.version
 WHERE c.organisation = $1
"""
# Always in the same order, so that two runners wait for each other instead of for ever.
LOCK = CHECKPOINTS + " ORDER BY c.projection FOR UPDATE OF c"
MOVE = """
UPDATE view_checkpoint c SET position = new.position, fault = new.fault
  FROM unnest($2::text[], $3::int[], $4::bigint[], $5::text[])
       AS new (projection, version, position, fault)
 WHERE c.organisation = $1 AND c.projection = new.projection AND c.version = new.version
"""
LOAD = """
SELECT wanted.projection, wanted.id, found.document
  FROM unnest($2::text[], $3::int[], $4::text[]) AS wanted (projection, version, id)
 CROSS JOIN LATERAL (
       SELECT d.document FROM view_document d
        WHERE d.organisation = $1 AND d.projection = wanted.projection
          AND d.version = wanted.version AND d.id = wanted.id
        LIMIT 1) AS found
"""
PUT = """
INSERT INTO view_document (organisation, projection, version, id, document)
SELECT $1, new.projection, new.version, new.id, new.document
  FROM unnest($2::text[], $3::int[], $4::text[], $5::bytea[])
       AS new (projection, version, id, document)
    ON CONFLICT (organisation, projection, version, id)
    DO UPDATE SET document = excluded.document
"""
UNLIST = """
DELETE FROM view_entry e
 USING unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
       AS old (projection, version, list, filter, sort, id)
 WHERE e.organisation = $1 AND e.projection = old.projection AND e.version = old.version
   AND e.list = old.list AND e.filter = old.filter AND e.sort = old.sort AND e.id = old.id
"""
ENLIST = """
INSERT INTO view_entry (organisation, projection, version, list, filter, sort, id)
SELECT $1, new.*
  FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
       AS new (projection, version, list, filter, sort, id)
"""
# The version just before ours stays: servers of the release before may still keep it.
CLEAR_DOCUMENTS = """
DELETE FROM view_document
 WHERE organisation = $1 AND projection = $2 AND (version = $3 OR version < $3 - 1)
"""
CLEAR_ENTRIES = """
DELETE FROM view_entry
 WHERE organisation = $1 AND projection = $2 AND (version = $3 OR version < $3 - 1)
"""
CLEAR_OLDER_CHECKPOINTS = """
DELETE FROM view_checkpoint WHERE organisation = $1 AND projection = $2 AND version < $3 - 1
"""

KEY = ("organisation", "projection", "version")
AT_ONCE = 1_000
"""Documents of a new view that are written between two turns of everybody else."""


class Checkpoint(NamedTuple):
    position: int
    fault: str | None


class Change(NamedTuple):
    """A document as it was (None: it is new) and as it is."""

    view: Projection[Any]
    id: str
    before: msgspec.Struct | None
    after: msgspec.Struct


async def checkpoints(
    db: Connection, organisation: UUID, views: Views, *, lock: bool = False
) -> dict[str, Checkpoint]:
    rows = await db.fetch(LOCK if lock else CHECKPOINTS, organisation, *_named(views))
    return {row["projection"]: Checkpoint(row["position"], row["fault"]) for row in rows}


async def begin(db: Connection, organisation: UUID, views: Views) -> None:
    """Give every view a checkpoint that can be locked."""
    await db.execute(BEGIN, organisation, *_named(views))


async def move(
    db: Connection, organisation: UUID, moved: Sequence[tuple[Projection[Any], Checkpoint]]
) -> None:
    await db.execute(
        MOVE,
        organisation,
        *_named([view for view, _ in moved]),
        [checkpoint.position for _, checkpoint in moved],
        [checkpoint.fault for _, checkpoint in moved],
    )


async def load(
    db: Connection, organisation: UUID, wanted: Sequence[tuple[Projection[Any], str]]
) -> dict[tuple[str, str], bytes]:
    """(projection, id) -> document as it is stored; those that do not exist are left out."""
    rows = await db.fetch(
        LOAD, organisation, *_named([view for view, _ in wanted]), [name for _, name in wanted]
    )
    return {(row["projection"], row["id"]): row["document"] for row in rows}


async def write(db: Connection, organisation: UUID, changes: Sequence[Change]) -> None:
    """Put documents and bring the index in line with them."""
    old, new = [], []
    for change in changes:
        was, now = _entries(change, change.before), _entries(change, change.after)
        old += sorted(was - now)
        new += sorted(now - was)
    await db.execute(
        PUT,
        organisation,
        *_named([change.view for change in changes]),
        [change.id for change in changes],
        [msgspec.json.encode(change.after) for change in changes],
    )
    if old:
        await db.execute(UNLIST, organisation, *_columns(old))
    if new:
        await db.execute(ENLIST, organisation, *_columns(new))


async def replace(
    db: Connection,
    organisation: UUID,
    view: Projection[Any],
    documents: Mapping[str, msgspec.Struct],
) -> None:
    """Put a whole view in the place of what was there of it."""
    key = (organisation, view.NAME, view.VERSION)
    for clear in (CLEAR_DOCUMENTS, CLEAR_ENTRIES, CLEAR_OLDER_CHECKPOINTS):
        await db.execute(clear, *key)
    names = list(documents)
    for start in range(0, len(names), AT_ONCE):
        some = [
            Change(view, name, None, documents[name]) for name in names[start : start + AT_ONCE]
        ]
        written = [(*key, change.id, msgspec.json.encode(change.after)) for change in some]
        listed = [(organisation, *e) for change in some for e in _entries(change, change.after)]
        await db.copy_records_to_table(
            "view_document", records=written, columns=[*KEY, "id", "document"]
        )
        await db.copy_records_to_table(
            "view_entry", records=listed, columns=[*KEY, "list", "filter", "sort", "id"]
        )


def _named(views: Views) -> tuple[list[str], list[int]]:
    return [view.NAME for view in views], [view.VERSION for view in views]


def _entries(change: Change, document: msgspec.Struct | None) -> set[tuple[Any, ...]]:
    if document is None:
        return set()
    key = (change.view.NAME, change.view.VERSION)
    return {
        (*key, entry.list, filter_key(entry.filter), entry.sort, change.id)
        for entry in change.view.index(document)
    }


def _columns(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
