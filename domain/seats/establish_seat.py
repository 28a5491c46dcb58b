"""The clerk establishes a seat on an organ."""

from dataclasses import dataclass

from domain.act import Act, minted
from domain.events.seats import SeatEstablished, SeatKind
from domain.ids import SeatId


@dataclass(kw_only=True)
class EstablishSeat(Act):
    seat: SeatId = minted()
    organ: str
    kind: SeatKind
    title: str

    def execute(self) -> None:
        self.require_role("clerk")
        self.record(
            SeatEstablished(seat=self.seat, organ=self.organ, kind=self.kind, title=self.title)
        )
