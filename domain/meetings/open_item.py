"""The clerk, or the chair, opens an item of the agenda."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.meetings import ItemOpened
from domain.ids import ItemId
from domain.kernel import Selector
from domain.meetings.errors import AnotherItemOpen
from domain.meetings.on_one_meeting import OnOneMeeting


@dataclass(kw_only=True)
class OpenItem(OnOneMeeting):
    """One item at a time. With the next item the time to challenge a declared result is over."""

    item: ItemId
    opened_at: datetime

    def boundary(self) -> Sequence[Selector]:
        return self.and_its_decisions()

    def execute(self) -> None:
        known = self.require_under_way()
        self.require_item(self.item)
        self.require_no_decision()
        if known.open_item is not None:
            raise AnotherItemOpen(item=known.open_item)
        self.require_order(self.opened_at)
        self.record(ItemOpened(item=self.item, meeting=self.meeting, opened_at=self.opened_at))
