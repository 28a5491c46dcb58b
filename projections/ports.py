"""What reading asks of the outside: promises, kept by ``adapters``."""

from collections.abc import Collection, Sequence
from typing import Any, Generic, NamedTuple, Protocol

from domain.errors import CannotAnswerNow
from domain.ids import OrganisationId
from projections.base import Document, Projection, Searchable


class ViewLate(CannotAnswerNow):
    """This view has not come as far as you asked for. Nothing is lost; ask again."""

    code = "view.late"


class ViewStopped(CannotAnswerNow):
    """This view stopped at an event that it cannot apply. The record itself is not affected."""

    code = "view.stopped"


class Found(NamedTuple, Generic[Document]):
    document: Document
    position: int
    """How far the view had come: everything up to here is in the document."""


class Page(NamedTuple, Generic[Document]):
    documents: Sequence[Document]
    cursor: str | None
    """Names the next page; None when this is the last."""
    position: int


class Elsewhere(NamedTuple, Generic[Document]):
    """A document, and the organisation that it is of."""

    organisation: OrganisationId
    document: Document


class SharedPage(NamedTuple, Generic[Document]):
    """Of several organisations, each of which has come to a position of its own."""

    found: Sequence[Elsewhere[Document]]
    cursor: str | None


class Views(Protocol):
    """Current-state views, one per projection and organisation.

    ``at_least`` waits, woken and bounded, until the view has come to that position; else
    ViewLate, or ViewStopped, is raised.
    """

    async def get(
        self,
        organisation: OrganisationId,
        projection: Projection[Document],
        document_id: str,
        *,
        at_least: int = 0,
    ) -> Found[Document] | None: ...

    async def several(
        self,
        organisation: OrganisationId,
        projection: Projection[Document],
        document_ids: Collection[str],
        *,
        at_least: int = 0,
    ) -> tuple[dict[str, Document], int]:
        """Those of them that there are, by identifier, and how far the view had come."""

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
        """Raise ValueError for a cursor that was not given out by this method."""

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
        """Those that stand in the list under each of these filters, and in which the words are
        found: the best match first, then in the order of the list. Raise ValueError as above."""

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
        """Of all organisations, what stands in the list "shared" and has the words in it, or in
        one of its ``parts``: those that stand in the list "shared_parts" and whose name begins
        with that of the whole, and a space. Raise ValueError as above."""
