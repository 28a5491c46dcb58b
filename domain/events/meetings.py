"""Meetings: how they were called, what was on the agenda, who was there, what was agreed.

Moments are those of the meeting itself; a record's own time is when it was written down.
"""

from datetime import datetime
from typing import ClassVar, Literal

from domain.bylaws.articles import DecisionKind
from domain.ids import ActionId, DecisionId, ItemId, MeetingId, PersonId, SeatId
from domain.kernel import Event, Published

NoticeDefect = Literal["short_notice", "not_on_agenda"]
Attendance = Literal["present", "represented"]


class MeetingCalled(Event, frozen=True, kw_only=True):
    """``notice_days`` is what the bylaws in force asked for; ``defect`` that it was not kept.

    ``second_of`` is the earlier meeting in which too few took part.
    """

    NAME: ClassVar = "meeting.called"
    TAGGED_BY: ClassVar = ("meeting", "organ", "second_of")

    meeting: MeetingId
    organ: str
    sent_at: datetime
    begins_at: datetime
    place: Published | None = None
    notice_days: int | None = None
    defect: NoticeDefect | None = None
    second_of: MeetingId | None = None


class ItemPlaced(Event, frozen=True, kw_only=True):
    """``notified_at`` is when those who were called got to know of it.

    ``kind`` is what is to be decided, if anything, and ``decision`` the draft of it;
    ``carried_from`` is the same item of an earlier meeting.
    """

    NAME: ClassVar = "item.placed"
    TAGGED_BY: ClassVar = ("item", "meeting", "decision")

    item: ItemId
    meeting: MeetingId
    title: Published
    notified_at: datetime
    kind: DecisionKind | None = None
    carried_from: ItemId | None = None
    notice_days: int | None = None
    defect: NoticeDefect | None = None
    decision: DecisionId | None = None


class AttendanceNoted(Event, frozen=True, kw_only=True):
    """``attendee`` is who is there for the seat; ``represented_by`` the seat that speaks for it."""

    NAME: ClassVar = "attendance.noted"
    TAGGED_BY: ClassVar = ("meeting", "seat")

    meeting: MeetingId
    seat: SeatId
    attendance: Attendance
    attends_from: datetime
    attendee: PersonId | None = None
    represented_by: SeatId | None = None


class DepartureNoted(Event, frozen=True, kw_only=True):
    """Left, or is represented no more. At the moment of arrival: was never there."""

    NAME: ClassVar = "departure.noted"
    TAGGED_BY: ClassVar = ("meeting", "seat")

    meeting: MeetingId
    seat: SeatId
    left_at: datetime


class ItemOpened(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "item.opened"
    TAGGED_BY: ClassVar = ("item", "meeting")

    item: ItemId
    meeting: MeetingId
    opened_at: datetime


class ItemClosed(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "item.closed"
    TAGGED_BY: ClassVar = ("item", "meeting")

    item: ItemId
    meeting: MeetingId
    closed_at: datetime


class FloorAsked(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "floor.asked"
    TAGGED_BY: ClassVar = ("item", "meeting", "seat")

    item: ItemId
    meeting: MeetingId
    seat: SeatId


class FloorGiven(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "floor.given"
    TAGGED_BY: ClassVar = ("item", "meeting", "seat")

    item: ItemId
    meeting: MeetingId
    seat: SeatId


class MeetingAdjourned(Event, frozen=True, kw_only=True):
    """``continues_at`` is when it is to go on, if that is known."""

    NAME: ClassVar = "meeting.adjourned"
    TAGGED_BY: ClassVar = ("meeting",)

    meeting: MeetingId
    adjourned_at: datetime
    continues_at: datetime | None = None


class MeetingResumed(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "meeting.resumed"
    TAGGED_BY: ClassVar = ("meeting",)

    meeting: MeetingId
    resumed_at: datetime


class MeetingClosed(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "meeting.closed"
    TAGGED_BY: ClassVar = ("meeting",)

    meeting: MeetingId
    closed_at: datetime


class MinutesAdopted(Event, frozen=True, kw_only=True):
    """``adopted_in`` is the later meeting that adopted them, if it was one."""

    NAME: ClassVar = "minutes.adopted"
    TAGGED_BY: ClassVar = ("meeting",)

    meeting: MeetingId
    text: Published
    adopted_at: datetime
    adopted_in: MeetingId | None = None


class MinutesCorrected(Event, frozen=True, kw_only=True):
    """What was adopted stays as it was; ``text`` says what is to be read otherwise."""

    NAME: ClassVar = "minutes.corrected"
    TAGGED_BY: ClassVar = ("meeting",)

    meeting: MeetingId
    text: Published
    corrected_at: datetime
    adopted_in: MeetingId | None = None


class ActionAgreed(Event, frozen=True, kw_only=True):
    """``by`` is who does it, ``due_by`` the moment by which it is to be done."""

    NAME: ClassVar = "action.agreed"
    TAGGED_BY: ClassVar = ("action", "meeting", "item", "by")

    action: ActionId
    meeting: MeetingId
    text: Published
    item: ItemId | None = None
    by: PersonId | None = None
    due_by: datetime | None = None


class ActionCompleted(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "action.completed"
    TAGGED_BY: ClassVar = ("action",)

    action: ActionId
    completed_at: datetime
