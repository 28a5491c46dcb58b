"""How many votes a seat has: those that the bylaws give to its holder's office, else one."""

from collections.abc import Iterable
from datetime import datetime

from domain.bylaws.articles import OfficeWeight
from domain.ids import SeatId
from domain.seats.register import SeatRegister


def weight_of(
    register: SeatRegister, seat: SeatId, moment: datetime, offices: Iterable[OfficeWeight]
) -> int:
    """Of several offices the heaviest counts. Before any cap."""
    # Who stands in on the chair's seat has its vote, and not its office.
    if register.voter(seat, moment) not in (None, register.holder(seat, moment)):
        return 1
    held = register.offices(seat, moment)
    return max((each.votes for each in offices if each.office in held), default=1)
