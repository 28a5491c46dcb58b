"""The clerk, or the chair, calls a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.act import minted
from domain.events.meetings import MeetingCalled
from domain.ids import MeetingId
from domain.kernel import Selector, select
from domain.meetings.errors import (
    MeetingNotClosed,
    MeetingNotFound,
    NoSecondMeeting,
    NoticeAfterMeeting,
    SecondMeetingCalled,
)
from domain.meetings.meeting import MEETING_EVENTS, SeesMeetings
from domain.meetings.notice import days_of_notice, defect_of
from domain.meetings.on_one_meeting import require_chair
from domain.organisations.versions import SeesBylaws
from domain.seats.errors import SeatNotFound
from domain.seats.register import SEAT_EVENTS, SeesSeats


@dataclass(kw_only=True)
class CallMeeting(SeesMeetings, SeesSeats, SeesBylaws):
    """A notice shorter than the bylaws ask is recorded as such, and refused by nobody."""

    meeting: MeetingId = minted()
    organ: str
    sent_at: datetime
    begins_at: datetime
    place: str | None = None
    second_of: MeetingId | None = None

    def boundary(self) -> Sequence[Selector]:
        selectors = [select(*SEAT_EVENTS, tags=[f"organ:{self.organ}"]), *self.all_versions()]
        if self.second_of is not None:
            selectors.append(select(*MEETING_EVENTS, tags=[self.second_of]))
        return selectors

    def execute(self) -> None:
        self.require_member()
        if "clerk" not in self.actor_roles:
            require_chair(self.register, self.organ, self.actor, self.at)
        if not self.register.on_organ(self.organ):
            raise SeatNotFound(organ=self.organ)
        if not self.sent_at < self.begins_at or self.sent_at > self.at:
            raise NoticeAfterMeeting
        if self.second_of is not None:
            self._require_first(self.second_of)
        version = self.versions.in_force(self.at)
        days = None if version is None else days_of_notice(version.content, self.organ, None)
        self.record(
            MeetingCalled(
                meeting=self.meeting,
                organ=self.organ,
                sent_at=self.sent_at,
                begins_at=self.begins_at,
                place=self.place,
                notice_days=days,
                defect=defect_of(self.sent_at, self.begins_at, days),
                second_of=self.second_of,
            )
        )

    def _require_first(self, first: MeetingId) -> None:
        """Whether too few took part in it is a question of each decision: by kind, they differ."""
        known = self.meetings.get(first)
        if known is None or known.called is None:
            raise MeetingNotFound(meeting=first)
        version = self.versions.in_force(self.at)
        if known.called.organ != self.organ or known.called.second_of is not None:
            raise NoSecondMeeting
        if version is None or version.content.attendance.second_meeting is None:
            raise NoSecondMeeting
        if known.closed_at is None:
            raise MeetingNotClosed(meeting=first)
        for meeting, other in self.meetings.items():
            if other.called is not None and other.called.second_of == first:
                raise SecondMeetingCalled(meeting=meeting)
