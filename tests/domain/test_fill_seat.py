import pytest

from domain.errors import RoleRequired
from domain.events.seats import SeatFilled
from domain.persons.errors import PersonNotFound
from domain.seats.errors import (
    HolderAlreadySeated,
    SeatNotFound,
    SeatOccupied,
    SeatOfAnotherKind,
    TermEndsBeforeItStarts,
)
from tests.residents import (
    ADA,
    BEN,
    EAST,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    PROFESSIONAL,
    STRANGER,
    TOMORROW,
    WEST,
    Community,
    FillSeat,
    events,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.registers(ADA, BEN)
    await de_pijp.establishes(EAST)
    await de_pijp.establishes(WEST)
    return de_pijp


async def test_a_clerk_records_who_takes_a_seat(street: Community):
    assert events(await street.fills(EAST, ADA)) == [
        SeatFilled(seat=EAST, organ="board", holder=ADA, term_from=NOON, term_until=NEXT_YEAR)
    ]


async def test_a_seat_has_one_holder_at_a_time(street: Community):
    await street.fills(EAST, ADA)
    with pytest.raises(SeatOccupied):
        await street.fills(EAST, BEN, term_from=TOMORROW, term_until=NEXT_WEEK)


async def test_a_term_starts_where_the_one_before_ends(street: Community):
    await street.fills(EAST, ADA, term_until=NEXT_WEEK)
    await street.fills(EAST, BEN, term_from=NEXT_WEEK)


async def test_a_seat_is_free_from_the_moment_its_holder_left(street: Community):
    await street.fills(EAST, ADA)
    await street.vacates(EAST, at=TOMORROW)
    with pytest.raises(SeatOccupied):
        await street.fills(EAST, BEN, term_from=NOON)
    await street.fills(EAST, BEN, term_from=TOMORROW)


async def test_nobody_sits_twice_on_an_organ(street: Community):
    await street.fills(EAST, ADA)
    with pytest.raises(HolderAlreadySeated):
        await street.fills(WEST, ADA)


async def test_somebody_may_sit_on_two_organs(street: Community):
    await street.fills(EAST, ADA)
    other = EAST.replace("0001", "00aa")
    await street.establishes(other, organ="supervisory_board")
    await street.fills(other, ADA)


async def test_a_seat_is_for_those_of_its_kind(street: Community):
    await street.registers(PROFESSIONAL, standing="professional")
    with pytest.raises(SeatOfAnotherKind):
        await street.fills(EAST, PROFESSIONAL)


async def test_an_independent_seat_is_for_anybody(street: Community):
    await street.registers(PROFESSIONAL, standing="professional")
    other = EAST.replace("0001", "00aa")
    await street.establishes(other, kind="independent")
    await street.fills(other, PROFESSIONAL)


async def test_a_term_ends_after_it_starts(street: Community):
    with pytest.raises(TermEndsBeforeItStarts):
        await street.fills(EAST, ADA, term_until=NOON)


async def test_a_seat_that_was_never_established_is_not_found(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(SeatNotFound):
        await de_pijp.fills(EAST, ADA)


async def test_a_seat_of_the_neighbours_is_not_found(street: Community, de_baarsjes: Community):
    await de_baarsjes.registers(ADA)
    with pytest.raises(SeatNotFound):
        await de_baarsjes.fills(EAST, ADA)


async def test_nobody_unknown_takes_a_seat(street: Community):
    with pytest.raises(PersonNotFound):
        await street.fills(EAST, STRANGER)


async def test_only_a_clerk_records_who_takes_a_seat(street: Community):
    with pytest.raises(RoleRequired):
        await street.does(
            ADA, FillSeat, seat=EAST, holder=ADA, term_from=NOON, term_until=NEXT_YEAR
        )
