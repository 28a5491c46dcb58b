"""One holder a seat, one seat a holder on each organ, and nobody with the say of two seats."""

from domain.ids import SeatId
from domain.seats.errors import HolderAlreadySeated, HolderStandsIn, SeatOccupied
from domain.seats.register import SeatRegister
from domain.seats.spans import Span


def require_one_each(register: SeatRegister, seat: SeatId) -> None:
    """Raise SeatOccupied, HolderAlreadySeated or HolderStandsIn for any term of ``seat``."""
    for other in register.on_organ(register.seats[seat].organ):
        for term in register.history(seat).terms:
            if other == seat:
                _require_alone(register, seat, term)
            else:
                _require_not_seated(register, other, term)
            if _clashes(register.history(other).stand_ins, term):
                raise HolderStandsIn(seat=other)


def _require_alone(register: SeatRegister, seat: SeatId, term: Span) -> None:
    others = (each for each in register.history(seat).terms if each is not term)
    if any(each.overlaps(term) for each in others):
        raise SeatOccupied(seat=seat)


def _require_not_seated(register: SeatRegister, other: SeatId, term: Span) -> None:
    history = register.history(other)
    if _clashes([*history.terms, *history.carried_over], term):
        raise HolderAlreadySeated(seat=other)


def _clashes(spans: list[Span], term: Span) -> bool:
    return any(each.person == term.person and each.overlaps(term) for each in spans)
