"""The live fold of one page of events: as far as it goes, and why it stopped."""

from collections import ChainMap
from collections.abc import Iterable, MutableMapping, Sequence
from functools import cache
from typing import Any, Generic, NamedTuple

from domain import record
from domain.kernel import Event
from domain.ports import StoredRecord
from domain.record import Recorded
from projections.base import Document, Projection

Step = tuple[StoredRecord, Recorded | Exception]
"""One event on a projection's way, or the fault in its place."""


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


def steps(projection: Projection[Any], page: Iterable[Step], *, after: int) -> list[Step]:
    """Those events past ``after`` that the projection follows."""
    types = followed(projection)
    return [step for step in page if step[0].type in types and step[0].position > after]


def followed(projection: Projection[Any]) -> frozenset[str]:
    """The types of its events."""
    return _types(projection.FOLLOWS)


@cache
def _types(events: tuple[type[Event], ...]) -> frozenset[str]:
    return frozenset(event.NAME for event in events)


def touched(projection: Projection[Any], way: list[Step]) -> set[str]:
    """The documents that these events may change. Where that cannot be told, a fault takes
    the event's place."""
    names: set[str] = set()
    for place, (stored, known) in enumerate(way):
        if isinstance(known, Recorded):
            try:
                names.update(projection.touches(known.event))
            except Exception as fault:
                way[place] = stored, fault
    return names


def fold(
    projection: Projection[Document],
    documents: MutableMapping[str, Document],
    way: Sequence[Step],
) -> Folded[Document]:
    """Apply as many steps as can be applied, leaving ``documents`` as they are."""
    draft: ChainMap[str, Document] = ChainMap({}, documents)
    for place, (stored, known) in enumerate(way):
        try:
            if isinstance(known, Exception):
                raise known
            projection.apply(draft, known)
        except Exception as cause:
            # What the failing event had changed already must not stay.
            good = fold(projection, documents, way[:place])
            return Folded(good.changed, Fault(stored.position, stored.type, cause))
    return Folded(dict(draft.maps[0]), None)
