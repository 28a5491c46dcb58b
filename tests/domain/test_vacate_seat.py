from datetime import timedelta

import pytest

from domain.errors import RoleRequired
from domain.events.seats import SeatVacated
from domain.seats.errors import SeatNotFound, SeatVacant
from tests.residents import (
    ADA,
    BEN,
    EAST,
    NEXT_WEEK,
    NOON,
    TOMORROW,
    Community,
    VacateSeat,
    events,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.registers(ADA, BEN)
    await de_pijp.establishes(EAST)
    return de_pijp


async def test_a_clerk_records_that_a_holder_leaves(street: Community):
    await street.fills(EAST, ADA)
    assert events(await street.vacates(EAST, at=TOMORROW)) == [
        SeatVacated(seat=EAST, organ="board", holder=ADA, vacated_at=TOMORROW, reason="resignation")
    ]


async def test_a_seat_that_nobody_holds_is_not_vacated(street: Community):
    with pytest.raises(SeatVacant):
        await street.vacates(EAST)


async def test_a_holder_leaves_once(street: Community):
    await street.fills(EAST, ADA)
    await street.vacates(EAST, at=TOMORROW)
    with pytest.raises(SeatVacant):
        await street.vacates(EAST, at=TOMORROW)


async def test_a_term_that_ran_out_has_nobody_left_to_leave(street: Community):
    await street.fills(EAST, ADA, term_until=TOMORROW)
    with pytest.raises(SeatVacant):
        await street.vacates(EAST, at=TOMORROW)


async def test_who_leaves_is_who_holds_the_seat_at_that_moment(street: Community):
    await street.fills(EAST, ADA, term_until=TOMORROW)
    await street.fills(EAST, BEN, term_from=TOMORROW)
    (left,) = events(await street.vacates(EAST, at=NEXT_WEEK))
    assert isinstance(left, SeatVacated)
    assert left.holder == BEN


async def test_leaving_ends_the_term_of_that_moment_and_no_other(street: Community):
    after = NEXT_WEEK + timedelta(days=1)
    await street.fills(EAST, ADA, term_until=TOMORROW)
    await street.fills(EAST, ADA, term_from=NEXT_WEEK)
    await street.vacates(EAST, at=after)
    await street.fills(EAST, BEN, term_from=TOMORROW, term_until=NEXT_WEEK)
    await street.fills(EAST, BEN, term_from=after)


async def test_a_seat_that_was_never_established_is_not_found(de_pijp: Community):
    with pytest.raises(SeatNotFound):
        await de_pijp.vacates(EAST)


async def test_only_a_clerk_records_that_a_holder_leaves(street: Community):
    await street.fills(EAST, ADA)
    with pytest.raises(RoleRequired):
        await street.does(ADA, VacateSeat, seat=EAST, vacated_at=NOON, reason="resignation")
