"""Agendas: their items are placed, opened and closed, and people ask for the floor."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from api.callers import ByCaller
from api.examples import SEAT, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, page_of
from api.receipts import Done, done
from api.types import (
    Asked,
    Decision,
    ItemPath,
    MeetingPath,
    Moment,
    OrganisationPath,
    Published,
    Seat,
)
from api.types import Item as EarlierItem
from domain.bylaws.articles import DecisionKind
from domain.meetings.ask_for_the_floor import AskForTheFloor
from domain.meetings.close_item import CloseItem
from domain.meetings.give_the_floor import GiveTheFloor
from domain.meetings.open_item import OpenItem
from domain.meetings.place_item import PlaceItem
from projections.agenda import AGENDA, Item

AGENDA_OF = "/organisations/{organisation}/meetings/{meeting}/items"


class ItemAsked(Asked, frozen=True, kw_only=True):
    """`notified_at` is when those who were called got to know of it.

    `kind` is what is to be decided, if anything, and `decision` the draft of it; `carried_from`
    is the same item of an earlier meeting, where too few took part to decide on it.
    """

    title: Published
    notified_at: Moment
    kind: DecisionKind | None = None
    carried_from: EarlierItem | None = None
    decision: Decision | None = None


class ItemOpeningAsked(Asked, frozen=True, kw_only=True):
    opened_at: Moment


class ItemClosingAsked(Asked, frozen=True, kw_only=True):
    closed_at: Moment


class FloorRequestAsked(Asked, frozen=True, kw_only=True):
    seat: Seat


class FloorAsked(Asked, frozen=True, kw_only=True):
    """Whoever asked first, unless `seat` names another who asked."""

    seat: Seat | None = None


class AgendaSeen(msgspec.Struct, frozen=True, kw_only=True):
    items: tuple[Item, ...]
    next: str | None


@post("/meetings/{meeting:str}/items", operation_id="placeItem")
async def place_item(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    data: Annotated[
        ItemAsked,
        json_such_as(
            title="A garden on the square", notified_at="2026-05-04T12:00:00Z", kind="plan"
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Place an item on the agenda of a meeting. The chair may, and the clerk.

    One that came too late is recorded with this `defect`.
    """
    receipt = await caller.asks(
        PlaceItem,
        organisation,
        meeting=meeting,
        item=caller.new_id("item"),
        title=data.title,
        notified_at=data.notified_at,
        kind=data.kind,
        carried_from=data.carried_from,
        decision=data.decision,
    )
    return done(receipt, AGENDA_OF.format(organisation=organisation, meeting=meeting))


@get("/meetings/{meeting:str}/items", operation_id="listAgenda")
async def list_agenda(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[AgendaSeen]:
    """List the items of a meeting's agenda, and who waits for the floor."""
    page = await page_of(
        views,
        organisation,
        AGENDA,
        "agenda",
        meeting,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = AgendaSeen(items=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@post("/meetings/{meeting:str}/items/{item:str}/opening", operation_id="openItem")
async def open_item(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    item: FromPath[ItemPath],
    data: Annotated[ItemOpeningAsked, json_such_as(opened_at="2026-05-18T18:10:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Open an item of the agenda. The chair may, and the clerk; one item at a time."""
    receipt = await caller.asks(
        OpenItem, organisation, meeting=meeting, item=item, opened_at=data.opened_at
    )
    return done(receipt, AGENDA_OF.format(organisation=organisation, meeting=meeting))


@post("/meetings/{meeting:str}/items/{item:str}/closing", operation_id="closeItem")
async def close_item(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    item: FromPath[ItemPath],
    data: Annotated[ItemClosingAsked, json_such_as(closed_at="2026-05-18T18:40:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Close the item that is open. The chair may, and the clerk; not while a decision runs."""
    receipt = await caller.asks(
        CloseItem, organisation, meeting=meeting, item=item, closed_at=data.closed_at
    )
    return done(receipt, AGENDA_OF.format(organisation=organisation, meeting=meeting))


@post("/meetings/{meeting:str}/items/{item:str}/floor/requests", operation_id="askForTheFloor")
async def ask_for_the_floor(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    item: FromPath[ItemPath],
    data: Annotated[FloorRequestAsked, json_such_as(seat=SEAT)],
    caller: ByCaller,
) -> Response[Done]:
    """Ask to speak on the open item. Whoever is there for the seat may; the clerk for others."""
    receipt = await caller.asks(
        AskForTheFloor, organisation, meeting=meeting, item=item, seat=data.seat
    )
    return done(receipt, AGENDA_OF.format(organisation=organisation, meeting=meeting))


@post("/meetings/{meeting:str}/items/{item:str}/floor", operation_id="giveTheFloor")
async def give_the_floor(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    item: FromPath[ItemPath],
    data: Annotated[FloorAsked, json_such_as(seat=SEAT)],
    caller: ByCaller,
) -> Response[Done]:
    """Give the floor to whoever asked first, or to another who asked. The chair may, and the clerk.

    That somebody was passed over stands in the record.
    """
    receipt = await caller.asks(
        GiveTheFloor, organisation, meeting=meeting, item=item, seat=data.seat
    )
    return done(receipt, AGENDA_OF.format(organisation=organisation, meeting=meeting))
