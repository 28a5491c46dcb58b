"""Moving away ends a residents' seat: at once, or after the time to leave that bylaws set."""

from datetime import timedelta

import pytest

from domain.events.seats import ResidencyLost, ResidencyRegained, SeatVacated
from domain.organisations.errors import NoBylaws
from domain.persons.errors import PersonNotFound
from domain.seats.errors import (
    NoResident,
    ResidencyLostAlready,
    ResidencyNotLost,
)
from tests.bylaws import FOUNDATION, changed
from tests.residents import (
    ADA,
    DEWI,
    EAST,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import begins_absence, comes_back, moves_away, stands_in

LEAVES_BY = NOON + timedelta(days=FOUNDATION.resident_majority.leave_within_days)


def left(seat: str, at, organ: str = "board") -> SeatVacated:
    return SeatVacated(seat=seat, organ=organ, holder=ADA, vacated_at=at, reason="moved_away")


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Four residents' seats, one more than the bylaws that came later know."""
    await de_pijp.has_a_board()
    await de_pijp.describes()
    await de_pijp.records_bylaws(FOUNDATION)
    return de_pijp


async def test_who_moves_away_leaves_within_the_time_that_the_bylaws_set(street: Community):
    assert events(await moves_away(street, ADA)) == [
        ResidencyLost(person=ADA, lost_at=NOON, leaves_by=LEAVES_BY),
        left(EAST, LEAVES_BY),
    ]


async def test_or_at_once_where_they_say_so(de_pijp: Community):
    at_once = changed(FOUNDATION, resident_majority={"leave_within_days": 0})
    await de_pijp.has_a_board()
    await de_pijp.describes()
    await de_pijp.records_bylaws(at_once)
    assert events(await moves_away(de_pijp, ADA, TOMORROW))[1:] == [left(EAST, TOMORROW)]


async def test_only_seats_of_residents_end_and_on_every_organ(street: Community):
    circle, independent = numbered("seat", 98), numbered("seat", 99)
    await street.establishes(circle, organ="circle")
    await street.fills(circle, ADA)
    await street.establishes(independent, organ="other", kind="independent")
    await street.fills(independent, ADA)
    assert set(events(await moves_away(street, ADA))[1:]) == {
        left(EAST, LEAVES_BY),
        left(circle, LEAVES_BY, "circle"),
    }


async def test_a_term_that_is_over_by_then_needs_no_end_and_a_later_one_never_begins(
    street: Community,
):
    await street.vacates(EAST, at=TOMORROW)
    later = LEAVES_BY + timedelta(days=30)
    await street.fills(SOUTH, ADA, term_from=later, term_until=later + timedelta(days=9))
    assert events(await moves_away(street, ADA))[1:] == [left(SOUTH, later)]
    await street.fills(SOUTH, DEWI, term_from=LEAVES_BY, term_until=NEXT_YEAR)


async def test_who_moved_away_takes_no_residents_seat_nor_stands_in_on_one(street: Community):
    person = numbered("person", 20)
    await street.registers(person)
    await moves_away(street, person, TOMORROW)
    with pytest.raises(NoResident):
        await street.fills(SOUTH, person, term_from=TOMORROW)
    await begins_absence(street, WEST)
    with pytest.raises(NoResident):
        await stands_in(street, WEST, person, stands_in_from=TOMORROW)
    independent = numbered("seat", 99)
    await street.establishes(independent, organ="other", kind="independent")
    await street.fills(independent, person, term_from=TOMORROW)


async def test_no_term_of_a_residents_seat_outlasts_a_move_that_is_known(street: Community):
    person = numbered("person", 20)
    await street.registers(person)
    await moves_away(street, person, NEXT_WEEK)
    with pytest.raises(NoResident):
        await street.fills(SOUTH, person, term_until=NEXT_WEEK + timedelta(microseconds=1))
    await street.fills(SOUTH, person, term_until=NEXT_WEEK)


async def test_who_comes_back_is_a_resident_from_then_on(street: Community):
    await moves_away(street, ADA)
    assert events(await comes_back(street, ADA, TOMORROW)) == [
        ResidencyRegained(person=ADA, regained_at=TOMORROW)
    ]
    await street.fills(SOUTH, ADA, term_from=LEAVES_BY)


async def test_a_loss_that_was_none_is_undone_at_the_same_moment(street: Community):
    await moves_away(street, ADA)
    await comes_back(street, ADA, NOON)
    with pytest.raises(ResidencyNotLost):
        await comes_back(street, ADA, NOON)
    await moves_away(street, ADA)


async def test_nobody_moves_away_twice_or_comes_back_before_having_left(street: Community):
    with pytest.raises(ResidencyNotLost):
        await comes_back(street, ADA, NOON)
    await moves_away(street, ADA, TOMORROW)
    with pytest.raises(ResidencyLostAlready):
        await moves_away(street, ADA, NEXT_WEEK)
    with pytest.raises(ResidencyNotLost):
        await comes_back(street, ADA, NOON)


async def test_nobody_unknown_moves(street: Community):
    for nobody in await street.unknown_persons():
        with pytest.raises(PersonNotFound):
            await moves_away(street, nobody)
        with pytest.raises(PersonNotFound):
            await comes_back(street, nobody, NOON)


async def test_without_bylaws_nothing_follows_so_that_the_clerk_says_what_does(
    de_pijp: Community,
):
    await de_pijp.registers(ADA)
    with pytest.raises(NoBylaws):
        await moves_away(de_pijp, ADA)
