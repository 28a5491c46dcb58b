"""The clerk records that the holder of a seat becomes chair, secretary or treasurer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import Office, OfficeAssigned
from domain.kernel import Selector
from domain.seats.offices import require_free
from domain.seats.on_one_seat import OnOneSeat, require_order


@dataclass(kw_only=True)
class AssignOffice(OnOneSeat):
    """Ends with the term at the latest; nobody else on the organ has it meanwhile."""

    office: Office
    office_from: datetime
    office_until: datetime | None = None

    def boundary(self) -> Sequence[Selector]:
        return self.whole_organ()

    def execute(self) -> None:
        seat = self.require_seat()
        require_order(self.office_from, self.office_until)
        holder = self.require_holder(self.office_from)
        assigned = OfficeAssigned(
            seat=self.seat,
            organ=seat.organ,
            holder=holder,
            office=self.office,
            office_from=self.office_from,
            office_until=self.office_until,
        )
        require_free(self.register, assigned)
        self.record(assigned)
