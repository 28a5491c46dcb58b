"""Meetings: how they are called, who is there, and how they are adjourned and closed."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.examples import SEAT, json_such_as
from api.moments import At, events_up_to, last_position, resolve
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, at_position, done
from api.types import (
    ORGAN,
    Asked,
    MeetingPath,
    Moment,
    Organ,
    OrganisationPath,
    Published,
    Seat,
)
from api.types import Meeting as FirstMeeting
from domain.events.meetings import AttendanceNoted, DepartureNoted, MeetingCalled
from domain.ids import PersonId, SeatId
from domain.kernel import select
from domain.meetings.adjourn_meeting import AdjournMeeting
from domain.meetings.call_meeting import CallMeeting
from domain.meetings.close_meeting import CloseMeeting
from domain.meetings.errors import MeetingNotFound
from domain.meetings.meeting import Meeting as Known
from domain.meetings.note_attendance import NoteAttendance
from domain.meetings.note_departure import NoteDeparture
from domain.meetings.resume_meeting import ResumeMeeting
from projections.meetings import MEETINGS, Meeting, State

MEETING = "/organisations/{organisation}/meetings/{meeting}"


class MeetingAsked(Asked, frozen=True, kw_only=True):
    """`sent_at` is when the notice was sent, `begins_at` for when.

    `second_of` is an earlier meeting in which too few took part, if this is its second.
    """

    organ: Organ
    sent_at: Moment
    begins_at: Moment
    place: Published | None = None
    second_of: FirstMeeting | None = None


class AttendanceAsked(Asked, frozen=True, kw_only=True):
    """Present, unless `represented_by` another seat, which is present itself."""

    seat: Seat
    attends_from: Moment
    represented_by: Seat | None = None


class DepartureAsked(Asked, frozen=True, kw_only=True):
    """At the moment of arrival, it says that the seat never was there."""

    seat: Seat
    left_at: Moment


class AdjournmentAsked(Asked, frozen=True, kw_only=True):
    """`continues_at` is when the meeting is to go on, if that is known."""

    adjourned_at: Moment
    continues_at: Moment | None = None


class ResumptionAsked(Asked, frozen=True, kw_only=True):
    resumed_at: Moment


class ClosingAsked(Asked, frozen=True, kw_only=True):
    closed_at: Moment


class MeetingsSeen(msgspec.Struct, frozen=True, kw_only=True):
    meetings: tuple[Meeting, ...]
    next: str | None


class Attending(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`attendee` is who is there for the seat, or `represented_by` the seat that speaks for it."""

    seat: SeatId
    attendee: PersonId | None = None
    represented_by: SeatId | None = None


class AttendanceSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes part at `moment`, as known at `position` of the log."""

    position: int
    moment: datetime
    attending: tuple[Attending, ...]


@post("/meetings", operation_id="callMeeting")
async def call_meeting(
    organisation: FromPath[OrganisationPath],
    data: Annotated[
        MeetingAsked,
        json_such_as(
            organ="board",
            sent_at="2026-05-04T12:00:00Z",
            begins_at="2026-05-18T18:00:00Z",
            place="Community centre",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Call a meeting of an organ. Its chair may, and the clerk.

    A notice shorter than the bylaws ask is recorded with this `defect`.
    """
    receipt = await caller.asks(
        CallMeeting,
        organisation,
        meeting=caller.new_id("meeting"),
        organ=data.organ,
        sent_at=data.sent_at,
        begins_at=data.begins_at,
        place=data.place,
        second_of=data.second_of,
    )
    return done(receipt, MEETING.format(organisation=organisation, meeting="{id}"))


