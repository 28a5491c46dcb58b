"""What noting that a duty was done shares, whether the year brought it or an act did."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act
from domain.duties.errors import DutyDoneAlready, DutyNotDoneYet
from domain.events.duties import DutyDone
from domain.events.meetings import MeetingCalled
from domain.ids import DutyId, MeetingId
from domain.kernel import Selector, on, select
from domain.meetings.errors import MeetingNotFound


@dataclass(kw_only=True)
class NotesDuty(Act):
    """``meeting`` is where it was done, if in one."""

    done_at: datetime
    meeting: MeetingId | None = None

    done: set[DutyId] = field(init=False, default_factory=set)
    met: set[MeetingId] = field(init=False, default_factory=set)

    def its_meeting(self) -> list[Selector]:
        return [] if self.meeting is None else [select(MeetingCalled, tags=[self.meeting])]

    @on(DutyDone)
    def _(self, duty: DutyId) -> None:
        self.done.add(duty)

    @on(MeetingCalled)
    def _(self, meeting: MeetingId) -> None:
        self.met.add(meeting)

    def require_doable(self, duty: DutyId) -> None:
        """Raise DutyDoneAlready, DutyNotDoneYet or MeetingNotFound."""
        if duty in self.done:
            raise DutyDoneAlready(duty=duty)
        if self.done_at > self.at:
            raise DutyNotDoneYet
        if self.meeting is not None and self.meeting not in self.met:
            raise MeetingNotFound(meeting=self.meeting)
