"""The clerk notes that a holder is back."""

from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import AbsenceEnded
from domain.seats.errors import NotAbsent
from domain.seats.on_one_seat import OnOneSeat


@dataclass(kw_only=True)
class EndAbsence(OnOneSeat):
    absent_until: datetime

    def execute(self) -> None:
        seat = self.require_seat()
        holder = self.require_holder(self.absent_until)
        if not self.register.history(self.seat).absent(holder, self.absent_until):
            raise NotAbsent(seat=self.seat)
        self.record(
            AbsenceEnded(
                seat=self.seat, organ=seat.organ, holder=holder, absent_until=self.absent_until
            )
        )
