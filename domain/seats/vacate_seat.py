"""The clerk records that a holder leaves, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import SeatVacated, VacancyReason
from domain.ids import EventId, PersonId
from domain.kernel import Selector
from domain.seats.correcting import require_correctable
from domain.seats.errors import SeatVacant
from domain.seats.on_one_seat import OnOneSeat
from domain.seats.one_each import require_one_each


@dataclass(kw_only=True)
class VacateSeat(OnOneSeat):
    """``vacated_at`` is the moment from which nobody holds the seat any more.

    ``corrects`` names an earlier vacancy of this seat that had another moment or reason.
    """

    reason: VacancyReason
    vacated_at: datetime
    corrects: EventId | None = None

    def boundary(self) -> Sequence[Selector]:
        return super().boundary() if self.corrects is None else self.whole_organ()

    def execute(self) -> None:
        seat = self.require_seat()
        vacated = SeatVacated(
            seat=self.seat,
            organ=seat.organ,
            holder=self._leaving(),
            vacated_at=self.vacated_at,
            reason=self.reason,
            corrects=self.corrects,
        )
        if self.corrects is not None:
            self._require_effect(vacated)
        self.record(vacated)

    def _leaving(self) -> PersonId:
        """Who is corrected left, however early the correction says."""
        if self.corrects is None:
            return self.require_holder(self.vacated_at)
        require_correctable(self.register, self.seat, self.corrects, SeatVacated)
        wrong = next(e.event for e in self.register.in_effect(self.seat) if e.id == self.corrects)
        assert isinstance(wrong, SeatVacated)
        return wrong.holder

    def _require_effect(self, vacated: SeatVacated) -> None:
        after = self.register.with_also(vacated)
        terms = after.history(self.seat)
        if not any(each.left and each.ends == self.vacated_at for each in terms.all_terms):
            raise SeatVacant(seat=self.seat)
        require_one_each(after, self.seat)
