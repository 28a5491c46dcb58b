"""Seats: the clerk establishes them, records who takes and leaves them, and corrects it."""

from typing import Annotated

from litestar import Response, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from api.callers import ByCaller
from api.examples import EVENT, PERSON, json_such_as
from api.receipts import Done, done
from api.types import (
    UUID,
    Asked,
    Decision,
    Holder,
    Moment,
    Organ,
    OrganisationPath,
    Published,
    SeatPath,
)
from domain.carry_out import Receipt
from domain.events.seats import Filling, SeatKind, Serves, VacancyReason
from domain.ids import EventId, OrganisationId
from domain.seats.annul_seat_event import AnnulSeatEvent
from domain.seats.carry_over import CarryOver
from domain.seats.establish_seat import EstablishSeat
from domain.seats.fill_seat import FillSeat
from domain.seats.vacate_seat import VacateSeat

BOARD_OF = "/organisations/{organisation}/board?organ={organ}"

Corrected = Annotated[
    EventId,
    Meta(
        pattern=rf"^event:{UUID}\Z",
        description="An event about this seat that was wrong, as the timeline names it.",
    ),
]


class SeatAsked(Asked, frozen=True, kw_only=True):
    organ: Organ
    kind: SeatKind
    title: Published


class HolderAsked(Asked, frozen=True, kw_only=True):
    """In office from `term_from` until just before `term_until`, which may lie in the past.

    Who was delegated by a group, or appointed by a court, has it in `appointed_by`. Who was
    elected may have the `decision`. Whoever finishes the term of somebody who left serves the
    `rest_of_term`; left out, it is what the bylaws in force say of replacements. `corrects` names
    an earlier filling of this seat, which this one replaces.
    """

    holder: Holder
    term_from: Moment
    term_until: Moment
    filled_by: Filling | None = None
    appointed_by: Published | None = None
    serves: Serves | None = None
    decision: Decision | None = None
    corrects: Corrected | None = None


class VacancyAsked(Asked, frozen=True, kw_only=True):
    """`vacated_at` is the moment from which nobody holds the seat any more."""

    reason: VacancyReason
    vacated_at: Moment
    corrects: Corrected | None = None


class CarryOverAsked(Asked, frozen=True, kw_only=True):
    carry_over_until: Moment


class AnnulmentAsked(Asked, frozen=True, kw_only=True):
    corrects: Corrected


@post("/seats", operation_id="establishSeat")
async def establish_seat(
    organisation: FromPath[OrganisationPath], data: JSONBody[SeatAsked], caller: ByCaller
) -> Response[Done]:
    """Establish a seat on an organ. Only the clerk may.

    The board has no more seats of a kind than the bylaws in force know.
    """
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
    data: Annotated[
        HolderAsked,
        json_such_as(
            holder=PERSON,
            term_from="2026-05-04T12:00:00Z",
            term_until="2030-05-04T12:00:00Z",
            filled_by="delegation",
            appointed_by="Tenants' association",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record who takes a seat, how they came to it, and for which term. Only the clerk may.

    A seat of the `general_meeting` is for who is a member during all of that term.
    """
    receipt = await caller.asks(
        FillSeat,
        organisation,
        seat=seat,
        holder=data.holder,
        term_from=data.term_from,
        term_until=data.term_until,
        filled_by=data.filled_by,
        appointed_by=data.appointed_by,
        serves=data.serves,
        decision=data.decision,
        corrects=data.corrects,
    )
    return done(receipt, board_of(organisation, receipt))


@post("/seats/{seat:str}/vacancy", operation_id="vacateSeat")
async def vacate_seat(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: Annotated[
        VacancyAsked, json_such_as(reason="resignation", vacated_at="2026-05-04T12:00:00Z")
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a holder leaves, and why. Only the clerk may."""
    receipt = await caller.asks(
        VacateSeat,
        organisation,
        seat=seat,
        reason=data.reason,
        vacated_at=data.vacated_at,
        corrects=data.corrects,
    )
    return done(receipt, board_of(organisation, receipt))


@post("/seats/{seat:str}/carry-over", operation_id="carryOverHolder")
async def carry_over(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: Annotated[CarryOverAsked, json_such_as(carry_over_until="2030-07-01T00:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a holder stays after the term until there is a successor. Only the clerk may.

    At most as long as the bylaws in force say, and nobody who was dismissed or left.
    """
    receipt = await caller.asks(
        CarryOver, organisation, seat=seat, carry_over_until=data.carry_over_until
    )
    return done(receipt, board_of(organisation, receipt))


@post("/seats/{seat:str}/annulments", operation_id="annulSeatEvent")
async def annul_seat_event(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: Annotated[AnnulmentAsked, json_such_as(corrects=EVENT)],
    caller: ByCaller,
) -> Response[Done]:
    """Annul what should never have been recorded of a seat. Only the clerk may.

    It stays in the record, but counts no more. Results that were declared stay as they are.
    """
    receipt = await caller.asks(AnnulSeatEvent, organisation, seat=seat, corrects=data.corrects)
    return done(receipt, board_of(organisation, receipt))


def board_of(organisation: OrganisationId, receipt: Receipt) -> str:
    """Where the seat that the first event is about is seen."""
    organ: str = receipt.recorded[0].event.organ  # type: ignore[attr-defined]
    return BOARD_OF.format(organisation=organisation, organ=organ)
