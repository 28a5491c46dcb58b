"""Seats: the clerk establishes and fills them; everybody sees the board, now and as it was."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from api.callers import ByCaller
from api.moments import At, Known, events_up_to, resolve
from api.reading import AtLeast, ByViews, whole_list
from api.receipts import Done, at_position, done
from api.types import (
    ORGAN,
    Asked,
    Holder,
    Moment,
    Organ,
    OrganisationPath,
    Published,
    SeatPath,
)
from domain.carry_out import Receipt
from domain.events.seats import SeatFilled, SeatKind, SeatVacated, VacancyReason
from domain.ids import OrganisationId, PersonId
from domain.kernel import select
from domain.seats.establish_seat import EstablishSeat
from domain.seats.fill_seat import FillSeat
from domain.seats.vacate_seat import VacateSeat
from projections.board import BOARD, Occupancy, Seat, holder_at, occupancy
from projections.replay import listed, replay

BOARD_OF = "/organisations/{organisation}/board?organ={organ}"


class SeatAsked(Asked, frozen=True, kw_only=True):
    organ: Organ
    kind: SeatKind
    title: Published


class HolderAsked(Asked, frozen=True, kw_only=True):
    """In office from ``term_from`` until just before ``term_until``."""

    holder: Holder
    term_from: Moment
    term_until: Moment


class VacancyAsked(Asked, frozen=True, kw_only=True):
    """``vacated_at`` is the moment from which nobody holds the seat any more."""

    reason: VacancyReason
    vacated_at: Moment


class SeatOnBoard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    seat: Seat
    holder: PersonId | None = None


class BoardSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds office at ``moment``, as known at ``position`` of the log."""

    organ: str
    position: int
    moment: datetime
    occupancy: Occupancy
    seats: tuple[SeatOnBoard, ...]


@post("/seats", operation_id="establishSeat")
async def establish_seat(
    organisation: FromPath[OrganisationPath], data: JSONBody[SeatAsked], caller: ByCaller
) -> Response[Done]:
    """Establish a seat on an organ. Only the clerk may."""
    receipt = await caller.asks(
        EstablishSeat,
        organisation,
        seat=caller.new_id("seat"),
        organ=data.organ,
        kind=data.kind,
        title=data.title,
    )
    return done(receipt, BOARD_OF.format(organisation=organisation, organ=data.organ))


@post("/seats/{seat:str}/holder", operation_id="fillSeat")
async def fill_seat(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: JSONBody[HolderAsked],
    caller: ByCaller,
) -> Response[Done]:
    """Record who takes a seat, and for which term. Only the clerk may."""
    receipt = await caller.asks(
        FillSeat,
        organisation,
        seat=seat,
        holder=data.holder,
        term_from=data.term_from,
        term_until=data.term_until,
    )
    return done(receipt, _board_of(organisation, receipt))


@post("/seats/{seat:str}/vacancy", operation_id="vacateSeat")
async def vacate_seat(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: JSONBody[VacancyAsked],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a holder leaves, and why. Only the clerk may."""
    receipt = await caller.asks(
        VacateSeat, organisation, seat=seat, reason=data.reason, vacated_at=data.vacated_at
    )
    return done(receipt, _board_of(organisation, receipt))


def _board_of(organisation: OrganisationId, receipt: Receipt) -> str:
    event = receipt.recorded[0].event
    assert isinstance(event, SeatFilled | SeatVacated)
    return BOARD_OF.format(organisation=organisation, organ=event.organ)


@get("/board", operation_id="readBoard")
async def read_board(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    views: ByViews,
    organ: Annotated[str, QueryParameter(pattern=ORGAN)] = "board",
    at: At = None,
    at_least: AtLeast = 0,
) -> Response[BoardSeen]:
    """Read who holds which seat of an organ: now, or as it was known at a past moment."""
    if at is None:
        seats, position = await whole_list(
            views, organisation, BOARD, "seats", f"organ:{organ}", at_least=at_least
        )
        return _board(organ, Known(position, caller.at), seats)
    known = await resolve(caller.ports.log, organisation, at)
    events = await events_up_to(
        caller.ports.log,
        organisation,
        [select(*BOARD.FOLLOWS, tags=[f"organ:{organ}"])],
        known.position,
    )
    return _board(organ, known, listed(BOARD, replay(BOARD, events), "seats", f"organ:{organ}"))


def _board(organ: str, known: Known, seats: Sequence[Seat]) -> Response[BoardSeen]:
    seen = BoardSeen(
        organ=organ,
        position=known.position,
        moment=known.moment,
        occupancy=occupancy(seats, known.moment),
        seats=tuple(SeatOnBoard(seat=seat, holder=holder_at(seat, known.moment)) for seat in seats),
    )
    return Response(seen, headers=at_position(known.position))
