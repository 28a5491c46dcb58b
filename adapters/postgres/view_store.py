"""What the projector reads and writes of the views, within a transaction that it opened."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from adapters.postgres import view_words
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
SELECT c.projection, c.position, c.fault, c.version * c.side AS shelf
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
TURN = """
UPDATE view_checkpoint c SET side = -c.side
  FROM unnest($2::text[], $3::int[], $4::int[]) AS new (projection, version, shelf)
 WHERE c.organisation = $1 AND c.projection = new.projection AND c.version = new.version
   AND c.version * c.side <> new.shelf
"""
LOAD = """
SELECT wanted.projection, wanted.id, found.document
  FROM unnest($2::text[], $3::int[], $4::text[]) AS wanted (projection, shelf, id)
 CROSS JOIN LATERAL (
       SELECT d.document FROM view_document d
        WHERE d.organisation = $1 AND d.projection = wanted.projection
          AND d.version = wanted.shelf AND d.id = wanted.id
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
# Looked up one by one, never joined: a plan that was made while the table was empty would
# compare every entry of the organisation with each of these.
UNLIST = """
DELETE FROM view_entry WHERE ctid = ANY (ARRAY(
    SELECT found.ctid
      FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
           AS old (projection, version, list, filter, sort, id)
     CROSS JOIN LATERAL (
           SELECT e.ctid FROM view_entry e
            WHERE e.organisation = $1 AND e.projection = old.projection
              AND e.version = old.version AND e.list = old.list AND e.filter = old.filter
              AND e.sort = old.sort AND e.id = old.id
            LIMIT 1) AS found))
"""
ENLIST = """
INSERT INTO view_entry (organisation, projection, version, list, filter, sort, id)
SELECT $1, new.*
  FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
       AS new (projection, version, list, filter, sort, id)
"""
KNOWN = "SELECT EXISTS (SELECT FROM view_checkpoint WHERE organisation = $1)"
# Held until the end of the transaction, so that an organisation's views are built anew, and
# cleared of what nobody reads any more, by one server at a time.
ALONE = "SELECT pg_advisory_xact_lock(7262, $1)"
# Long folds lie between the statements of a rebuild.
TAKE_TIME = "SET LOCAL idle_in_transaction_session_timeout = '5min'"
# The version just before ours stays: servers of the release before may still keep it.
CLEAR_DOCUMENTS = """
DELETE FROM view_document
 WHERE organisation = $1 AND projection = $2 AND version = ANY ($3::int[])
"""
CLEAR_ENTRIES = """
DELETE FROM view_entry
 WHERE organisation = $1 AND projection = $2 AND version = ANY ($3::int[])
"""
CLEAR_OLDER_CHECKPOINTS = """
DELETE FROM view_checkpoint WHERE organisation = $1 AND projection = $2 AND version < $3 - 1
"""
CLEARING_SECONDS = 600.0

KEY = ("organisation", "projection", "version")
DOCUMENT, ENTRY = (*KEY, "id", "document"), (*KEY, "list", "filter", "sort", "id")


class Checkpoint(NamedTuple):
    """``shelf`` is the number in the place of the version under which the view's rows stand."""

    position: int
    fault: str | None
    shelf: int


class Place(NamedTuple):
    """Where a document stands, or would."""

    view: Projection[Any]
    shelf: int
    id: str


class Change(NamedTuple):
    """A document as it was (None: it is new) and as it is."""

    place: Place
    before: msgspec.Struct | None
    after: msgspec.Struct


async def checkpoints(
    db: Connection, organisation: UUID, views: Views, *, lock: bool = False
) -> dict[str, Checkpoint]:
    rows = await db.fetch(LOCK if lock else CHECKPOINTS, organisation, *_named(views))
    return {row["projection"]: Checkpoint(*row[1:]) for row in rows}


async def has_views(db: Connection, organisation: UUID) -> bool:
    """Whether a view of this organisation was ever begun, in whatever version: if none was,
    nothing of it stands anywhere."""
    (row,) = await db.fetch(KNOWN, organisation)
    return bool(row[0])


async def begin(db: Connection, organisation: UUID, views: Views) -> None:
    """Give every view a checkpoint that can be locked."""
    await db.execute(BEGIN, organisation, *_named(views))


async def move(
    db: Connection, organisation: UUID, moved: Sequence[tuple[Projection[Any], Checkpoint]]
) -> None:
    names = _named([view for view, _ in moved])
    reached = [checkpoint.position for _, checkpoint in moved]
    faults = [checkpoint.fault for _, checkpoint in moved]
    await db.execute(MOVE, organisation, *names, reached, faults)


async def turn(
    db: Connection, organisation: UUID, shelves: Sequence[tuple[Projection[Any], int]]
) -> None:
    """From now on the views are those on these shelves."""
    names = _named([view for view, _ in shelves])
    await db.execute(TURN, organisation, *names, [shelf for _, shelf in shelves])


async def load(
    db: Connection, organisation: UUID, wanted: Sequence[Place]
) -> dict[tuple[str, str], bytes]:
    """(projection, id) -> document as it is stored; those that do not exist are left out."""
    rows = await db.fetch(LOAD, organisation, *_placed(wanted))
    return {(row["projection"], row["id"]): row["document"] for row in rows}


async def write(db: Connection, organisation: UUID, changes: Sequence[Change]) -> None:
    """Put documents, and bring the index and the words to find them by in line with them."""
    old, new = [], []
    for place, before, after in changes:
        was, now = _entries(place, before), _entries(place, after)
        old += sorted(was - now)
        new += sorted(now - was)
    documents = [msgspec.json.encode(change.after) for change in changes]
    await db.execute(PUT, organisation, *_placed([c.place for c in changes]), documents)
    if old:
        await db.execute(UNLIST, organisation, *view_words.columns(old))
    if new:
        await db.execute(ENLIST, organisation, *view_words.columns(new))
    words = [
        (
            view_words.row(organisation, *place, before),
            view_words.row(organisation, *place, after),
        )
        for place, before, after in changes
    ]
    await view_words.write(db, organisation, words)


async def add(
    db: Connection,
    organisation: UUID,
    view: Projection[Any],
    shelf: int,
    documents: Mapping[str, msgspec.Struct],
) -> None:
    """Put documents, none of which may be there."""
    key, encode = (organisation, view.NAME, shelf), msgspec.json.Encoder().encode
    written = ((*key, name, encode(document)) for name, document in documents.items())
    listed = (
        (*key, in_list, filter_key(filter), sort, name)
        for name, document in documents.items()
        for in_list, filter, sort in set(view.index(document))
    )
    await db.copy_records_to_table("view_document", records=written, columns=DOCUMENT)
    await db.copy_records_to_table("view_entry", records=listed, columns=ENTRY)
    words = [
        (None, view_words.row(organisation, view, shelf, name, document))
        for name, document in documents.items()
    ]
    await view_words.write(db, organisation, words)


async def alone(db: Connection, organisation: UUID) -> None:
    """Wait until nobody else builds views of this organisation, and keep it so."""
    await db.execute(TAKE_TIME)
    await db.execute(ALONE, organisation.int & 0x7FFFFFFF)


async def clear(db: Connection, organisation: UUID, view: Projection[Any], shelf: int) -> None:
    """Remove what stands on this shelf, and all of versions that nobody keeps any more."""
    key = (organisation, view.NAME)
    shelves = [shelf, *range(2 - view.VERSION, view.VERSION - 1)]
    for rows in (CLEAR_DOCUMENTS, CLEAR_ENTRIES):
        await db.execute(rows, *key, shelves, timeout=CLEARING_SECONDS)
    await view_words.clear(db, organisation, view, shelves, CLEARING_SECONDS)
    await db.execute(CLEAR_OLDER_CHECKPOINTS, *key, view.VERSION)


def _named(views: Views) -> tuple[list[str], list[int]]:
    return [view.NAME for view in views], [view.VERSION for view in views]


def _placed(places: Sequence[Place]) -> tuple[list[str], list[int], list[str]]:
    names = [place.view.NAME for place in places]
    return names, [place.shelf for place in places], [place.id for place in places]


def _entries(place: Place, document: msgspec.Struct | None) -> set[tuple[Any, ...]]:
    if document is None:
        return set()
    view, shelf, name = place
    return {
        (view.NAME, shelf, in_list, filter_key(filter), sort, name)
        for in_list, filter, sort in view.index(document)
    }
