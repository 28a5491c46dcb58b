import msgspec
import pytest

from domain.errors import RoleRequired
from domain.events.seats import SeatEstablished
from domain.seats.errors import SeatNotInBylaws
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    EAST,
    TOMORROW,
    Community,
    EstablishSeat,
    events,
    numbered,
)

OTHERS = [numbered("seat", number) for number in range(10, 16)]


@pytest.fixture
async def foundation(de_pijp: Community) -> Community:
    """Its bylaws know three seats of residents and two of professionals."""
    await de_pijp.describes()
    await de_pijp.records_bylaws(FOUNDATION)
    return de_pijp


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


@pytest.mark.parametrize(("kind", "seats"), [("resident", 3), ("professional", 2), ("partner", 0)])
async def test_the_board_has_as_many_seats_of_a_kind_as_the_bylaws_know(
    foundation: Community, kind: str, seats: int
):
    for seat in OTHERS[:seats]:
        await foundation.establishes(seat, kind=kind)
    with pytest.raises(SeatNotInBylaws) as refused:
        await foundation.establishes(EAST, kind=kind)
    assert refused.value.facts == {"kind": kind, "seats": seats}


async def test_seats_of_a_kind_add_up_whoever_appoints_to_them(de_pijp: Community):
    residents, professionals = FOUNDATION.board.seats
    by_the_board = msgspec.structs.replace(residents, number=1, appointed_by="board")
    seats = (residents, by_the_board, professionals)
    await de_pijp.describes()
    await de_pijp.records_bylaws(changed(FOUNDATION, board={"seats": seats, "largest": 6}))
    for seat in OTHERS[:4]:
        await de_pijp.establishes(seat)
    with pytest.raises(SeatNotInBylaws):
        await de_pijp.establishes(EAST)


async def test_seats_that_there_were_before_the_bylaws_stay_and_count(de_pijp: Community):
    for seat in OTHERS[:4]:
        await de_pijp.establishes(seat)
    await de_pijp.describes()
    await de_pijp.records_bylaws(FOUNDATION)
    with pytest.raises(SeatNotInBylaws):
        await de_pijp.establishes(EAST)
    await de_pijp.establishes(EAST, kind="professional")


async def test_other_organs_have_as_many_seats_as_are_established(foundation: Community):
    for seat in OTHERS:
        await foundation.establishes(seat, organ="circle", kind="partner")
    for seat in (EAST, numbered("seat", 20), numbered("seat", 21)):
        await foundation.establishes(seat)


async def test_bylaws_limit_the_seats_once_they_are_in_force(de_pijp: Community, clock: StoryClock):
    await de_pijp.describes()
    await de_pijp.records_bylaws(FOUNDATION, in_force_from=TOMORROW)
    await de_pijp.establishes(EAST, kind="partner")
    clock.now = TOMORROW
    with pytest.raises(SeatNotInBylaws):
        await de_pijp.establishes(OTHERS[0], kind="partner")
