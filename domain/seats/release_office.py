"""The clerk records that a holder gives up an office, and keeps the seat."""

from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import Office, OfficeReleased
from domain.seats.errors import OfficeNotHeld
from domain.seats.on_one_seat import OnOneSeat


@dataclass(kw_only=True)
class ReleaseOffice(OnOneSeat):
    office: Office
    office_until: datetime

    def execute(self) -> None:
        seat = self.require_seat()
        if self.office not in self.register.offices(self.seat, self.office_until):
            raise OfficeNotHeld(office=self.office)
        self.record(
            OfficeReleased(
                seat=self.seat,
                organ=seat.organ,
                holder=self.require_holder(self.office_until),
                office=self.office,
                office_until=self.office_until,
            )
        )
