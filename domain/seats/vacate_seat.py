"""The clerk records that a holder leaves, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import SeatEstablished, SeatFilled, SeatVacated, VacancyReason
from domain.ids import SeatId
from domain.kernel import Selector, select
from domain.seats.errors import SeatNotFound, SeatVacant
from domain.seats.register import SeesSeats


@dataclass(kw_only=True)
class VacateSeat(SeesSeats):
    """``vacated_at`` is the moment from which nobody holds the seat any more."""

    seat: SeatId
    reason: VacancyReason
    vacated_at: datetime

    def boundary(self) -> Sequence[Selector]:
        return [select(SeatEstablished, SeatFilled, SeatVacated, tags=[self.seat])]

    def execute(self) -> None:
        self.require_role("clerk")
        seat = self.register.seats.get(self.seat)
        if seat is None:
            raise SeatNotFound(seat=self.seat)
        holder = self.register.holder(self.seat, self.vacated_at)
        if holder is None:
            raise SeatVacant(seat=self.seat)
        self.record(
            SeatVacated(
                seat=self.seat,
                organ=seat.organ,
                holder=holder,
                vacated_at=self.vacated_at,
                reason=self.reason,
            )
        )
