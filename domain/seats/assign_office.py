"""The clerk records that the holder of a seat becomes chair, secretary or treasurer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import Office, OfficeAssigned
from domain.ids import PersonId
from domain.kernel import Selector
from domain.seats.errors import OfficeHeld
from domain.seats.on_one_seat import OnOneSeat, require_order
from domain.seats.spans import Span


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
        self._require_free(seat.organ, holder)
        self.record(
            OfficeAssigned(
                seat=self.seat,
                organ=seat.organ,
                holder=holder,
                office=self.office,
                office_from=self.office_from,
                office_until=self.office_until,
            )
        )

    def _require_free(self, organ: str, holder: PersonId) -> None:
        asked = Span(person=holder, begins=self.office_from, ends=self.office_until, made_by=())
        mine = self.register.history(self.seat).while_held(asked)
        for seat in self.register.on_organ(organ):
            for tenure in self.register.history(seat).tenures(self.office):
                if any(each.overlaps(tenure) for each in mine):
                    raise OfficeHeld(office=self.office, seat=seat)
