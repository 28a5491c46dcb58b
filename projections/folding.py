"""The live fold of one page of events: as far as it goes, and why it stopped."""

from collections import ChainMap
from collections.abc import Iterable, MutableMapping, Sequence
from typing import Any, Generic, NamedTuple

from domain import record
from domain.ports import StoredRecord
from domain.record import Recorded
from projections.base import Document, Projection


class Step(NamedTuple):
    """One event on a projection's way, or the fault in its place."""

    position: int
    type: str
    read: Recorded | Exception
    touches: Sequence[str]


class Fault(NamedTuple):
    """The event that a projection cannot apply."""

    position: int
    type: str
    cause: Exception

    def __str__(self) -> str:
        """Names kinds and places only, never what is in the event."""
        return f"{type(self.cause).__name__} at {self.position} ({self.type})"


class Folded(NamedTuple, Generic[Document]):
    changed: dict[str, Document]
    fault: Fault | None


def read(stored: StoredRecord) -> Recorded | Exception:
    """What cannot be read stops only those projections that follow its type."""
    try:
        return record.decode(stored.position, stored.record)
    except Exception as fault:
        return fault


def steps(
    projection: Projection[Any],
    page: Iterable[tuple[StoredRecord, Recorded | Exception]],
    *,
    after: int,
) -> list[Step]:
    """Those events past ``after`` that the projection follows."""
    followed = {event.NAME for event in projection.FOLLOWS}
    return [
        _step(projection, stored, known)
        for stored, known in page
        if stored.position > after and stored.type in followed
    ]


def fold(
    projection: Projection[Document],
    documents: MutableMapping[str, Document],
    way: Sequence[Step],
) -> Folded[Document]:
    """Apply as many steps as can be applied, leaving ``documents`` as they are."""
    draft: ChainMap[str, Document] = ChainMap({}, documents)
    for place, step in enumerate(way):
        try:
            if isinstance(step.read, Exception):
                raise step.read
            projection.apply(draft, step.read)
        except Exception as cause:
            # What the failing event had changed already must not stay.
            good = fold(projection, documents, way[:place])
            return Folded(good.changed, Fault(step.position, step.type, cause))
    return Folded(dict(draft.maps[0]), None)


def _step(projection: Projection[Any], stored: StoredRecord, known: Recorded | Exception) -> Step:
    if isinstance(known, Recorded):
        try:
            touches = tuple(projection.touches(known.event))
            return Step(stored.position, stored.type, known, touches)
        except Exception as fault:
            known = fault
    return Step(stored.position, stored.type, known, ())
