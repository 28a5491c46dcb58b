"""One of each office on an organ at a time."""

from domain.events.seats import OfficeAssigned
from domain.seats.errors import OfficeHeld
from domain.seats.register import SeatRegister
from domain.seats.spans import Span


def require_free(register: SeatRegister, asked: OfficeAssigned) -> None:
    """Raise OfficeHeld. An office ends with the term at the latest."""
    span = Span(person=asked.holder, begins=asked.office_from, ends=asked.office_until, made_by=())
    mine = register.history(asked.seat).while_held(span)
    for seat in register.on_organ(asked.organ):
        for tenure in register.history(seat).tenures(asked.office):
            if any(each.overlaps(tenure) for each in mine):
                raise OfficeHeld(office=asked.office, seat=seat)
