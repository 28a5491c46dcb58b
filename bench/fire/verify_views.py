"""Whether every view is what folding the log gives."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from adapters.postgres.views import filter_key
from bench.fire.evidence import View
from domain.ports import StoredRecord
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.catalogue import PROJECTIONS
from projections.folding import fold, read, steps

Known = Sequence[tuple[StoredRecord, Recorded | Exception]]


def known(log: Sequence[StoredRecord]) -> Known:
    return [(stored, read(stored)) for stored in log]


def folded(projection: Projection[Any], log: Known) -> View:
    """The view as it should stand once everything in the log was applied."""
    documents, fault = fold(projection, {}, steps(projection, log, after=0))
    return View(
        position=log[-1][0].position if log else 0,
        fault=None if fault is None else str(fault),
        documents={name: msgspec.json.encode(each) for name, each in documents.items()},
        entries=frozenset(
            (name, Entry(entry.list, filter_key(entry.filter), entry.sort))
            for name, each in documents.items()
            for entry in projection.index(each)
        ),
    )


def about_views(views: Mapping[str, View], log: Sequence[StoredRecord]) -> Iterator[str]:
    events = known(log)
    for projection in PROJECTIONS:
        found = views.get(projection.NAME)
        if found is None:
            yield f"the view {projection.NAME} is not there"
        elif found.fault is not None:
            yield f"the view {projection.NAME} stopped: {found.fault}"
        else:
            yield from _compared(projection.NAME, found, folded(projection, events))


def _compared(name: str, found: View, right: View) -> Iterator[str]:
    if right.fault is not None:
        yield f"the log cannot be folded to the view {name}: {right.fault}"
    if found.position != right.position:
        yield f"the view {name} stands at {found.position}; the log ends at {right.position}"
    for document in sorted(found.documents.keys() | right.documents.keys()):
        if found.documents.get(document) != right.documents.get(document):
            yield f"in the view {name}, {document} is not what the log says"
            break
    for document, entry in sorted(found.entries ^ right.entries):
        yield f"in the view {name}, {document} is wrongly listed or missing in {entry}"
        break
