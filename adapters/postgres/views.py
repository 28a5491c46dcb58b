"""Current-state views in PostgreSQL: documents, filtered pages, and what is due."""

import asyncio
import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from adapters.postgres.log import as_organisation, as_uuid
from adapters.postgres.pool import Pool, fetch
from adapters.signals import Signals
from domain.ids import OrganisationId
from domain.record import moment
from projections.base import Document, Projection, Searchable
from projections.catalogue import DUE
from projections.ports import Elsewhere, Found, Page, SharedPage, ViewLate, ViewStopped

PATIENCE_SECONDS = 5.0
GLANCE_SECONDS = 0.25
"""How often a waiting read looks for progress that another process made."""
MOST_DUE = 1_000
LONGEST_FILTER = 100
"""Bytes that are kept as they are: neither an index nor a cursor has room for many."""

# The newest version up to ours serves, so that a view of the version before serves until
# ours is built. Its rows stand under version * side, which a rebuild turns (0004). One
# statement each, so that position and documents are from one moment.
GET = """
SELECT c.position, c.fault, d.document
  FROM view_checkpoint c
  LEFT JOIN view_document d
    ON d.organisation = c.organisation AND d.projection = c.projection
   AND d.version = c.version * c.side AND d.id = $4
 WHERE c.organisation = $1 AND c.projection = $2 AND c.version <= $3
 ORDER BY c.version DESC LIMIT 1
"""
SEVERAL = """
SELECT c.position, c.fault, found.id, found.document
  FROM (SELECT version * side AS shelf, position, fault FROM view_checkpoint
         WHERE organisation = $1 AND projection = $2 AND version <= $3
         ORDER BY version DESC LIMIT 1) AS c
  LEFT JOIN LATERAL (
       SELECT each.id, each.document
         FROM unnest($4::text[]) AS wanted (id)
        CROSS JOIN LATERAL (
              SELECT d.id, d.document FROM view_document d
               WHERE d.organisation = $1 AND d.projection = $2
                 AND d.version = c.shelf AND d.id = wanted.id
               LIMIT 1) AS each) AS found ON true
"""
PAGE = """
SELECT c.version, c.position, c.fault, p.sort, p.id, p.document
  FROM (SELECT version, version * side AS shelf, position, fault FROM view_checkpoint
         WHERE organisation = $1 AND projection = $2 AND version <= $3
         ORDER BY version DESC LIMIT 1) AS c
  LEFT JOIN LATERAL (
       SELECT e.sort, e.id,
              (SELECT d.document FROM view_document d
                WHERE d.organisation = $1 AND d.projection = $2
                  AND d.version = c.shelf AND d.id = e.id) AS document
         FROM view_entry e
        WHERE e.organisation = $1 AND e.projection = $2 AND e.version = c.shelf
          AND e.list = $4 AND e.filter = $5 AND (e.sort, e.id) > ($6, $7)
        ORDER BY e.sort, e.id LIMIT $8) AS p ON true
 ORDER BY p.sort, p.id
"""
WHAT_IS_DUE = """
SELECT e.organisation, e.id
  FROM view_entry e
 WHERE e.list = 'due' AND e.sort <= $1
   AND e.version = (
       SELECT c.version * c.side
         FROM unnest($2::text[], $3::int[]) AS ours (projection, version)
         JOIN view_checkpoint c
           ON c.organisation = e.organisation AND c.projection = ours.projection
          AND c.version = ours.version
        WHERE ours.projection = e.projection)
 ORDER BY e.sort, e.organisation, e.id LIMIT $4
"""
SEARCH = """
SELECT c.version, c.position, c.fault, p.away, p.sort, p.id, p.document
  FROM (SELECT version, version * side AS shelf, position, fault FROM view_checkpoint
         WHERE organisation = $1 AND projection = $2 AND version <= $3
         ORDER BY version DESC LIMIT 1) AS c
  LEFT JOIN LATERAL (
       SELECT best.away, best.sort, best.id,
              (SELECT d.document FROM view_document d
                WHERE d.organisation = $1 AND d.projection = $2
                  AND d.version = c.shelf AND d.id = best.id) AS document
         FROM (SELECT f.away, f.sort, f.id
                 FROM find_words(
                      $4::text::tsquery
                      && quote_literal(concat_ws(' ', $1::text, $2::text, c.shelf))::tsquery,
                      $5, $6) AS f
                WHERE (f.away, f.sort, f.id) > ($7, $8, $9)
                ORDER BY f.away, f.sort, f.id LIMIT $10) AS best) AS p ON true
 ORDER BY p.away, p.sort, p.id
"""
# What is found of an organisation must stand on the shelf that serves there.
SEARCH_SHARED = """
SELECT best.away, best.sort, best.organisation, best.id,
       (SELECT d.document FROM view_document d
         WHERE d.organisation = best.organisation AND d.projection = best.projection
           AND d.version = best.version AND d.id = best.id) AS document
  FROM (SELECT min(f.away) AS away, whole.sort, whole.organisation, whole.id,
               whole.projection, whole.version
          FROM (SELECT organisation, projection, version, split_part(id, ' ', 1) AS id,
                       min(away) AS away
                  FROM find_words($1::text::tsquery, $2, $3) GROUP BY 1, 2, 3, 4) AS f
         CROSS JOIN LATERAL (
               SELECT c.version * c.side AS shelf
                 FROM unnest($4::text[], $5::int[]) AS ours (projection, version)
                 JOIN view_checkpoint c
                   ON c.organisation = f.organisation AND c.projection = ours.projection
                  AND c.version = ours.version
                WHERE ours.projection = f.projection LIMIT 1) AS serves
         CROSS JOIN LATERAL (
               SELECT c.version * c.side AS shelf FROM view_checkpoint c
                WHERE c.organisation = f.organisation AND c.projection = $6 AND c.version = $7
                LIMIT 1) AS wholes
         CROSS JOIN LATERAL (
               SELECT w.sort, w.organisation, w.id, w.projection, w.version FROM view_words w
                WHERE w.organisation = f.organisation AND w.projection = $6
                  AND w.version = wholes.shelf AND w.id = f.id
                  AND w.words @@ $8::text::tsquery
                LIMIT 1) AS whole
         WHERE f.version = serves.shelf
         GROUP BY whole.sort, whole.organisation, whole.id, whole.projection, whole.version
        HAVING (min(f.away), whole.sort, whole.organisation, whole.id) > ($9, $10, $11, $12)
         ORDER BY min(f.away), whole.sort, whole.organisation, whole.id LIMIT $13) AS best
 ORDER BY best.away, best.sort, best.organisation, best.id
"""
LIST_SHARED = """
SELECT 0 AS away, p.sort, p.organisation, p.id,
       (SELECT d.document FROM view_document d
         WHERE d.organisation = p.organisation AND d.projection = $1
           AND d.version = p.version AND d.id = p.id) AS document
  FROM (SELECT e.sort, e.organisation, e.id, e.version FROM view_entry e
         WHERE e.list = 'shared' AND e.filter = $3
           AND (e.sort, e.organisation, e.id) > ($4, $5, $6)
           AND e.projection = $1
           AND e.version = (
               SELECT c.version * c.side FROM view_checkpoint c
                WHERE c.organisation = e.organisation AND c.projection = $1 AND c.version = $2)
         ORDER BY e.sort, e.organisation, e.id LIMIT $7) AS p
 ORDER BY p.sort, p.organisation, p.id
"""
MOST_FOUND = 2_000
"""Documents that a search looks through; who gets more should say more."""
FARTHEST = 1_000_000
"""From the best match: where nothing but the list was asked for."""
NOWHERE = UUID(int=0)
PLACE = ("away", "sort", "organisation", "id")
QUOTED = str.maketrans({"'": "''", "\\": "\\\\"})
"""How a lexeme is written down in a query."""

