"""The clerk annuls what should never have been recorded of a seat."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events.seats import SeatEstablished, SeatEventAnnulled
from domain.ids import EventId
from domain.kernel import Selector
from domain.seats.correcting import require_correctable
from domain.seats.on_one_seat import OnOneSeat
from domain.seats.one_each import require_one_each
from domain.seats.register import SEAT_EVENTS

ANNULLED = tuple(e for e in SEAT_EVENTS if e not in (SeatEstablished, SeatEventAnnulled))


@dataclass(kw_only=True)
class AnnulSeatEvent(OnOneSeat):
    """The establishment itself stays, and an annulment is not annulled: record anew."""

    corrects: EventId

    def boundary(self) -> Sequence[Selector]:
        return self.whole_organ()

    def execute(self) -> None:
        seat = self.require_seat()
        require_correctable(self.register, self.seat, self.corrects, *ANNULLED)
        annulled = SeatEventAnnulled(seat=self.seat, organ=seat.organ, corrects=self.corrects)
        require_one_each(self.register.with_also(annulled), self.seat)
        self.record(annulled)
