"""The feed: every event of an organisation, as the exact bytes that were recorded."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from api.callers import ByCaller, still_entitled
from api.cursors import Cursor, position_after, ranges
from api.errors import CursorMalformed, UnknownEventType
from api.reading import LIMIT, Limit
from api.receipts import at_position
from api.stream import EventStream, Feed, Live
from api.types import OrganisationPath
from domain.catalogue import EVENTS
from domain.ports import StoredRecord

BATCH = "application/cloudevents-batch+json"
STREAM = "text/event-stream"

ByLive = NamedDependency[SkipValidation[Live]]
After = Annotated[
    str | None,
    QueryParameter(
        max_length=200,
        description="The cursor from which to go on; without it, from the beginning.",
    ),
]
Types = Annotated[
    str | None,
    QueryParameter(max_length=1_000, description="Only these types, separated by commas."),
]


@get("/events", operation_id="readEvents")
async def read_events(
    organisation: FromPath[OrganisationPath],
    request: Request[Any, Any, Any],
    caller: ByCaller,
    live: ByLive,
    after: After = None,
    types: Types = None,
    limit: Limit = LIMIT,
) -> Response[bytes]:
    """Read events as a CloudEvents batch, or follow them as Server-Sent Events.

    A batch is an array of records, byte for byte as they were recorded. `Zetel-Cursor` names
    where to go on, on an empty page too; `Zetel-Positions` tells the positions, as a batch
    of some types has gaps. With `Accept: text/event-stream` the same address is a stream
    that goes on from `Last-Event-ID`.
    """
    log, wanted = caller.ports.log, _types(types)
    epoch = await log.epoch(organisation)
    if STREAM in request.headers.get("accept", ""):
        cursor = request.headers.get("last-event-id", after)
        start = position_after(cursor, epoch)
        if start > (await log.read(organisation, [], None)).head:
            raise CursorMalformed
        return EventStream(
            Feed(
                organisation=organisation,
                epoch=epoch,
                after=start,
                types=wanted,
                log=log,
                live=live,
                still_entitled=partial(still_entitled, request, organisation),
            )
        )
    start = position_after(after, epoch)
    page, head = await log.read_page(organisation, after=start, limit=limit, types=wanted)
    if start > head:
        raise CursorMalformed
    last = page[-1].position if len(page) == limit else head
    return _batch(request.url.path, page, Cursor(epoch, last), {"types": types, "limit": limit})


def _types(asked: str | None) -> tuple[str, ...]:
    """All, if none are named. Raise UnknownEventType."""
    named = tuple(asked.split(",")) if asked is not None else ()
    if not EVENTS.keys() >= set(named):
        raise UnknownEventType
    return named


def _batch(
    path: str, page: Sequence[StoredRecord], cursor: Cursor, asked: dict[str, str | int | None]
) -> Response[bytes]:
    again = {"after": str(cursor), **{n: value for n, value in asked.items() if value is not None}}
    return Response(
        b"[" + b",".join(stored.record for stored in page) + b"]",
        media_type=BATCH,
        headers={
            "Link": f'<{path}?{urlencode(again, safe=":,")}>; rel="next"',
            "Zetel-Cursor": str(cursor),
            "Zetel-Positions": ranges([stored.position for stored in page]),
            **at_position(cursor.position),
        },
    )
