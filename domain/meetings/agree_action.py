"""The clerk, or the chair, enters in the action list what a meeting agreed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import minted
from domain.events.meetings import ActionAgreed
from domain.events.persons import PersonRegistered
from domain.ids import ActionId, ItemId, PersonId
from domain.kernel import Selector, on, select
from domain.meetings.on_one_meeting import OnOneMeeting
from domain.persons.errors import PersonNotFound


@dataclass(kw_only=True)
class AgreeAction(OnOneMeeting):
    """Also after the meeting, when the minutes are made."""

    action: ActionId = minted()
    text: str
    item: ItemId | None = None
    by: PersonId | None = None
    due_by: datetime | None = None

    registered: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        own = super().boundary()
        return own if self.by is None else [*own, select(PersonRegistered, tags=[self.by])]

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.registered = self.registered or person == self.by

    def execute(self) -> None:
        self.require_lead()
        if self.item is not None:
            self.require_item(self.item)
        if self.by is not None and not self.registered:
            raise PersonNotFound(person=self.by)
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
