"""The clerk, or the chair, enters in the action list what a meeting agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.act import minted
from domain.events.meetings import ActionAgreed
from domain.ids import ActionId, ItemId, PersonId
from domain.kernel import Selector
from domain.meetings.on_one_meeting import OnOneMeeting
from domain.persons.registered import SeesPersons, registration_of


@dataclass(kw_only=True)
class AgreeAction(OnOneMeeting, SeesPersons):
    """Also after the meeting, when the minutes are made."""

    action: ActionId = minted()
    text: str
    item: ItemId | None = None
    by: PersonId | None = None
    due_by: datetime | None = None

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *registration_of(self.by)]

    def execute(self) -> None:
        self.require_lead()
        if self.item is not None:
            self.require_item(self.item)
        self.persons.require(self.by)
        self.record(
            ActionAgreed(
                action=self.action,
                meeting=self.meeting,
                text=self.text,
                item=self.item,
                by=self.by,
                due_by=self.due_by,
            )
        )
