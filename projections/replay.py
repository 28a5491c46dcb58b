"""A read model as it was: the live fold, over any history, up to any position."""

from collections.abc import Iterable, Mapping

from domain.record import Recorded
from projections.base import Document, Projection


def replay(
    projection: Projection[Document], events: Iterable[Recorded], *, until: int | None = None
) -> dict[str, Document]:
    """All documents as of position ``until``, or of the last event.

    ``events`` are in order; whatever the fold cannot apply raises.
    """
    documents: dict[str, Document] = {}
    for recorded in events:
        if until is not None and recorded.position > until:
            break
        if isinstance(recorded.event, projection.FOLLOWS):
            projection.apply(documents, recorded)
    return documents


def listed(
    projection: Projection[Document],
    documents: Mapping[str, Document],
    list_name: str,
    filter: str = "",
) -> list[Document]:
    """The documents that stand in a list, in its order, as the live view would show them."""
    places = sorted(
        (entry.sort, name)
        for name, document in documents.items()
        for entry in projection.index(document)
        if (entry.list, entry.filter) == (list_name, filter)
    )
    return [documents[name] for _, name in places]
