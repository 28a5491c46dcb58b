"""The clerk records that a holder is suspended, and on which ground."""

from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import HolderSuspended
from domain.seats.errors import SuspendedAlready
from domain.seats.on_one_seat import OnOneSeat, require_order


@dataclass(kw_only=True)
class SuspendHolder(OnOneSeat):
    """``ground`` is published. Without ``suspended_until`` it lasts until it is lifted."""

    suspended_from: datetime
    ground: str
    suspended_until: datetime | None = None

    def execute(self) -> None:
        seat = self.require_seat()
        require_order(self.suspended_from, self.suspended_until)
        holder = self.require_holder(self.suspended_from)
        if self.register.history(self.seat).suspended(holder, self.suspended_from):
            raise SuspendedAlready(seat=self.seat)
        self.record(
            HolderSuspended(
                seat=self.seat,
                organ=seat.organ,
                holder=holder,
                suspended_from=self.suspended_from,
                ground=self.ground,
                suspended_until=self.suspended_until,
            )
        )
