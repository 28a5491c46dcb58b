"""The words by which documents are found, kept in line with them in the same transaction."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from adapters.postgres.views import stands_in
from projections.base import Projection

# Read as Dutch and as English both, whichever it is: so is whatever is asked, and a word that is
# asked not to be there is missing in both.
PUT_WORDS = """
INSERT INTO view_words (organisation, projection, version, id, sort, words)
SELECT $1, new.projection, new.version, new.id, new.sort,
       array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(new.stands::jsonb)))
       || to_tsvector('dutch', new.text) || to_tsvector('english', new.text)
  FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
       AS new (projection, version, id, sort, stands, text)
    ON CONFLICT (organisation, projection, version, id)
    DO UPDATE SET sort = excluded.sort, words = excluded.words
"""
DROP_WORDS = """
DELETE FROM view_words WHERE ctid = ANY (ARRAY(
    SELECT found.ctid
      FROM unnest($2::text[], $3::int[], $4::text[]) AS old (projection, version, id)
     CROSS JOIN LATERAL (
           SELECT w.ctid FROM view_words w
            WHERE w.organisation = $1 AND w.projection = old.projection
              AND w.version = old.version AND w.id = old.id
            LIMIT 1) AS found))
"""
CLEAR_WORDS = """
DELETE FROM view_words
 WHERE organisation = $1 AND projection = $2 AND version = ANY ($3::int[])
"""


class Row(NamedTuple):
    projection: str
    shelf: int
    id: str
    sort: str
    stands: str
    text: str


def row(
    organisation: UUID,
    view: Projection[Any],
    shelf: int,
    name: str,
    document: msgspec.Struct | None,
) -> Row | None:
    """None for a document that nobody can search: it stands in no list, or has no words."""
    if document is None or not hasattr(view, "words"):
        return None
    entries = list(view.index(document))
    if not entries:
        return None
    lists = sorted({stands_in(view, each.list, each.filter) for each in entries})
    return Row(
        view.NAME,
        shelf,
        name,
        entries[0].sort,
        msgspec.json.encode([f"{organisation} {view.NAME} {shelf}", *lists]).decode(),
        "\n".join(view.words(document)).replace("\0", " "),
    )


async def write(
    db: Any, organisation: UUID, changes: Iterable[tuple[Row | None, Row | None]]
) -> None:
    """Rows as they were and as they are."""
    moved = [(was, now) for was, now in changes if was != now]
    if put := [now for _, now in moved if now is not None]:
        await db.execute(PUT_WORDS, organisation, *columns(put))
    if gone := [was[:3] for was, now in moved if was is not None and now is None]:
        await db.execute(DROP_WORDS, organisation, *columns(gone))


async def clear(
    db: Any, organisation: UUID, view: Projection[Any], shelves: list[int], timeout: float
) -> None:
    await db.execute(CLEAR_WORDS, organisation, view.NAME, shelves, timeout=timeout)


def columns(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Of these rows, one parameter each."""
    return [list(column) for column in zip(*rows, strict=True)]
