"""A wrong seat event is corrected by a later event that names it; none is ever changed."""

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import RoleRequired
from domain.events.seats import SeatEventAnnulled, SeatVacated
from domain.seats.annul_seat_event import AnnulSeatEvent
from domain.seats.errors import (
    HolderAlreadySeated,
    SeatEventCorrected,
    SeatEventNotFound,
    SeatNotFound,
    SeatOccupied,
    SeatVacant,
)
from domain.seats.vacate_seat import VacateSeat
from tests.residents import (
    ADA,
    BEN,
    CLERK,
    EAST,
    NEXT_WEEK,
    NEXT_YEAR,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import annuls, begins_absence

MOMENT = timedelta(microseconds=1)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.registers(ADA, BEN)
    await de_pijp.establishes(EAST)
    await de_pijp.establishes(WEST)
    return de_pijp


async def vacates(street: Community, **asked: Any):
    given = {"seat": EAST, "reason": "resignation", "vacated_at": TOMORROW, **asked}
    return await street.does(CLERK, VacateSeat, **given)


async def test_a_correction_takes_the_place_of_what_it_names(street: Community):
    wrong = (await street.fills(EAST, ADA)).recorded[0].id
    await street.fills(EAST, BEN, term_until=TOMORROW, corrects=wrong)
    await street.fills(WEST, ADA)
    await street.fills(EAST, BEN, term_from=TOMORROW)


async def test_a_correction_may_be_corrected_by_its_own_name_and_the_first_no_more(
    street: Community,
):
    first = (await street.fills(EAST, ADA)).recorded[0].id
    second = (await street.fills(EAST, BEN, corrects=first)).recorded[0].id
    with pytest.raises(SeatEventCorrected):
        await street.fills(EAST, ADA, corrects=first)
    await street.fills(EAST, ADA, term_until=TOMORROW, corrects=second)
    await street.fills(EAST, BEN, term_from=TOMORROW)


async def test_who_left_may_have_left_at_another_moment_and_for_another_reason(
    street: Community,
):
    await street.fills(EAST, ADA)
    wrong = (await vacates(street)).recorded[0].id
    right = {"vacated_at": NEXT_WEEK, "reason": "moved_away", "corrects": wrong}
    (event,) = events(await vacates(street, **right))
    assert event == SeatVacated(seat=EAST, organ="board", holder=ADA, **right)
    with pytest.raises(SeatOccupied):
        await street.fills(EAST, BEN, term_from=NEXT_WEEK - MOMENT)
    await street.fills(EAST, BEN, term_from=NEXT_WEEK)


async def test_a_later_end_is_refused_where_a_successor_holds_the_seat(street: Community):
    await street.fills(EAST, ADA)
    wrong = (await vacates(street)).recorded[0].id
    await street.fills(EAST, BEN, term_from=TOMORROW)
    with pytest.raises(SeatOccupied):
        await vacates(street, vacated_at=NEXT_WEEK, corrects=wrong)


async def test_a_corrected_end_lies_within_the_term(street: Community):
    await street.fills(EAST, ADA)
    wrong = (await vacates(street)).recorded[0].id
    with pytest.raises(SeatVacant):
        await vacates(street, vacated_at=NEXT_YEAR, corrects=wrong)


async def test_a_vacancy_is_annulled_as_if_nobody_had_left(street: Community):
    await street.fills(EAST, ADA)
    wrong = await vacates(street)
    (event,) = events(await annuls(street, EAST, wrong))
    assert event == SeatEventAnnulled(seat=EAST, organ="board", corrects=wrong.recorded[0].id)
    with pytest.raises(SeatOccupied):
        await street.fills(EAST, BEN, term_from=TOMORROW)


async def test_a_filling_is_annulled_as_if_nobody_had_come(street: Community):
    await annuls(street, EAST, await street.fills(EAST, ADA))
    with pytest.raises(SeatVacant):
        await vacates(street)
    await street.fills(EAST, BEN)


async def test_nothing_is_annulled_that_would_seat_two_on_one_seat(street: Community):
    await street.fills(EAST, ADA)
    wrong = await vacates(street)
    await street.fills(EAST, BEN, term_from=TOMORROW)
    with pytest.raises(SeatOccupied):
        await annuls(street, EAST, wrong)


async def test_nothing_is_annulled_that_would_seat_somebody_twice(street: Community):
    await street.fills(EAST, ADA)
    wrong = await vacates(street)
    await street.fills(WEST, ADA, term_from=TOMORROW)
    with pytest.raises(HolderAlreadySeated):
        await annuls(street, EAST, wrong)


async def test_what_does_not_count_any_more_is_annulled_no_more(street: Community):
    filled = await street.fills(EAST, ADA)
    await annuls(street, EAST, filled)
    with pytest.raises(SeatEventCorrected):
        await annuls(street, EAST, filled)


async def test_only_events_of_this_seat_and_kind_are_corrected(street: Community):
    filled = await street.fills(EAST, ADA)
    with pytest.raises(SeatEventNotFound):
        await annuls(street, WEST, filled)
    with pytest.raises(SeatEventNotFound):
        await vacates(street, corrects=filled.recorded[0].id)
    with pytest.raises(SeatEventNotFound):
        await street.fills(EAST, BEN, corrects=numbered("event", 1))


async def test_an_establishment_is_not_annulled(street: Community):
    other = numbered("seat", 9)
    established = await street.establishes(other)
    with pytest.raises(SeatEventNotFound):
        await annuls(street, other, established)


async def test_any_other_seat_event_may_be_annulled(street: Community):
    await street.fills(EAST, ADA)
    away = await begins_absence(street, EAST)
    await annuls(street, EAST, away)
    await begins_absence(street, EAST)


async def test_an_annulment_needs_a_seat_and_a_clerk(street: Community):
    filled = await street.fills(EAST, ADA)
    with pytest.raises(SeatNotFound):
        await annuls(street, numbered("seat", 9), filled)
    with pytest.raises(RoleRequired):
        await street.does(ADA, AnnulSeatEvent, seat=EAST, corrects=filled.recorded[0].id)
