"""Chair, secretary and treasurer: held by seats, as long as their holders hold these."""

from datetime import timedelta

import pytest

from domain.events.seats import OfficeAssigned, OfficeReleased
from domain.seats.errors import EndsBeforeItStarts, OfficeHeld, OfficeNotHeld, SeatVacant
from tests.residents import (
    ADA,
    DEWI,
    EAST,
    NEXT_WEEK,
    NOON,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import assigns, releases


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    return de_pijp


async def test_a_holder_becomes_chair(street: Community):
    assert events(await assigns(street, EAST)) == [
        OfficeAssigned(seat=EAST, organ="board", holder=ADA, office="chair", office_from=NOON)
    ]


async def test_an_organ_has_one_chair_at_a_time(street: Community):
    await assigns(street, EAST, office_until=NEXT_WEEK)
    for seat in (EAST, WEST):
        with pytest.raises(OfficeHeld):
            await assigns(street, seat, office_from=NEXT_WEEK - timedelta(microseconds=1))
    await assigns(street, WEST, office_from=NEXT_WEEK)


async def test_nobody_is_chair_before_the_next_one_who_is_known_already(street: Community):
    await assigns(street, EAST, office_from=NEXT_WEEK)
    with pytest.raises(OfficeHeld):
        await assigns(street, WEST)
    await assigns(street, WEST, office_until=NEXT_WEEK)


async def test_a_seat_may_have_two_offices(street: Community):
    await assigns(street, EAST, "chair")
    await assigns(street, EAST, "treasurer")


async def test_every_organ_has_a_chair_of_its_own(street: Community):
    other = numbered("seat", 99)
    await street.establishes(other, organ="circle")
    await street.fills(other, DEWI)
    await assigns(street, EAST)
    await assigns(street, other)


async def test_a_vacant_seat_has_no_office(street: Community):
    with pytest.raises(SeatVacant):
        await assigns(street, SOUTH)


async def test_an_office_is_given_up_and_another_seat_has_it(street: Community):
    await assigns(street, EAST)
    assert events(await releases(street, EAST, TOMORROW)) == [
        OfficeReleased(seat=EAST, organ="board", holder=ADA, office="chair", office_until=TOMORROW)
    ]
    await assigns(street, WEST, office_from=TOMORROW)


async def test_what_a_seat_does_not_have_it_cannot_give_up(street: Community):
    await assigns(street, EAST)
    with pytest.raises(OfficeNotHeld):
        await releases(street, WEST, TOMORROW)
    with pytest.raises(OfficeNotHeld):
        await releases(street, EAST, TOMORROW, "secretary")


async def test_an_office_does_not_pass_to_the_next_holder(street: Community):
    await assigns(street, EAST)
    await street.vacates(EAST, at=TOMORROW)
    await street.fills(EAST, DEWI, term_from=TOMORROW)
    with pytest.raises(OfficeNotHeld):
        await releases(street, EAST, NEXT_WEEK)
    await assigns(street, WEST, office_from=TOMORROW)
    with pytest.raises(OfficeHeld):
        await assigns(street, EAST, office_from=TOMORROW)


async def test_an_office_ends_later_than_it_starts(street: Community):
    with pytest.raises(EndsBeforeItStarts):
        await assigns(street, EAST, office_until=NOON)
