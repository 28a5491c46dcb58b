"""The clerk, or the chair, gives the floor to somebody who asked for it."""

from dataclasses import dataclass

from domain.events.meetings import FloorGiven
from domain.ids import SeatId
from domain.meetings.errors import FloorNotAsked, NoPartInDeliberation
from domain.meetings.on_the_floor import OnTheFloor


@dataclass(kw_only=True)
class GiveTheFloor(OnTheFloor):
    """To whoever asked first, unless ``seat`` is named: then everybody sees that it was. Who was
    recused since they asked is passed over."""

    seat: SeatId | None = None

    def execute(self) -> None:
        known = self.require_under_way()
        self.require_open(self.item)
        if self.seat not in (None, *known.queue):
            raise FloorNotAsked
        if self.seat is not None and self.is_recused(self.seat):
            raise NoPartInDeliberation(seat=self.seat)
        waiting = [seat for seat in known.queue if not self.is_recused(seat)]
        if not waiting:
            raise FloorNotAsked
        seat = self.seat or waiting[0]
        self.record(FloorGiven(item=self.item, meeting=self.meeting, seat=seat))
