"""Seats: the clerk establishes and fills them; everybody sees the board, now and as it was."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from api.callers import ByCaller, ByMember
from api.moments import At, events_up_to, resolve
from api.reading import AtLeast, ByViews, whole_list
from api.receipts import Done, at_position, done
from api.types import Asked, Holder, Moment, Organ, OrganisationPath, Published, SeatPath
from domain.events.seats import SeatKind, VacancyReason
from domain.ids import PersonId
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
