"""Who holds which seat at a moment: the fold that every rule about seats shares."""

from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from domain.act import Act
from domain.events.seats import SeatEstablished, SeatFilled, SeatVacated
from domain.ids import PersonId, SeatId
from domain.kernel import Event, on


class Term(msgspec.Struct, kw_only=True):
    """Half-open: in office from ``begins`` until just before ``ends``."""

    holder: PersonId
    begins: datetime
    ends: datetime

    def covers(self, moment: datetime) -> bool:
        return self.begins <= moment < self.ends

    def overlaps(self, begins: datetime, ends: datetime) -> bool:
        return self.begins < ends and begins < self.ends


class SeatRegister:
    """Seats and terms as known from the events shown.

    A term may be shown before its seat is: a boundary that grows shows events out of order.
    """

    def __init__(self) -> None:
        self.seats: dict[SeatId, SeatEstablished] = {}
        self.terms: dict[SeatId, list[Term]] = {}

    def see(self, event: Event) -> None:
        match event:
            case SeatEstablished():
                self.seats[event.seat] = event
            case SeatFilled():
                self.terms.setdefault(event.seat, []).append(
                    Term(holder=event.holder, begins=event.term_from, ends=event.term_until)
                )
            case SeatVacated():
                for term in self.terms.get(event.seat, ()):
                    if term.holder == event.holder and term.covers(event.vacated_at):
                        term.ends = event.vacated_at

    def holder(self, seat: SeatId, moment: datetime) -> PersonId | None:
        terms = self.terms.get(seat, ())
        return next((term.holder for term in terms if term.covers(moment)), None)

    def on_organ(self, organ: str) -> list[SeatId]:
        return [seat for seat, established in self.seats.items() if established.organ == organ]

    def in_office(self, organ: str, moment: datetime) -> dict[SeatId, PersonId]:
        holders = {seat: self.holder(seat, moment) for seat in self.on_organ(organ)}
        return {seat: holder for seat, holder in holders.items() if holder is not None}


@dataclass(kw_only=True)
class SeesSeats(Act):
    """An act that remembers every seat event in its boundary."""

    register: SeatRegister = field(init=False, default_factory=SeatRegister)

    @on(SeatEstablished)
    def _(self, event: Event) -> None:
        self.register.see(event)

    @on(SeatFilled)
    def _(self, event: Event) -> None:
        self.register.see(event)

    @on(SeatVacated)
    def _(self, event: Event) -> None:
        self.register.see(event)