@get("/meetings", operation_id="listMeetings")
async def list_meetings(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    organ: Annotated[str | None, QueryParameter(pattern=ORGAN)] = None,
    in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[MeetingsSeen]:
    """List meetings, the one called last first; of one organ, or in one state."""
    page = await page_of(
        views,
        organisation,
        MEETINGS,
        "meetings",
        narrowed("organ", organ),
        narrowed("state", in_state),
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = MeetingsSeen(meetings=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/meetings/{meeting:str}", operation_id="readMeeting")
async def read_meeting(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[Meeting]:
    """Read a meeting: its notice, how far it has come, and whether it has minutes."""
    found = await views.get(organisation, MEETINGS, meeting, at_least=at_least)
    if found is None:
        raise MeetingNotFound(meeting=meeting)
    return Response(found.document, headers=at_position(found.position))


@post("/meetings/{meeting:str}/attendance", operation_id="noteAttendance")
async def note_attendance(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    data: Annotated[AttendanceAsked, json_such_as(seat=SEAT, attends_from="2026-05-18T18:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a seat is present or represented. The chair may, and the clerk."""
    receipt = await caller.asks(
        NoteAttendance,
        organisation,
        meeting=meeting,
        seat=data.seat,
        attends_from=data.attends_from,
        represented_by=data.represented_by,
    )
    return done(receipt, f"{_place(organisation, meeting)}/attendance")


@post("/meetings/{meeting:str}/departures", operation_id="noteDeparture")
async def note_departure(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    data: Annotated[DepartureAsked, json_such_as(seat=SEAT, left_at="2026-05-18T19:30:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a seat left, or is represented no more. The chair may, and the clerk."""
    receipt = await caller.asks(
        NoteDeparture, organisation, meeting=meeting, seat=data.seat, left_at=data.left_at
    )
    return done(receipt, f"{_place(organisation, meeting)}/attendance")


@get("/meetings/{meeting:str}/attendance", operation_id="readAttendance")
async def read_attendance(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    caller: ByCaller,
    at: At = None,
) -> Response[AttendanceSeen]:
    """Read who takes part in a meeting: now, or at another moment as it was known then."""
    log = caller.ports.log
    if at is None:
        position, moment = await last_position(log, organisation), caller.at
    else:
        position, moment = await resolve(log, organisation, at)
    events = [select(MeetingCalled, AttendanceNoted, DepartureNoted, tags=[meeting])]
    known = Known()
    for each in await events_up_to(log, organisation, events, position):
        if each.event.meeting == meeting:  # type: ignore[attr-defined]
            known.see(each.event)
    if known.called is None:
        raise MeetingNotFound(meeting=meeting)
    present = known.attendance.present(moment)
    represented = known.attendance.represented(moment)
    attending = (
        *(Attending(seat=seat, attendee=person) for seat, person in present.items()),
        *(Attending(seat=seat, represented_by=by) for seat, by in represented.items()),
    )
    seen = AttendanceSeen(position=position, moment=moment, attending=attending)
    return Response(seen, headers=at_position(position))


@post("/meetings/{meeting:str}/adjournment", operation_id="adjournMeeting")
async def adjourn_meeting(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    data: Annotated[
        AdjournmentAsked,
        json_such_as(adjourned_at="2026-05-18T20:00:00Z", continues_at="2026-05-25T18:00:00Z"),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Adjourn a meeting. The chair may, and the clerk; not while a decision runs."""
    receipt = await caller.asks(
        AdjournMeeting,
        organisation,
        meeting=meeting,
        adjourned_at=data.adjourned_at,
        continues_at=data.continues_at,
    )
    return done(receipt, _place(organisation, meeting))


@post("/meetings/{meeting:str}/resumption", operation_id="resumeMeeting")
async def resume_meeting(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    data: Annotated[ResumptionAsked, json_such_as(resumed_at="2026-05-25T18:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Resume a meeting that was adjourned. The chair may, and the clerk."""
    receipt = await caller.asks(
        ResumeMeeting, organisation, meeting=meeting, resumed_at=data.resumed_at
    )
    return done(receipt, _place(organisation, meeting))


@post("/meetings/{meeting:str}/closing", operation_id="closeMeeting")
async def close_meeting(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    data: Annotated[ClosingAsked, json_such_as(closed_at="2026-05-18T21:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Close a meeting. The chair may, and the clerk; not while an item is open."""
    receipt = await caller.asks(
        CloseMeeting, organisation, meeting=meeting, closed_at=data.closed_at
    )
    return done(receipt, _place(organisation, meeting))


def _place(organisation: str, meeting: str) -> str:
    return MEETING.format(organisation=organisation, meeting=meeting)
