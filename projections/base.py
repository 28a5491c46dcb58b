"""What a read model is: a pure fold from events to documents.

The same fold serves the live view, a rebuild, and a replay to any past moment.
"""

from collections.abc import Iterable, MutableMapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

import msgspec

from domain.kernel import Event, Selector
from domain.record import Recorded

Document = TypeVar("Document", bound=msgspec.Struct)


class Entry(NamedTuple):
    """Where a document is found: in ``list``, narrowed by ``filter``, ordered by ``sort``.

    ``filter`` is empty for the whole list. ``sort`` orders as text.
    """

    list: str
    filter: str
    sort: str


class Projection(Protocol[Document]):
    """No document holds a list that grows with events, ballots or persons."""

    NAME: str
    VERSION: int
    """A change of it rebuilds the view at start."""
    FOLLOWS: tuple[type[Event], ...]
    DOCUMENT: type[Document]

    def touches(self, event: Event) -> Iterable[str]:
        """Identifiers of the documents that this event may change."""

    def feeds(self, document_id: str) -> Sequence[Selector]:
        """Selectors that find every event that touches this document (and maybe more)."""

    def apply(self, documents: MutableMapping[str, Document], recorded: Recorded) -> None:
        """Change the touched documents; those that exist are in ``documents`` already."""

    def index(self, document: Document) -> Iterable[Entry]:
        """Every list that the document stands in. Lists are bounded in number, not in length."""


class Searchable(Projection[Document], Protocol[Document]):
    """A read model whose documents are found by their words, as far as they stand in a list."""

    def words(self, document: Document) -> Iterable[str]:
        """Texts that are published in the document, in Dutch or in English; nothing that has to
        be erased one day."""
