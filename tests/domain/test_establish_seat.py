import pytest

from domain.errors import RoleRequired
from domain.events.seats import SeatEstablished
from tests.residents import ADA, EAST, Community, EstablishSeat, events


async def test_a_clerk_establishes_a_seat(de_pijp: Community):
    receipt = await de_pijp.establishes(EAST, organ="board", kind="partner", title="The library")
    assert events(receipt) == [
        SeatEstablished(seat=EAST, organ="board", kind="partner", title="The library")
    ]


async def test_only_a_clerk_establishes_seats(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(RoleRequired):
        await de_pijp.does(
            ADA, EstablishSeat, seat=EAST, organ="board", kind="resident", title="Mine"
        )
