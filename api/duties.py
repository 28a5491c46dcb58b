"""Duties: the year's calendar, and what an act has brought."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from api.callers import ByCaller
from api.examples import MEETING, json_such_as
from api.moments import At, events_up_to, last_position, resolve
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, at_position, done
from api.types import Asked, DutyPath, Meeting, Moment, OrganisationPath
from domain.duties.calendar import years_duties
from domain.duties.note_duty_done import NoteDutyDone
from domain.duties.note_yearly_duty_done import NoteYearlyDutyDone
from domain.events.duties import DutyDone, YearlyDuty
from domain.events.organisations import OrganisationDescribed
from domain.kernel import select
from domain.organisations.versions import BYLAWS_EVENTS, Versions
from domain.record import Recorded
from projections.duties import DUTIES, Duty, DutySeen, State, calendar_seen
from projections.replay import replay

DUTY_LIST = "/organisations/{organisation}/duties"
CALENDAR = "/organisations/{organisation}/calendar?year={year}"
FIRST_YEAR, LAST_YEAR = 1900, 2190
FOR_A_CALENDAR = select(OrganisationDescribed, DutyDone, *BYLAWS_EVENTS)


class DutyDoneAsked(Asked, frozen=True, kw_only=True):
    """`meeting` is where it was done, if in one."""

    done_at: Moment
    meeting: Meeting | None = None


class YearlyDutyDoneAsked(Asked, frozen=True, kw_only=True):
    """`year` is the one in which the financial year begins that the duty is about."""

    kind: YearlyDuty
    year: Annotated[int, Meta(ge=FIRST_YEAR, le=LAST_YEAR)]
    done_at: Moment
    meeting: Meeting | None = None


class DutiesSeen(msgspec.Struct, frozen=True, kw_only=True):
    duties: tuple[Duty, ...]
    next: str | None


class CalendarSeen(msgspec.Struct, frozen=True, kw_only=True):
    """The duties of the financial year that begins in `year`, as they stand at `moment`."""

    year: int
    moment: datetime
    duties: tuple[DutySeen, ...]


@get("/duties", operation_id="listDuties")
async def list_duties(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[DutiesSeen]:
    """List the duties that an act has brought, and those of the calendar that were done.

    Without `due_by`, a duty is due in the next meeting of its organ.
    """
    page = await page_of(
        views,
        organisation,
        DUTIES,
        "duties",
        narrowed("state", in_state),
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = DutiesSeen(duties=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/calendar", operation_id="readCalendar")
async def read_calendar(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    year: Annotated[int, QueryParameter(ge=FIRST_YEAR, le=LAST_YEAR)],
    at: At = None,
) -> Response[CalendarSeen]:
    """Read the duties of a financial year: what is due, done and late.

    They follow from the legal form, from the bylaws in force, and from when the year begins.
    """
    log = caller.ports.log
    if at is None:
        position, moment = await last_position(log, organisation), caller.at
    else:
        position, moment = await resolve(log, organisation, at)
    duties = _calendar(
        await events_up_to(log, organisation, [FOR_A_CALENDAR], position), year, moment
    )
    seen = CalendarSeen(year=year, moment=moment, duties=duties)
    return Response(seen, headers=at_position(position))


@post("/duties/{duty:str}/done", operation_id="noteDutyDone")
async def note_duty_done(
    organisation: FromPath[OrganisationPath],
    duty: FromPath[DutyPath],
    data: Annotated[DutyDoneAsked, json_such_as(done_at="2026-05-18T18:30:00Z", meeting=MEETING)],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a duty was done which an act had brought. Only the clerk may."""
    receipt = await caller.asks(
        NoteDutyDone, organisation, duty=duty, done_at=data.done_at, meeting=data.meeting
    )
    return done(receipt, DUTY_LIST.format(organisation=organisation))


@post("/calendar/done", operation_id="noteYearlyDutyDone")
async def note_yearly_duty_done(
    organisation: FromPath[OrganisationPath],
    data: Annotated[
        YearlyDutyDoneAsked,
        json_such_as(kind="balance_sheet", year=2025, done_at="2026-04-20T19:00:00Z"),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a duty of the year's calendar was done. Only the clerk may."""
    receipt = await caller.asks(
        NoteYearlyDutyDone,
        organisation,
        kind=data.kind,
        year=data.year,
        done_at=data.done_at,
        meeting=data.meeting,
    )
    return done(receipt, CALENDAR.format(organisation=organisation, year=data.year))


def _calendar(known: Sequence[Recorded], year: int, moment: datetime) -> tuple[DutySeen, ...]:
    """Empty as long as nobody said which legal form the organisation has."""
    described, versions, done_ones = None, Versions(), []
    for each in known:
        if isinstance(each.event, OrganisationDescribed):
            described = each.event
        elif isinstance(each.event, DutyDone):
            # What an act brought was not opened among these events.
            done_ones += [each] if each.event.kind is not None else []
        else:
            versions.see(each.event, each.position, each.time)
    if described is None:
        return ()
    version = versions.in_force(moment)
    bylaws = None if version is None else version.content
    duties = years_duties(described.legal_form, bylaws, year, described.financial_year_from)
    return calendar_seen(duties, replay(DUTIES, done_ones), moment)
