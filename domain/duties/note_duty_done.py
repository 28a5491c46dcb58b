"""The clerk notes that a duty was done which an act had brought."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.duties.errors import DoneWithItsAct, DutyNotFound
from domain.duties.on_one_duty import NotesDuty
from domain.events.duties import DutyDone, DutyOpened, OpenedDuty
from domain.ids import DutyId
from domain.kernel import Selector, on, select


@dataclass(kw_only=True)
class NoteDutyDone(NotesDuty):
    duty: DutyId

    kind: OpenedDuty | None = field(init=False, default=None)

    def boundary(self) -> Sequence[Selector]:
        return [select(DutyOpened, DutyDone, tags=[self.duty]), *self.its_meeting()]

    @on(DutyOpened)
    def _(self, kind: OpenedDuty) -> None:
        self.kind = kind

    def execute(self) -> None:
        self.require_role("clerk")
        if self.kind is None:
            raise DutyNotFound(duty=self.duty)
        if self.kind == "answer_vote":
            raise DoneWithItsAct(duty=self.duty)
        self.require_doable(self.duty)
        self.record(DutyDone(duty=self.duty, done_at=self.done_at, meeting=self.meeting))
