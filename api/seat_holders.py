"""Holders: their offices, suspensions and absences, and who stands in for them."""

from typing import Annotated

from litestar import Response, post
from litestar.params import FromPath

from api.callers import ByCaller
from api.examples import PERSON, json_such_as
from api.receipts import Done, done
from api.seats import board_of
from api.types import Asked, Holder, Moment, OrganisationPath, Published, SeatPath
from domain.events.seats import Office
from domain.seats.appoint_stand_in import AppointStandIn
from domain.seats.assign_office import AssignOffice
from domain.seats.begin_absence import BeginAbsence
from domain.seats.end_absence import EndAbsence
from domain.seats.end_stand_in import EndStandIn
from domain.seats.lift_suspension import LiftSuspension
from domain.seats.release_office import ReleaseOffice
from domain.seats.suspend_holder import SuspendHolder


class OfficeAsked(Asked, frozen=True, kw_only=True):
    """Until `office_until`, or until the holder gives it up or leaves the seat."""

    office: Office
    office_from: Moment
    office_until: Moment | None = None


class OfficeEndAsked(Asked, frozen=True, kw_only=True):
    office: Office
    office_until: Moment


class SuspensionAsked(Asked, frozen=True, kw_only=True):
    """Until `suspended_until`, or until it is lifted."""

    suspended_from: Moment
    ground: Published
    suspended_until: Moment | None = None


class SuspensionEndAsked(Asked, frozen=True, kw_only=True):
    suspended_until: Moment


class AbsenceAsked(Asked, frozen=True, kw_only=True):
    """Until `absent_until`, or until an end is noted. Why somebody is away is nobody's business."""

    absent_from: Moment
    absent_until: Moment | None = None


class AbsenceEndAsked(Asked, frozen=True, kw_only=True):
    absent_until: Moment


class StandInAsked(Asked, frozen=True, kw_only=True):
    person: Holder
    stands_in_from: Moment
    stands_in_until: Moment


class StandInEndAsked(Asked, frozen=True, kw_only=True):
    stands_in_until: Moment


@post("/seats/{seat:str}/offices", operation_id="assignOffice")
async def assign_office(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: Annotated[OfficeAsked, json_such_as(office="chair", office_from="2026-05-04T12:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Record that the holder of a seat becomes chair, secretary or treasurer. Only the clerk may.

    The office ends with the holder's time on the seat; it does not pass to the next one.
    """
    receipt = await caller.asks(
        AssignOffice,
        organisation,
        seat=seat,
        office=data.office,
        office_from=data.office_from,
        office_until=data.office_until,
    )
    return done(receipt, board_of(organisation, receipt))


@post("/seats/{seat:str}/offices/end", operation_id="releaseOffice")
async def release_office(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: Annotated[
        OfficeEndAsked, json_such_as(office="chair", office_until="2027-01-01T00:00:00Z")
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a holder gives up an office and keeps the seat. Only the clerk may."""
    receipt = await caller.asks(
        ReleaseOffice, organisation, seat=seat, office=data.office, office_until=data.office_until
    )
    return done(receipt, board_of(organisation, receipt))


@post("/seats/{seat:str}/suspension", operation_id="suspendHolder")
async def suspend_holder(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: Annotated[
        SuspensionAsked,
        json_such_as(suspended_from="2026-05-04T12:00:00Z", ground="Article 9 of the statutes"),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a holder is suspended: they cannot vote, and their ballots do not count.

    Only the clerk may. The ground is published.
    """
    receipt = await caller.asks(
        SuspendHolder,
        organisation,
        seat=seat,
        suspended_from=data.suspended_from,
        ground=data.ground,
        suspended_until=data.suspended_until,
    )
    return done(receipt, board_of(organisation, receipt))


@post("/seats/{seat:str}/suspension/end", operation_id="liftSuspension")
async def lift_suspension(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: Annotated[SuspensionEndAsked, json_such_as(suspended_until="2026-06-01T00:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Record when a suspension ends. Only the clerk may."""
    receipt = await caller.asks(
        LiftSuspension, organisation, seat=seat, suspended_until=data.suspended_until
    )
    return done(receipt, board_of(organisation, receipt))


@post("/seats/{seat:str}/absence", operation_id="beginAbsence")
async def begin_absence(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: Annotated[AbsenceAsked, json_such_as(absent_from="2026-05-04T12:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a holder is away for a time. Only the clerk may.

    Whoever never returns leaves a vacancy instead.
    """
    receipt = await caller.asks(
        BeginAbsence,
        organisation,
        seat=seat,
        absent_from=data.absent_from,
        absent_until=data.absent_until,
    )
    return done(receipt, board_of(organisation, receipt))


@post("/seats/{seat:str}/absence/end", operation_id="endAbsence")
async def end_absence(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: Annotated[AbsenceEndAsked, json_such_as(absent_until="2026-06-01T00:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a holder is back. Only the clerk may."""
    receipt = await caller.asks(EndAbsence, organisation, seat=seat, absent_until=data.absent_until)
    return done(receipt, board_of(organisation, receipt))


@post("/seats/{seat:str}/stand-in", operation_id="appointStandIn")
async def appoint_stand_in(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: Annotated[
        StandInAsked,
        json_such_as(
            person=PERSON,
            stands_in_from="2026-05-04T12:00:00Z",
            stands_in_until="2026-08-01T00:00:00Z",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record who stands in for a holder that is suspended or away. Only the clerk may.

    They vote for the seat as long as the holder cannot, and no longer.
    """
    receipt = await caller.asks(
        AppointStandIn,
        organisation,
        seat=seat,
        person=data.person,
        stands_in_from=data.stands_in_from,
        stands_in_until=data.stands_in_until,
    )
    return done(receipt, board_of(organisation, receipt))


@post("/seats/{seat:str}/stand-in/end", operation_id="endStandIn")
async def end_stand_in(
    organisation: FromPath[OrganisationPath],
    seat: FromPath[SeatPath],
    data: Annotated[StandInEndAsked, json_such_as(stands_in_until="2026-06-01T00:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Record that somebody stands in no more. Only the clerk may."""
    receipt = await caller.asks(
        EndStandIn, organisation, seat=seat, stands_in_until=data.stands_in_until
    )
    return done(receipt, board_of(organisation, receipt))
