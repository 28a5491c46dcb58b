"""What is known of one meeting: the fold that every rule about meetings shares."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from domain.act import Act
from domain.events.meetings import (
    AttendanceNoted,
    DepartureNoted,
    FloorAsked,
    FloorGiven,
    ItemClosed,
    ItemOpened,
    ItemPlaced,
    MeetingAdjourned,
    MeetingCalled,
    MeetingClosed,
    MeetingResumed,
    MinutesAdopted,
)
from domain.ids import ItemId, MeetingId, SeatId
from domain.kernel import Event
from domain.meetings.attendance import AttendanceList

MEETING_EVENTS: Final[tuple[type[Event], ...]] = (
    MeetingCalled,
    ItemPlaced,
    AttendanceNoted,
    DepartureNoted,
    ItemOpened,
    ItemClosed,
    FloorAsked,
    FloorGiven,
    MeetingAdjourned,
    MeetingResumed,
    MeetingClosed,
    MinutesAdopted,
)
"""All that the fold reads. Each carries its meeting as a tag."""


class Meeting:
    """Events are shown in the order in which they were recorded."""

    def __init__(self) -> None:
        self.called: MeetingCalled | None = None
        self.items: dict[ItemId, ItemPlaced] = {}
        self.open_item: ItemId | None = None
        self.queue: list[SeatId] = []
        """Who asked for the floor on the open item and has not had it, in this order."""
        self.attendance = AttendanceList()
        self.adjourned = False
        self.closed_at: datetime | None = None
        self.last_moment: datetime | None = None
        """Of what was done last: nothing follows that happened before it."""
        self.minutes_adopted = False

    def see(self, event: Event) -> None:
        match event:
            case MeetingCalled():
                self.called = event
            case ItemPlaced(item=item):
                self.items[item] = event
            case AttendanceNoted() | DepartureNoted():
                self.attendance.see(event)
            case MinutesAdopted():
                self.minutes_adopted = True
            case _:
                self._see_course(event)

    def _see_course(self, event: Event) -> None:
        match event:
            case ItemOpened(item=item, opened_at=moment):
                self.open_item, self.queue, self.last_moment = item, [], moment
            case ItemClosed(closed_at=moment):
                self.open_item, self.last_moment = None, moment
            case FloorAsked(seat=seat):
                self.queue.append(seat)
            case FloorGiven(seat=seat):
                self.queue.remove(seat)
            case MeetingAdjourned(adjourned_at=moment):
                self.adjourned, self.last_moment = True, moment
            case MeetingResumed(resumed_at=moment):
                self.adjourned, self.last_moment = False, moment
            case MeetingClosed(closed_at=moment):
                self.closed_at = moment


@dataclass(kw_only=True)
class SeesMeetings(Act):
    """An act that remembers every meeting in its boundary."""

    meetings: dict[MeetingId, Meeting] = field(init=False, default_factory=dict)

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, MEETING_EVENTS):
            meeting: MeetingId = event.meeting  # type: ignore[attr-defined]
            self.meetings.setdefault(meeting, Meeting()).see(event)
