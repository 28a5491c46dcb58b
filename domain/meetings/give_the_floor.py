"""The clerk, or the chair, gives the floor to somebody who asked for it."""

from dataclasses import dataclass

from domain.events.meetings import FloorGiven
from domain.ids import ItemId, SeatId
from domain.meetings.errors import FloorNotAsked
from domain.meetings.on_one_meeting import OnOneMeeting


@dataclass(kw_only=True)
class GiveTheFloor(OnOneMeeting):
    """To whoever asked first, unless ``seat`` is named: then everybody sees that it was."""

    item: ItemId
    seat: SeatId | None = None

    def execute(self) -> None:
        known = self.require_under_way()
        self.require_open(self.item)
        if not known.queue or self.seat not in (None, *known.queue):
            raise FloorNotAsked
        seat = self.seat or known.queue[0]
        self.record(FloorGiven(item=self.item, meeting=self.meeting, seat=seat))
