"""The clerk records that the minutes of a meeting were adopted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.meetings import MinutesAdopted
from domain.ids import MeetingId
from domain.kernel import Selector
from domain.meetings.errors import AgainstTime, MeetingNotClosed, MinutesAdoptedAlready, NotYet
from domain.meetings.with_minutes import OnMinutes


@dataclass(kw_only=True)
class AdoptMinutes(OnMinutes):
    text: str
    adopted_at: datetime
    adopted_in: MeetingId | None = None

    def boundary(self) -> Sequence[Selector]:
        return self.and_the_adopting(self.adopted_in)

    def execute(self) -> None:
        self.require_role("clerk")
        known = self.known
        if known.closed_at is None:
            raise MeetingNotClosed(meeting=self.meeting)
        if known.minutes_adopted:
            raise MinutesAdoptedAlready(meeting=self.meeting)
        if self.adopted_at > self.at:
            raise NotYet
        if self.adopted_at < known.closed_at:
            raise AgainstTime
        self.require_adopting(self.adopted_in)
        self.record(
            MinutesAdopted(
                meeting=self.meeting,
                text=self.text,
                adopted_at=self.adopted_at,
                adopted_in=self.adopted_in,
            )
        )
