"""A holder without successor stays a while: no new term, and none after leaving (rules 8)."""

from datetime import timedelta
from typing import Any

import pytest

from domain.ballots.errors import NotTheHolder
from domain.events.seats import HolderCarriedOver
from domain.organisations.errors import NoBylaws
from domain.seats.errors import (
    CarryOverTooLong,
    EndsBeforeItStarts,
    HolderAlreadySeated,
    NobodyToCarryOver,
    NoResident,
    SeatOccupied,
)
from domain.seats.vacate_seat import VacateSeat
from tests.bylaws import FOUNDATION
from tests.conftest import StoryClock
from tests.meetings import in_session
from tests.residents import (
    ADA,
    CLERK,
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
)
from tests.seats import carries_over, moves_away

MOMENT = timedelta(microseconds=1)
MOST = timedelta(days=FOUNDATION.resident_majority.carry_over_days)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """The term in the east is over tomorrow."""
    await de_pijp.describes()
    await de_pijp.records_bylaws(FOUNDATION)
    await de_pijp.registers(ADA, DEWI)
    for seat in (EAST, WEST, SOUTH):
        await de_pijp.establishes(seat)
    await de_pijp.fills(EAST, ADA, term_until=TOMORROW)
    return de_pijp


async def leaves(street: Community, reason: str, **asked: Any) -> None:
    given = {"seat": EAST, "vacated_at": NOON + timedelta(hours=1), "reason": reason}
    await street.does(CLERK, VacateSeat, **{**given, **asked})


async def test_who_stays_holds_the_seat_until_the_carry_over_ends(
    street: Community, clock: StoryClock
):
    assert events(await carries_over(street, EAST, NEXT_WEEK)) == [
        HolderCarriedOver(
            seat=EAST,
            organ="board",
            holder=ADA,
            carry_over_from=TOMORROW,
            carry_over_until=NEXT_WEEK,
        )
    ]
    await street.fills(SOUTH, DEWI)
    await in_session(street)
    await street.opens(closes_at=NEXT_YEAR)
    clock.now = NEXT_WEEK - MOMENT
    await street.votes(ADA, EAST, "for")
    clock.now = NEXT_WEEK
    with pytest.raises(NotTheHolder):
        await street.votes(ADA, EAST, "for")


async def test_nobody_stays_longer_than_the_bylaws_allow(street: Community):
    with pytest.raises(CarryOverTooLong):
        await carries_over(street, EAST, TOMORROW + MOST + MOMENT)
    with pytest.raises(EndsBeforeItStarts):
        await carries_over(street, EAST, TOMORROW)
    await carries_over(street, EAST, TOMORROW + MOST)


@pytest.mark.parametrize(
    "reason",
    ["dismissal", "resignation", "death", "moved_away", "loss_of_standing", "membership_ended"],
)
async def test_nobody_stays_after_dismissal_resignation_or_death(street: Community, reason: str):
    await leaves(street, reason)
    with pytest.raises(NobodyToCarryOver):
        await carries_over(street, EAST, NEXT_WEEK)


async def test_who_left_at_the_end_of_the_term_may_stay(street: Community):
    await leaves(street, "end_of_term")
    await carries_over(street, EAST, NEXT_WEEK)


async def test_there_is_nobody_to_stay_on_a_seat_that_nobody_held(street: Community):
    with pytest.raises(NobodyToCarryOver):
        await carries_over(street, WEST, NEXT_WEEK)


async def test_nobody_stays_twice(street: Community):
    await carries_over(street, EAST, NEXT_WEEK)
    with pytest.raises(SeatOccupied):
        await carries_over(street, EAST, TOMORROW + MOST)


async def test_nobody_stays_who_has_another_seat_by_then(street: Community):
    await street.fills(WEST, ADA, term_from=TOMORROW)
    with pytest.raises(NobodyToCarryOver):
        await carries_over(street, EAST, NEXT_WEEK)


async def test_who_stays_takes_no_other_seat_meanwhile(street: Community):
    await carries_over(street, EAST, NEXT_WEEK)
    with pytest.raises(HolderAlreadySeated):
        await street.fills(WEST, ADA, term_from=TOMORROW)
    await street.fills(WEST, ADA, term_from=NEXT_WEEK)


async def test_a_successor_ends_it_without_more_ado(street: Community, clock: StoryClock):
    await carries_over(street, EAST, TOMORROW + MOST)
    await street.fills(EAST, DEWI, term_from=NEXT_WEEK)
    await street.fills(WEST, ADA, term_from=NEXT_WEEK)
    await in_session(street)
    await street.opens(closes_at=NEXT_YEAR)
    clock.now = NEXT_WEEK
    with pytest.raises(NotTheHolder):
        await street.votes(ADA, EAST, "for")
    await street.votes(DEWI, EAST, "for")


async def test_it_is_no_new_term(street: Community):
    """One term, ninety days of carry-over and a second one: not three."""
    await carries_over(street, EAST, TOMORROW + MOST)
    await street.fills(EAST, ADA, term_from=TOMORROW + MOST, term_until=NEXT_YEAR)


async def test_who_stays_may_still_leave(street: Community):
    await carries_over(street, EAST, TOMORROW + MOST)
    await leaves(street, "resignation", vacated_at=NEXT_WEEK)
    await street.fills(WEST, ADA, term_from=NEXT_WEEK)


async def test_nobody_stays_on_a_residents_seat_after_moving_away(street: Community):
    """The move is known after the term had ended, so that it ended no term."""
    await moves_away(street, ADA, NEXT_WEEK)
    with pytest.raises(NoResident):
        await carries_over(street, EAST, NEXT_WEEK + MOMENT)
    await carries_over(street, EAST, NEXT_WEEK)


async def test_without_bylaws_nobody_stays(de_pijp: Community):
    await de_pijp.registers(ADA)
    await de_pijp.establishes(EAST)
    await de_pijp.fills(EAST, ADA, term_until=TOMORROW)
    with pytest.raises(NoBylaws):
        await carries_over(de_pijp, EAST, NEXT_WEEK)
