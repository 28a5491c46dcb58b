"""What all reads share: views, pages, and how long to wait for what was just written."""

from typing import Annotated, Any, cast
from urllib.parse import urlencode

from litestar import Request
from litestar.di import NamedDependency
from litestar.params import QueryParameter, SkipValidation

from api.bodies import LARGEST_INTEGER
from api.errors import CursorMalformed, Fault, RequestInvalid
from api.receipts import at_position
from domain.ids import OrganisationId
from projections.base import Document, Projection
from projections.ports import Page, Views

LIMIT = 100
MOST = 500

ByViews = NamedDependency[SkipValidation[Views]]
Limit = Annotated[int, QueryParameter(ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[
    str | None,
    QueryParameter(
        min_length=1,
        max_length=500,
        pattern=r"^[\x21-\x7e]+\Z",
        description="`next` of the page before.",
    ),
]
AtLeast = Annotated[
    int,
    QueryParameter(
        ge=0,
        le=LARGEST_INTEGER,
        description="Wait until the view has come to this position, or say that it is late.",
    ),
]


class PageAsked:
    """Which page of which list a request asks for."""

    def __init__(self, request: Request[Any, Any, Any]) -> None:
        self.path, self.query = request.url.path, request.query_params

    def headers(self, page: Page[Any]) -> dict[str, str]:
        """Where the next page is, asked for in the same way, and how far the view had come."""
        return {**at_position(page.position), **self.link(page.cursor)}

    def link(self, cursor: str | None) -> dict[str, str]:
        """Where the next page is."""
        if cursor is None:
            return {}
        rest = [(name, value) for name, value in self.query.multi_items() if name != "cursor"]
        query = urlencode([("cursor", cursor), *rest], safe=":")
        return {"Link": f'<{self.path}?{query}>; rel="next"'}


ByPage = NamedDependency[SkipValidation[PageAsked]]


async def page_of(
    views: Views,
    organisation: OrganisationId,
    projection: Projection[Document],
    list_name: str,
    *filters: str | None,
    cursor: str | None,
    limit: int,
    at_least: int,
) -> Page[Document]:
    """At most one of ``filters`` may be there. Raise RequestInvalid, CursorMalformed."""
    given = [each for each in filters if each is not None]
    if len(given) > 1:
        raise RequestInvalid(Fault(detail="A list is narrowed by one thing at a time."))
    try:
        return await views.page(
            organisation,
            projection,
            list_name,
            *given,
            cursor=cursor,
            limit=limit,
            at_least=at_least,
        )
    except ValueError:
        raise CursorMalformed from None


async def whole_list(
    views: Views,
    organisation: OrganisationId,
    projection: Projection[Document],
    list_name: str,
    narrowed_to: str,
    *,
    at_least: int,
) -> tuple[list[Document], int]:
    """For lists that are short by nature; with the position of the oldest page."""
    documents: list[Document] = []
    cursor, positions = None, set()
    while True:
        page = await views.page(
            organisation,
            projection,
            list_name,
            narrowed_to,
            cursor=cursor,
            limit=MOST,
            at_least=at_least,
        )
        documents += page.documents
        positions.add(page.position)
        if (cursor := page.cursor) is None:
            return documents, min(positions)


def narrowed(name: str, value: str | None) -> str | None:
    """The filter of a list that stands for ``name`` being ``value``."""
    return None if value is None else f"{name}:{value}"


def the_views(request: Request[Any, Any, Any]) -> Views:
    return cast(Views, request.app.state.views)
