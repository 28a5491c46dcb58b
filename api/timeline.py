"""The timeline: everything that happened, in plain sentences."""

from typing import Annotated

import msgspec
from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, page_of
from api.types import UUID, OrganisationPath
from projections.timeline import TIMELINE, Happening

About = Annotated[
    str | None,
    QueryParameter(
        pattern=rf"^((decision|vote|plan|seat):{UUID}|organ:[a-z][a-z_]{{0,59}})\Z",
        description="A decision, vote, plan, seat, or an organ such as `organ:board`.",
    ),
]


class TimelineSeen(msgspec.Struct, frozen=True, kw_only=True):
    timeline: tuple[Happening, ...]
    next: str | None


@get("/timeline", operation_id="readTimeline")
async def read_timeline(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    about: About = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[TimelineSeen]:
    """Read what happened, the oldest first; all, or what is about one thing."""
    page = await page_of(
        views,
        organisation,
        TIMELINE,
        "timeline",
        about,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = TimelineSeen(timeline=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))
