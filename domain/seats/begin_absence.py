"""The clerk notes that a holder is away for a time."""

from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import AbsenceBegan
from domain.seats.errors import AbsentAlready
from domain.seats.on_one_seat import OnOneSeat, require_order


@dataclass(kw_only=True)
class BeginAbsence(OnOneSeat):
    """Why is nobody's business. Who does not come back leaves a vacancy: that is another act."""

    absent_from: datetime
    absent_until: datetime | None = None

    def execute(self) -> None:
        seat = self.require_seat()
        require_order(self.absent_from, self.absent_until)
        holder = self.require_holder(self.absent_from)
        if self.register.history(self.seat).absent(holder, self.absent_from):
            raise AbsentAlready(seat=self.seat)
        self.record(
            AbsenceBegan(
                seat=self.seat,
                organ=seat.organ,
                holder=holder,
                absent_from=self.absent_from,
                absent_until=self.absent_until,
            )
        )