Rows = Sequence[Mapping[str, Any]]


class _Cursor(NamedTuple):
    """The last place of a page; it continues this list of this version and no other."""

    projection: str
    version: int
    list: str
    filter: str
    sort: str
    id: str
    away: int = -1
    """Of a search: how far from the best match."""
    organisation: UUID = NOWHERE
    """Of a list across organisations."""


class PostgresViews:
    """Keeps the port ``Views``. ``progress`` tells how far the views of this process came.

    A view that was never built has come to no position: whoever asks for an organisation
    that does not exist waits in vain and gets ViewLate.
    """

    def __init__(self, pool: Pool, progress: Signals, *, patience: float = PATIENCE_SECONDS):
        self._pool, self._progress, self._patience = pool, progress, patience

    async def get(
        self,
        organisation: OrganisationId,
        projection: Projection[Document],
        document_id: str,
        *,
        at_least: int = 0,
    ) -> Found[Document] | None:
        if "\0" in document_id:
            return None
        key = (as_uuid(organisation), projection.NAME, projection.VERSION, document_id)
        (row,) = await self._read(organisation, at_least, lambda: fetch(self._pool, GET, *key))
        if row["document"] is None:
            return None
        return Found(
            msgspec.json.Decoder(projection.DOCUMENT).decode(row["document"]), row["position"]
        )

    async def several(
        self,
        organisation: OrganisationId,
        projection: Projection[Document],
        document_ids: Collection[str],
        *,
        at_least: int = 0,
    ) -> tuple[dict[str, Document], int]:
        wanted = sorted({name for name in document_ids if "\0" not in name})
        key = (as_uuid(organisation), projection.NAME, projection.VERSION, wanted)
        rows = await self._read(organisation, at_least, lambda: fetch(self._pool, SEVERAL, *key))
        decode = msgspec.json.Decoder(projection.DOCUMENT).decode
        found = {row["id"]: decode(row["document"]) for row in rows if row["id"] is not None}
        return found, rows[0]["position"]

    async def page(
        self,
        organisation: OrganisationId,
        projection: Projection[Document],
        list_name: str,
        filter: str = "",
        *,
        cursor: str | None = None,
        limit: int = 100,
        at_least: int = 0,
    ) -> Page[Document]:
        filter = filter_key(filter)
        after = _read_cursor(cursor, projection.NAME, list_name, filter)
        key = (as_uuid(organisation), projection.NAME, projection.VERSION)
        place = (list_name, filter, after.sort, after.id)
        rows = await self._read(
            organisation, at_least, lambda: fetch(self._pool, PAGE, *key, *place, limit + 1)
        )
        if cursor is not None and after.version != rows[0]["version"]:
            raise ValueError("this cursor belongs to an earlier version of the view")
        found = [row for row in rows if row["id"] is not None]
        return _page(projection, found, limit, after, rows[0])

    async def search(
        self,
        organisation: OrganisationId,
        projection: Searchable[Document],
        list_name: str,
        filters: Sequence[str] = (),
        *,
        words: str | None = None,
        cursor: str | None = None,
        limit: int = 100,
        at_least: int = 0,
    ) -> Page[Document]:
        lists = _in_all(projection, list_name, filters or ("",))
        after = _read_cursor(cursor, projection.NAME, list_name, _asked(lists, words))
        key = (as_uuid(organisation), projection.NAME, projection.VERSION)
        place = (lists, words, MOST_FOUND, after.away, after.sort, after.id)
        rows = await self._read(
            organisation, at_least, lambda: fetch(self._pool, SEARCH, *key, *place, limit + 1)
        )
        if cursor is not None and after.version != rows[0]["version"]:
            raise ValueError("this cursor belongs to an earlier version of the view")
        found = [row for row in rows if row["id"] is not None]
        return _page(projection, found, limit, after, rows[0])

    async def shared(
        self,
        projection: Searchable[Document],
        parts: Searchable[Any],
        filter: str = "",
        *,
        words: str | None = None,
        cursor: str | None = None,
        limit: int = 100,
    ) -> SharedPage[Document]:
        lists = _in_all(projection, "shared", [filter])
        after = _read_cursor(cursor, projection.NAME, "shared", _asked(lists, words))
        place = (after.sort, after.organisation, after.id)
        name, version = projection.NAME, projection.VERSION
        if words is None:
            asked = (name, version, filter_key(filter), *place, limit + 1)
            rows = await fetch(self._pool, LIST_SHARED, *asked)
        else:
            anywhere = f"{lists} | {_in_all(parts, 'shared_parts', [''])}"
            views = [name, parts.NAME], [version, parts.VERSION], name, version
            begins = (after.away, *place, limit + 1)
            rows = await fetch(
                self._pool, SEARCH_SHARED, anywhere, words, MOST_FOUND, *views, lists, *begins
            )
        decode = msgspec.json.Decoder(projection.DOCUMENT).decode
        found = [
            Elsewhere(as_organisation(row["organisation"]), decode(row["document"]))
            for row in rows[:limit]
        ]
        more = None if len(rows) <= limit else _after(after, rows[limit - 1])
        return SharedPage(found, None if more is None else _write_cursor(more))

    async def due(
        self, now: datetime, among: Sequence[Projection[Any]] = DUE
    ) -> list[tuple[OrganisationId, str]]:
        """What stands in the list "due" of these read models, of all organisations, and whose
        moment has come; what was due first comes first. Unless others are named: decisions and
        neighbourhood votes whose close has come and whose result is not declared."""
        names, versions = [p.NAME for p in among], [p.VERSION for p in among]
        rows = await fetch(self._pool, WHAT_IS_DUE, moment(now), names, versions, MOST_DUE)
        return [(as_organisation(row["organisation"]), row["id"]) for row in rows]

    async def _read(
        self, organisation: OrganisationId, at_least: int, read: Callable[[], Awaitable[Rows]]
    ) -> Rows:
        """Read again whenever the views have moved, until they have come far enough."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._patience
        while True:
            heard = self._progress.last(organisation)
            rows = await read()
            if rows and rows[0]["position"] >= at_least:
                return rows
            if rows and rows[0]["fault"] is not None:
                raise ViewStopped(at=rows[0]["position"])
            left = deadline - loop.time()
            if left <= 0:
                raise ViewLate(at=rows[0]["position"] if rows else 0)
            await self._progress.wait(organisation, heard, min(left, GLANCE_SECONDS))


def _page(
    projection: Projection[Document], found: Rows, limit: int, after: _Cursor, of: Mapping[str, Any]
) -> Page[Document]:
    """``found`` has one more than was asked for, if there is one more."""
    decode = msgspec.json.Decoder(projection.DOCUMENT).decode
    more = None if len(found) <= limit else _after(after, found[limit - 1])
    return Page(
        [decode(row["document"]) for row in found[:limit]],
        None if more is None else _write_cursor(more._replace(version=of["version"])),
        of["position"],
    )


def _after(cursor: _Cursor, last: Mapping[str, Any]) -> _Cursor:
    """The same list, past this row of it."""
    place = {name: last[name] for name in PLACE if name in last.keys()}  # noqa: SIM118
    return cursor._replace(**place)


def stands_in(projection: Projection[Any], list_name: str, filter: str) -> str:
    """The lexeme of a list: no word of a text has a space in it."""
    return f"{projection.NAME} {list_name} {filter_key(filter)}"


def _in_all(projection: Projection[Any], list_name: str, filters: Sequence[str]) -> str:
    """A query for what stands in the list under each of these filters."""
    lists = (stands_in(projection, list_name, each) for each in filters)
    return " & ".join("'" + each.translate(QUOTED) + "'" for each in lists)


def _asked(lists: str, words: str | None) -> str:
    """What a cursor of a search belongs to."""
    return filter_key(lists if words is None else f"{lists} {words}")


@lru_cache(maxsize=4_096)
def filter_key(filter: str) -> str:
    """Residents' own words may be longer than a key can be, or hold what text cannot."""
    plain = filter.encode()
    if len(plain) <= LONGEST_FILTER and b"\0" not in plain:
        return filter
    return f"sha256:{sha256(plain).hexdigest()}"


def _write_cursor(cursor: _Cursor) -> str:
    return urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def _read_cursor(cursor: str | None, projection: str, list_name: str, filter: str) -> _Cursor:
    """Raise ValueError for one that was not given out for this list."""
    if cursor is None:
        return _Cursor(projection, 0, list_name, filter, "", "")
    try:
        plain = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        read = msgspec.json.decode(plain, type=_Cursor)
    except (binascii.Error, UnicodeEncodeError, msgspec.DecodeError) as fault:
        raise ValueError("this is no cursor") from fault
    if (read.projection, read.list, read.filter) != (projection, list_name, filter):
        raise ValueError("this cursor belongs to another list")
    if "\0" in read.sort + read.id or not -1 <= read.away <= FARTHEST:
        raise ValueError("this is no cursor")
    return read
