"""What adopting minutes and correcting them have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.ids import MeetingId
from domain.kernel import Selector, select
from domain.meetings.errors import MeetingNotFound, MinutesByOtherOrgan
from domain.meetings.meeting import MEETING_EVENTS
from domain.meetings.on_one_meeting import OnOneMeeting


@dataclass(kw_only=True)
class OnMinutes(OnOneMeeting):
    def and_the_adopting(self, other: MeetingId | None) -> Sequence[Selector]:
        own = OnOneMeeting.boundary(self)
        return own if other is None else [*own, select(*MEETING_EVENTS, tags=[other])]

    def require_adopting(self, other: MeetingId | None) -> None:
        """Raise MeetingNotFound, or MinutesByOtherOrgan for a meeting that cannot adopt them."""
        if other is None:
            return
        later = self.meetings.get(other)
        if later is None or later.called is None:
            raise MeetingNotFound(meeting=other)
        own = self.known.called
        assert own is not None
        if later.called.organ != own.organ or later.called.begins_at <= own.begins_at:
            raise MinutesByOtherOrgan(meeting=other)
