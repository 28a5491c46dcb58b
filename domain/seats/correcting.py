"""A wrong event is corrected by a later one that names it."""

from domain.ids import EventId, SeatId
from domain.kernel import Event
from domain.seats.errors import SeatEventCorrected, SeatEventNotFound
from domain.seats.register import SeatRegister


def require_correctable(
    register: SeatRegister, seat: SeatId, name: EventId, *kinds: type[Event]
) -> None:
    """Raise SeatEventNotFound, or SeatEventCorrected for what does not count any more."""
    known = {entry.id for entry in register.known(seat) if isinstance(entry.event, kinds)}
    if name not in known:
        raise SeatEventNotFound(event=name)
    if name not in {effect.id for effect in register.in_effect(seat)}:
        raise SeatEventCorrected(event=name)
