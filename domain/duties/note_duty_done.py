"""The clerk notes that a duty was done which an act had brought."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.duties.errors import DutyNotFound
from domain.duties.on_one_duty import NotesDuty
from domain.events.duties import DutyDone, DutyOpened
from domain.ids import DutyId
from domain.kernel import Selector, on, select


@dataclass(kw_only=True)
class NoteDutyDone(NotesDuty):
    duty: DutyId

    opened: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [select(DutyOpened, DutyDone, tags=[self.duty]), *self.its_meeting()]

    @on(DutyOpened)
    def _(self) -> None:
        self.opened = True

    def execute(self) -> None:
        self.require_role("clerk")
        if not self.opened:
            raise DutyNotFound(duty=self.duty)
        self.require_doable(self.duty)
        self.record(DutyDone(duty=self.duty, done_at=self.done_at, meeting=self.meeting))
