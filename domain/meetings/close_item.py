"""The clerk, or the chair, closes the item that is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.meetings import ItemClosed
from domain.ids import ItemId
from domain.kernel import Selector
from domain.meetings.on_one_meeting import OnOneMeeting


@dataclass(kw_only=True)
class CloseItem(OnOneMeeting):
    item: ItemId
    closed_at: datetime

    def boundary(self) -> Sequence[Selector]:
        return self.and_its_decisions()

    def execute(self) -> None:
        self.require_under_way()
        self.require_open(self.item)
        self.require_no_decision()
        self.require_order(self.closed_at)
        self.record(ItemClosed(item=self.item, meeting=self.meeting, closed_at=self.closed_at))
