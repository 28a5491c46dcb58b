"""The clerk, or the chair, adjourns a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.meetings import MeetingAdjourned
from domain.kernel import Selector
from domain.meetings.errors import AgainstTime
from domain.meetings.on_one_meeting import OnOneMeeting


@dataclass(kw_only=True)
class AdjournMeeting(OnOneMeeting):
    """An open item stays open: the meeting goes on where it stopped."""

    adjourned_at: datetime
    continues_at: datetime | None = None

    def boundary(self) -> Sequence[Selector]:
        return self.and_its_decisions()

    def execute(self) -> None:
        self.require_under_way()
        self.require_no_decision()
        self.require_order(self.adjourned_at)
        if self.continues_at is not None and self.continues_at < self.adjourned_at:
            raise AgainstTime
        self.record(
            MeetingAdjourned(
                meeting=self.meeting,
                adjourned_at=self.adjourned_at,
                continues_at=self.continues_at,
            )
        )
