"""The clerk records that a suspension ends before its time, or at all."""

from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import SuspensionLifted
from domain.seats.errors import NotSuspended
from domain.seats.on_one_seat import OnOneSeat


@dataclass(kw_only=True)
class LiftSuspension(OnOneSeat):
    suspended_until: datetime

    def execute(self) -> None:
        seat = self.require_seat()
        holder = self.require_holder(self.suspended_until)
        if not self.register.history(self.seat).suspended(holder, self.suspended_until):
            raise NotSuspended(seat=self.seat)
        self.record(
            SuspensionLifted(
                seat=self.seat,
                organ=seat.organ,
                holder=holder,
                suspended_until=self.suspended_until,
            )
        )
