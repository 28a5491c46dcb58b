"""Rules, section 8: resident majority, carry-over. One test per sentence, or per part of it."""

from datetime import datetime, timedelta

import pytest

from domain.duties.note_yearly_duty_done import NoteYearlyDutyDone
from domain.events.seats import ResidencyLost, SeatVacated
from domain.organisations.errors import BylawsContradictTheLaw
from domain.seats.errors import (
    CarryOverTooLong,
    NobodyToCarryOver,
    NoResidentMajority,
    TooManyTermsInARow,
)
from domain.seats.vacate_seat import VacateSeat
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.law.scenes import founds_foundation, opened
from tests.meetings import calls
from tests.residents import (
    ADA,
    CLERK,
    DEWI,
    EAST,
    NEXT_YEAR,
    NOON,
    NORTH,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import carries_over, moves_away

MOST = timedelta(days=FOUNDATION.resident_majority.carry_over_days)
MOMENT = timedelta(microseconds=1)
RESIDENTS = (EAST, WEST, NORTH)


async def opens_money(street: Community) -> None:
    """Reserved for a board on which residents have more than half of the seats."""
    number = len(await street.history())
    await opened(street, kind="money", decision=numbered("decision", number))


@pytest.mark.parametrize(
    ("of", "may_leave", "residents", "whole"), [("all_seats", 0, 2, 5), ("filled_seats", 1, 1, 2)]
)
async def test_the_share_of_residents_is_of_all_seats_or_of_those_that_are_filled(
    de_pijp: Community, of: str, may_leave: int, residents: int, whole: int
):
    """Share = resident seats filled / all seats (or / filled seats, as set)."""
    await founds_foundation(de_pijp, changed(FOUNDATION, resident_majority={"of": of}))
    for seat in RESIDENTS[:may_leave]:
        await de_pijp.vacates(seat)
    await opens_money(de_pijp)
    await de_pijp.vacates(RESIDENTS[may_leave])
    with pytest.raises(NoResidentMajority) as refused:
        await opens_money(de_pijp)
    assert refused.value.facts == {"kind": "money", "residents": residents, "of": whole}


async def test_who_is_carried_over_counts_until_then_and_no_longer_than_the_maximum(
    foundation: Community, clock: StoryClock
):
    """A carried-over holder counts until `carry_over_until` (a maximum is set);"""
    with pytest.raises(CarryOverTooLong):
        await carries_over(foundation, EAST, NEXT_YEAR + MOST + MOMENT)
    for seat in RESIDENTS:
        await carries_over(foundation, seat, NEXT_YEAR + MOST)
    clock.now = NEXT_YEAR + MOST - MOMENT
    await opens_money(foundation)
    clock.now = NEXT_YEAR + MOST
    with pytest.raises(NoResidentMajority):
        await opens_money(foundation)


@pytest.mark.parametrize("reason", ["dismissal", "resignation", "death"])
async def test_who_left_before_the_term_was_over_is_not_carried_over(
    foundation: Community, reason: str
):
    """none after dismissal, resignation or death;"""
    left = {"seat": EAST, "vacated_at": NEXT_YEAR - MOMENT, "reason": reason}
    await foundation.does(CLERK, VacateSeat, **left)
    with pytest.raises(NobodyToCarryOver):
        await carries_over(foundation, EAST, NEXT_YEAR + MOST)


async def test_who_was_carried_over_has_as_many_terms_left_as_before(foundation: Community):
    """it is no new term."""
    assert FOUNDATION.terms.terms_in_a_row == 2
    await carries_over(foundation, EAST, NEXT_YEAR + MOST)
    second = NEXT_YEAR + MOST
    third = second + timedelta(days=365)
    await foundation.fills(EAST, ADA, term_from=second, term_until=third)
    with pytest.raises(TooManyTermsInARow):
        await foundation.fills(EAST, ADA, term_from=third, term_until=third + timedelta(days=365))


@pytest.mark.parametrize(("days", "leaves_by"), [(60, NOON + timedelta(days=60)), (0, NOON)])
async def test_who_moves_away_has_some_time_to_leave_or_none(
    de_pijp: Community, days: int, leaves_by: datetime
):
    """Loss of residency starts a notice and a term to leave, or ends the seat, as set."""
    set_to = changed(FOUNDATION, resident_majority={"leave_within_days": days})
    await founds_foundation(de_pijp, set_to)
    assert events(await moves_away(de_pijp, ADA)) == [
        ResidencyLost(person=ADA, lost_at=NOON, leaves_by=leaves_by),
        SeatVacated(
            seat=EAST, organ="board", holder=ADA, vacated_at=leaves_by, reason="moved_away"
        ),
    ]


async def test_without_residents_seats_are_filled_meetings_called_and_duties_done(
    de_pijp: Community,
):
    """Never reserved for a complete board: filling seats, convening, legal duties."""
    reserved = {"reserved": (*FOUNDATION.resident_majority.reserved, "person")}
    await de_pijp.describes()
    with pytest.raises(BylawsContradictTheLaw):
        await de_pijp.records_bylaws(changed(FOUNDATION, resident_majority=reserved))
    await founds_foundation(de_pijp)
    for seat in RESIDENTS:
        await de_pijp.vacates(seat)
    with pytest.raises(NoResidentMajority):
        await opens_money(de_pijp)
    await calls(de_pijp)
    await opened(de_pijp, kind="person")
    await de_pijp.fills(EAST, DEWI)
    done = {"kind": "balance_sheet", "year": 2025, "done_at": NOON}
    await de_pijp.does(CLERK, NoteYearlyDutyDone, **done)
