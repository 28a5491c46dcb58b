"""What the clerk does with seats and their holders, in a word."""

from datetime import datetime
from typing import Any

from domain.carry_out import Receipt
from domain.ids import PersonId, SeatId
from domain.seats.annul_seat_event import AnnulSeatEvent
from domain.seats.appoint_stand_in import AppointStandIn
from domain.seats.assign_office import AssignOffice
from domain.seats.begin_absence import BeginAbsence
from domain.seats.carry_over import CarryOver
from domain.seats.end_absence import EndAbsence
from domain.seats.end_stand_in import EndStandIn
from domain.seats.lift_suspension import LiftSuspension
from domain.seats.lose_residency import LoseResidency
from domain.seats.regain_residency import RegainResidency
from domain.seats.release_office import ReleaseOffice
from domain.seats.suspend_holder import SuspendHolder
from tests.residents import CLERK, NEXT_WEEK, NEXT_YEAR, NOON, Community


async def annuls(street: Community, seat: SeatId, receipt: Receipt) -> Receipt:
    """What ``receipt`` recorded first."""
    wrong = receipt.recorded[0].id
    return await street.does(CLERK, AnnulSeatEvent, seat=seat, corrects=wrong)


async def assigns(street: Community, seat: SeatId, office: str = "chair", **asked: Any) -> Receipt:
    given = {"office_from": NOON, **asked}
    return await street.does(CLERK, AssignOffice, seat=seat, office=office, **given)


async def releases(
    street: Community, seat: SeatId, until: datetime, office: str = "chair"
) -> Receipt:
    return await street.does(CLERK, ReleaseOffice, seat=seat, office=office, office_until=until)


async def suspends(street: Community, seat: SeatId, **asked: Any) -> Receipt:
    given = {"suspended_from": NOON, "ground": "Article 9", **asked}
    return await street.does(CLERK, SuspendHolder, seat=seat, **given)


async def lifts(street: Community, seat: SeatId, until: datetime) -> Receipt:
    return await street.does(CLERK, LiftSuspension, seat=seat, suspended_until=until)


async def begins_absence(street: Community, seat: SeatId, **asked: Any) -> Receipt:
    return await street.does(CLERK, BeginAbsence, seat=seat, **{"absent_from": NOON, **asked})


async def ends_absence(street: Community, seat: SeatId, until: datetime) -> Receipt:
    return await street.does(CLERK, EndAbsence, seat=seat, absent_until=until)


async def stands_in(street: Community, seat: SeatId, person: PersonId, **asked: Any) -> Receipt:
    given = {"stands_in_from": NOON, "stands_in_until": NEXT_WEEK, **asked}
    return await street.does(CLERK, AppointStandIn, seat=seat, person=person, **given)


async def stands_in_no_more(street: Community, seat: SeatId, until: datetime) -> Receipt:
    return await street.does(CLERK, EndStandIn, seat=seat, stands_in_until=until)


async def carries_over(street: Community, seat: SeatId, until: datetime = NEXT_YEAR) -> Receipt:
    return await street.does(CLERK, CarryOver, seat=seat, carry_over_until=until)


async def moves_away(street: Community, person: PersonId, at: datetime = NOON) -> Receipt:
    return await street.does(CLERK, LoseResidency, person=person, lost_at=at)


async def comes_back(street: Community, person: PersonId, at: datetime) -> Receipt:
    return await street.does(CLERK, RegainResidency, person=person, regained_at=at)
