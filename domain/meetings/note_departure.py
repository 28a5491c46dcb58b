"""The clerk, or the chair, notes that a seat left a meeting, or is represented no more."""

from dataclasses import dataclass
from datetime import datetime

from domain.events.meetings import DepartureNoted
from domain.ids import SeatId
from domain.meetings.errors import AgainstTime, MeetingIsClosed, NotAttending, NotYet
from domain.meetings.on_one_meeting import OnOneMeeting


@dataclass(kw_only=True)
class NoteDeparture(OnOneMeeting):
    seat: SeatId
    left_at: datetime

    def execute(self) -> None:
        known = self.require_lead()
        if known.closed_at is not None:
            raise MeetingIsClosed(meeting=self.meeting)
        stay = known.attendance.last(self.seat)
        if stay is None or stay.ends is not None:
            raise NotAttending(seat=self.seat)
        if self.left_at > self.at:
            raise NotYet
        if self.left_at < stay.begins:
            raise AgainstTime
        self.record(DepartureNoted(meeting=self.meeting, seat=self.seat, left_at=self.left_at))
