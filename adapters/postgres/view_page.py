"""One page of events, applied to the views of one organisation exactly once.

Documents, index and checkpoints are one transaction, and the rows of the checkpoints are
locked before anything is loaded. So runners of several servers may work on the same
organisation: one waits, and finds the page done.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import msgspec

from adapters.postgres import view_store
from adapters.postgres.log import as_uuid
from adapters.postgres.pool import Pool, connection
from adapters.postgres.view_store import Change, Checkpoint, Place
from domain.ids import OrganisationId
from domain.ports import StoredRecord
from projections.base import Projection
from projections.folding import Fault, Step, fold, read, steps, touched

BYTES_AT_ONCE = 1_000_000
"""Of records in one transaction: one that opens ballots changes some 250 documents."""

View = Projection[Any]


async def apply_page(
    pool: Pool,
    organisation: OrganisationId,
    views: Sequence[View],
    page: Sequence[StoredRecord],
    end: int,
) -> dict[str, Fault]:
    """These views have seen everything up to ``end`` then, if they had what came before the page.

    Return where views stopped, by name. What came before a fault is applied.
    """
    key = as_uuid(organisation)
    known = [(stored, read(stored)) for stored in page]
    async with connection(pool) as db, db.transaction():
        places = await view_store.checkpoints(db, key, views, lock=True)
        ways = [
            (view, reached.shelf, steps(view, known, after=reached.position))
            for view in views
            if (reached := places.get(view.NAME)) is not None
            and reached.fault is None
            and reached.position < end
        ]
        changes, faults = await _fold(db, key, ways)
        await view_store.write(db, key, changes)
        await view_store.move(
            db, key, [(v, place(end, faults.get(v.NAME), shelf)) for v, shelf, _ in ways]
        )
    return faults


def place(end: int, fault: Fault | None, shelf: int) -> Checkpoint:
    """Where a view stands that was shown everything up to ``end``."""
    if fault is None:
        return Checkpoint(end, None, shelf)
    return Checkpoint(fault.position - 1, str(fault), shelf)


def portions(page: Sequence[StoredRecord]) -> Iterator[list[StoredRecord]]:
    portion: list[StoredRecord] = []
    size = 0
    for stored in page:
        portion.append(stored)
        size += len(stored.record)
        if size > BYTES_AT_ONCE:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


async def _fold(
    db: Any, key: UUID, ways: Sequence[tuple[View, int, list[Step]]]
) -> tuple[list[Change], dict[str, Fault]]:
    """Load what is touched, in one read for all views, and fold."""
    wanted = [
        Place(view, shelf, name) for view, shelf, way in ways for name in sorted(touched(view, way))
    ]
    stored = await view_store.load(db, key, wanted)
    changes: list[Change] = []
    faults: dict[str, Fault] = {}
    for view, shelf, way in ways:
        decode = msgspec.json.Decoder(view.DOCUMENT).decode
        before = {
            name: decode(stored[view.NAME, name])
            for owner, _, name in wanted
            if owner is view and (view.NAME, name) in stored
        }
        folded = fold(view, before, way)
        changes += [
            Change(Place(view, shelf, name), before.get(name), document)
            for name, document in folded.changed.items()
        ]
        if folded.fault is not None:
            faults[view.NAME] = folded.fault
    return changes, faults
