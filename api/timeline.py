"""The timeline: everything that happened, in plain sentences."""

from typing import Annotated, Any

import msgspec
from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.cursors import Cursor as Place
from api.cursors import position_after
from api.errors import CursorMalformed
from api.reading import LIMIT, AtLeast, ByPage, Cursor, Limit
from api.types import UUID, OrganisationPath
from domain import record
from domain.catalogue import EVENTS
from projections.ports import Page, ViewLate
from projections.timeline import Happening, happening

About = Annotated[
    str | None,
    QueryParameter(
        pattern=rf"^((decision|vote|plan|seat|meeting):{UUID}|organ:[a-z][a-z_]{{0,59}})\Z",
        description="A decision, vote, plan, seat, meeting, or an organ such as `organ:board`.",
    ),
]


class TimelineSeen(msgspec.Struct, frozen=True, kw_only=True):
    timeline: tuple[Happening, ...]
    next: str | None


@get("/timeline", operation_id="readTimeline")
async def read_timeline(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    asked: ByPage,
    about: About = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[TimelineSeen]:
    """Read what happened, the oldest first; all, or what is about one thing."""
    log = caller.ports.log
    epoch = await log.epoch(organisation)
    after = position_after(cursor, epoch)
    narrowed: Any = {} if about is None else {"types": EVENTS, "tags": [about]}
    found, head = await log.read_page(organisation, after=after, limit=limit + 1, **narrowed)
    if after > head:
        raise CursorMalformed
    if at_least > head:
        raise ViewLate(at=head)
    told = [happening(record.decode(each.position, each.record)) for each in found[:limit]]
    more = str(Place(epoch, told[-1].position)) if len(found) > limit else None
    page = Page(documents=told, cursor=more, position=head)
    return Response(TimelineSeen(timeline=tuple(told), next=more), headers=asked.headers(page))
