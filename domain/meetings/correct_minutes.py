"""The clerk records a correction of minutes that were adopted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.meetings import MinutesCorrected
from domain.ids import MeetingId
from domain.kernel import Selector
from domain.meetings.errors import MinutesNotAdopted, NotYet
from domain.meetings.with_minutes import OnMinutes


@dataclass(kw_only=True)
class CorrectMinutes(OnMinutes):
    text: str
    corrected_at: datetime
    adopted_in: MeetingId | None = None

    def boundary(self) -> Sequence[Selector]:
        return self.and_the_adopting(self.adopted_in)

    def execute(self) -> None:
        self.require_role("clerk")
        if not self.known.minutes_adopted:
            raise MinutesNotAdopted(meeting=self.meeting)
        if self.corrected_at > self.at:
            raise NotYet
        self.require_adopting(self.adopted_in)
        self.record(
            MinutesCorrected(
                meeting=self.meeting,
                text=self.text,
                corrected_at=self.corrected_at,
                adopted_in=self.adopted_in,
            )
        )
