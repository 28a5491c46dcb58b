"""The clerk records who takes a seat, and for which term."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.events.persons import PersonRegistered, Standing
from domain.events.seats import SeatEstablished, SeatFilled, SeatVacated
from domain.ids import PersonId, SeatId
from domain.kernel import Selector, on, select
from domain.persons.errors import PersonNotFound
from domain.seats.errors import (
    HolderAlreadySeated,
    SeatNotFound,
    SeatOccupied,
    SeatOfAnotherKind,
    TermEndsBeforeItStarts,
)
from domain.seats.register import SeesSeats


@dataclass(kw_only=True)
class FillSeat(SeesSeats):
    seat: SeatId
    holder: PersonId
    term_from: datetime
    term_until: datetime

    holder_standing: Standing | None = field(init=False, default=None)

    def boundary(self) -> Sequence[Selector]:
        """The whole organ once the seat is known: nobody sits on it twice."""
        own = select(SeatEstablished, tags=[self.seat])
        person = select(PersonRegistered, tags=[self.holder])
        known = self.register.seats.get(self.seat)
        if known is None:
            return [own, person]
        organ = f"organ:{known.organ}"
        return [own, person, select(SeatEstablished, SeatFilled, SeatVacated, tags=[organ])]

    @on(PersonRegistered)
    def _(self, person: PersonId, standing: Standing) -> None:
        if person == self.holder:
            self.holder_standing = standing

    def execute(self) -> None:
        self.require_role("clerk")
        seat = self.register.seats.get(self.seat)
        if seat is None:
            raise SeatNotFound(seat=self.seat)
        if self.holder_standing is None:
            raise PersonNotFound(person=self.holder)
        if self.term_until <= self.term_from:
            raise TermEndsBeforeItStarts
        if seat.kind not in (self.holder_standing, "independent"):
            raise SeatOfAnotherKind(kind=seat.kind, standing=self.holder_standing)
        self._require_free(seat.organ)
        self.record(
            SeatFilled(
                seat=self.seat,
                organ=seat.organ,
                holder=self.holder,
                term_from=self.term_from,
                term_until=self.term_until,
            )
        )

    def _require_free(self, organ: str) -> None:
        for seat in self.register.on_organ(organ):
            for term in self.register.terms.get(seat, ()):
                if not term.overlaps(self.term_from, self.term_until):
                    continue
                if seat == self.seat:
                    raise SeatOccupied(seat=seat)
                if term.holder == self.holder:
                    raise HolderAlreadySeated(seat=seat)
