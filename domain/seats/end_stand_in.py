"""The clerk records that somebody stands in no more."""

from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import StandInEnded
from domain.seats.errors import NoStandIn
from domain.seats.on_one_seat import OnOneSeat


@dataclass(kw_only=True)
class EndStandIn(OnOneSeat):
    stands_in_until: datetime

    def execute(self) -> None:
        seat = self.require_seat()
        person = self.register.history(self.seat).stand_in(self.stands_in_until)
        if person is None:
            raise NoStandIn(seat=self.seat)
        self.record(
            StandInEnded(
                seat=self.seat,
                organ=seat.organ,
                person=person,
                stands_in_until=self.stands_in_until,
            )
        )
