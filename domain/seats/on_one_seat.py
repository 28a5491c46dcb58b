"""What all acts of the clerk on one seat share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import SeatEstablished
from domain.ids import PersonId, SeatId
from domain.kernel import Selector, select
from domain.seats.errors import EndsBeforeItStarts, SeatNotFound, SeatVacant
from domain.seats.register import SEAT_EVENTS, SeesSeats


@dataclass(kw_only=True)
class OnOneSeat(SeesSeats):
    seat: SeatId

    def boundary(self) -> Sequence[Selector]:
        return [select(*SEAT_EVENTS, tags=[self.seat])]

    def whole_organ(self) -> Sequence[Selector]:
        """The organ's other seats too, once the seat is known."""
        known = self.register.seats.get(self.seat)
        own = select(*SEAT_EVENTS, tags=[self.seat])
        if known is None:
            return [own]
        return [own, select(*SEAT_EVENTS, tags=[f"organ:{known.organ}"])]

    def require_seat(self) -> SeatEstablished:
        """Raise SeatNotFound."""
        self.require_role("clerk")
        seat = self.register.seats.get(self.seat)
        if seat is None:
            raise SeatNotFound(seat=self.seat)
        return seat

    def require_holder(self, moment: datetime) -> PersonId:
        """Raise SeatVacant."""
        holder = self.register.holder(self.seat, moment)
        if holder is None:
            raise SeatVacant(seat=self.seat)
        return holder


def require_order(begins: datetime, ends: datetime | None) -> None:
    """Raise EndsBeforeItStarts."""
    if ends is not None and ends <= begins:
        raise EndsBeforeItStarts
