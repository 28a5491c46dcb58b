"""The clerk establishes a seat on an organ."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.act import minted
from domain.events.seats import SeatEstablished, SeatKind
from domain.ids import SeatId
from domain.kernel import Selector, select
from domain.organisations.versions import SeesBylaws
from domain.seats.errors import SeatNotInBylaws
from domain.seats.register import SeesSeats
from domain.seats.terms import BOARD


@dataclass(kw_only=True)
class EstablishSeat(SeesSeats, SeesBylaws):
    """The board has the seats that the bylaws in force know, and not one more of any kind."""

    seat: SeatId = minted()
    organ: str
    kind: SeatKind
    title: str

    def boundary(self) -> Sequence[Selector]:
        if self.organ != BOARD:
            return ()
        if self.versions.in_force(self.at) is None:
            return self.all_versions()
        return [*self.all_versions(), select(SeatEstablished, tags=[f"organ:{BOARD}"])]

    def execute(self) -> None:
        self.require_role("clerk")
        self._require_in_bylaws()
        self.record(
            SeatEstablished(seat=self.seat, organ=self.organ, kind=self.kind, title=self.title)
        )

    def _require_in_bylaws(self) -> None:
        version = self.versions.in_force(self.at)
        if version is None or self.organ != BOARD:
            return
        known = sum(each.number for each in version.content.board.seats if each.kind == self.kind)
        there = sum(seat.kind == self.kind for seat in self.register.seats.values())
        if there >= known:
            raise SeatNotInBylaws(kind=self.kind, seats=known)
