"""Minutes: adopted once, and corrected as often as it needs."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from api.callers import ByCaller
from api.examples import MEETING, json_such_as
from api.moments import At, events_up_to, last_position, resolve
from api.receipts import Done, at_position, done
from api.types import Asked, Meeting, MeetingPath, Moment, OrganisationPath, PublishedText
from domain.events.meetings import MeetingCalled, MinutesAdopted, MinutesCorrected
from domain.ids import MeetingId
from domain.kernel import select
from domain.meetings.adopt_minutes import AdoptMinutes
from domain.meetings.correct_minutes import CorrectMinutes
from domain.meetings.errors import MeetingNotFound

MINUTES_OF = "/organisations/{organisation}/meetings/{meeting}/minutes"


class MinutesAsked(Asked, frozen=True, kw_only=True):
    """Name seats and offices rather than persons: this stands in the record for ever.

    `adopted_in` is the later meeting that adopted them.
    """

    text: PublishedText
    adopted_at: Moment
    adopted_in: Meeting | None = None


class MinutesCorrectionAsked(Asked, frozen=True, kw_only=True):
    """`text` says what is to be read otherwise. What was adopted stays as it was."""

    text: PublishedText
    corrected_at: Moment
    adopted_in: Meeting | None = None


class MinutesCorrectionSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    text: str
    corrected_at: datetime
    position: int
    adopted_in: MeetingId | None = None


class MinutesSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """No `text` as long as the minutes are not adopted."""

    meeting: MeetingId
    corrections: tuple[MinutesCorrectionSeen, ...]
    text: str | None = None
    adopted_at: datetime | None = None
    adopted_in: MeetingId | None = None


@post(
    "/meetings/{meeting:str}/minutes",
    operation_id="adoptMinutes",
)
async def adopt_minutes(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    data: Annotated[
        MinutesAsked,
        json_such_as(
            text="The garden was discussed.",
            adopted_at="2026-06-15T18:05:00Z",
            adopted_in=MEETING,
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record the minutes of a meeting as they were adopted. Only the clerk may, and only once."""
    receipt = await caller.asks(
        AdoptMinutes,
        organisation,
        meeting=meeting,
        text=data.text,
        adopted_at=data.adopted_at,
        adopted_in=data.adopted_in,
    )
    return done(receipt, MINUTES_OF.format(organisation=organisation, meeting=meeting))


@post(
    "/meetings/{meeting:str}/minutes/corrections",
    operation_id="correctMinutes",
)
async def correct_minutes(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    data: Annotated[
        MinutesCorrectionAsked,
        json_such_as(text="Item 2: read four for, not five.", corrected_at="2026-07-13T18:05:00Z"),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record a correction of minutes that were adopted. Only the clerk may."""
    receipt = await caller.asks(
        CorrectMinutes,
        organisation,
        meeting=meeting,
        text=data.text,
        corrected_at=data.corrected_at,
        adopted_in=data.adopted_in,
    )
    return done(receipt, MINUTES_OF.format(organisation=organisation, meeting=meeting))


@get("/meetings/{meeting:str}/minutes", operation_id="readMinutes")
async def read_minutes(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    caller: ByCaller,
    at: At = None,
) -> Response[MinutesSeen]:
    """Read the minutes of a meeting, and all that corrects them, from the record."""
    log = caller.ports.log
    if at is None:
        position = await last_position(log, organisation)
    else:
        position, _ = await resolve(log, organisation, at)
    events = [select(MeetingCalled, MinutesAdopted, MinutesCorrected, tags=[meeting])]
    known = [
        (each.position, each.event)
        for each in await events_up_to(log, organisation, events, position)
        if each.event.meeting == meeting  # type: ignore[attr-defined]
    ]
    if not known:
        raise MeetingNotFound(meeting=meeting)
    adopted = next((each for _, each in known if isinstance(each, MinutesAdopted)), None)
    corrections = tuple(
        MinutesCorrectionSeen(
            text=each.text,
            corrected_at=each.corrected_at,
            position=place,
            adopted_in=each.adopted_in,
        )
        for place, each in known
        if isinstance(each, MinutesCorrected)
    )
    seen = MinutesSeen(
        meeting=meeting,
        corrections=corrections,
        text=None if adopted is None else adopted.text,
        adopted_at=None if adopted is None else adopted.adopted_at,
        adopted_in=None if adopted is None else adopted.adopted_in,
    )
    return Response(seen, headers=at_position(position))
