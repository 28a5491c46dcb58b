"""The clerk, or the chair, resumes a meeting that was adjourned."""

from dataclasses import dataclass
from datetime import datetime

from domain.events.meetings import MeetingResumed
from domain.meetings.errors import MeetingIsClosed, MeetingNotAdjourned
from domain.meetings.on_one_meeting import OnOneMeeting


@dataclass(kw_only=True)
class ResumeMeeting(OnOneMeeting):
    resumed_at: datetime

    def execute(self) -> None:
        known = self.require_lead()
        if known.closed_at is not None:
            raise MeetingIsClosed(meeting=self.meeting)
        if not known.adjourned:
            raise MeetingNotAdjourned(meeting=self.meeting)
        self.require_order(self.resumed_at)
        self.record(MeetingResumed(meeting=self.meeting, resumed_at=self.resumed_at))
