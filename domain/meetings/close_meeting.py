"""The clerk, or the chair, closes a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.meetings import MeetingClosed
from domain.kernel import Selector
from domain.meetings.errors import AnotherItemOpen, MeetingIsClosed
from domain.meetings.on_one_meeting import OnOneMeeting


@dataclass(kw_only=True)
class CloseMeeting(OnOneMeeting):
    """Also one that was adjourned and never went on."""

    closed_at: datetime

    def boundary(self) -> Sequence[Selector]:
        return self.and_its_decisions()

    def execute(self) -> None:
        known = self.require_lead()
        if known.closed_at is not None:
            raise MeetingIsClosed(meeting=self.meeting)
        self.require_no_decision(on_any_item=True)
        if known.open_item is not None and not known.adjourned:
            raise AnotherItemOpen(item=known.open_item)
        self.require_order(self.closed_at)
        self.record(MeetingClosed(meeting=self.meeting, closed_at=self.closed_at))
