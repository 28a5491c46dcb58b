"""Only members sit in the general meeting, and nobody stays there who is a member no more."""

from datetime import timedelta

import pytest

from domain.events.members import MemberLeft
from domain.events.seats import SeatVacated
from domain.seats.errors import NoMember
from tests.bylaws import ASSOCIATION
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    EAST,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    NORTH,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    events,
)
from tests.seats import begins_absence, carries_over, stands_in

MOMENT = timedelta(microseconds=1)
MEETING = "general_meeting"


@pytest.fixture
async def association(de_pijp: Community) -> Community:
    """Ada is a member; east and west are seats of the general meeting, north is of the board."""
    await de_pijp.describes("association")
    await de_pijp.records_bylaws(ASSOCIATION)
    await de_pijp.registers(ADA, BEN, CHEN)
    await de_pijp.admits(ADA)
    for seat in (EAST, WEST):
        await de_pijp.establishes(seat, organ=MEETING)
    await de_pijp.establishes(NORTH)
    return de_pijp


def vacated(seat: str, at) -> SeatVacated:
    return SeatVacated(
        seat=seat, organ=MEETING, holder=ADA, vacated_at=at, reason="membership_ended"
    )


async def test_a_member_takes_a_seat_of_the_general_meeting(association: Community):
    await association.fills(EAST, ADA)


async def test_who_is_no_member_takes_none_but_may_sit_elsewhere(association: Community):
    with pytest.raises(NoMember) as refused:
        await association.fills(EAST, BEN)
    assert refused.value.facts == {"person": BEN}
    await association.fills(NORTH, BEN)


async def test_nobody_sits_there_before_becoming_a_member(association: Community):
    await association.admits(BEN, member_from=TOMORROW)
    with pytest.raises(NoMember):
        await association.fills(EAST, BEN, term_from=TOMORROW - MOMENT)
    await association.fills(EAST, BEN, term_from=TOMORROW)


async def test_no_term_outlasts_a_membership_whose_end_is_known(association: Community):
    await association.ends_membership(ADA, member_until=NEXT_WEEK)
    with pytest.raises(NoMember):
        await association.fills(EAST, ADA, term_until=NEXT_WEEK + MOMENT)
    await association.fills(EAST, ADA, term_until=NEXT_WEEK)


async def test_who_comes_back_at_once_was_a_member_all_the_time(association: Community):
    await association.ends_membership(ADA, member_until=TOMORROW)
    await association.admits(ADA, member_from=TOMORROW)
    await association.fills(EAST, ADA)


async def test_who_comes_back_later_was_not(association: Community):
    await association.ends_membership(ADA, member_until=TOMORROW)
    await association.admits(ADA, member_from=NEXT_WEEK)
    with pytest.raises(NoMember):
        await association.fills(EAST, ADA)
    await association.fills(EAST, ADA, term_from=NEXT_WEEK)


async def test_a_seat_ends_with_the_membership_because_of_it(association: Community):
    await association.fills(EAST, ADA)
    receipt = await association.ends_membership(ADA, member_until=NEXT_WEEK)
    assert events(receipt) == [
        MemberLeft(person=ADA, member_until=NEXT_WEEK, reason="resignation"),
        vacated(EAST, NEXT_WEEK),
    ]
    left, ended = receipt.recorded
    assert ended.causation == left.id


async def test_the_seat_is_held_until_then_and_free_from_then_on(association: Community):
    await association.admits(BEN)
    await association.fills(EAST, ADA)
    await association.ends_membership(ADA, member_until=NEXT_WEEK)
    await association.fills(EAST, BEN, term_from=NEXT_WEEK)


async def test_a_term_that_is_over_by_then_needs_no_end_and_a_later_one_never_begins(
    association: Community,
):
    await association.fills(EAST, ADA, term_until=TOMORROW)
    await association.fills(WEST, ADA, term_from=NEXT_WEEK)
    receipt = await association.ends_membership(ADA, member_until=TOMORROW)
    assert events(receipt)[1:] == [vacated(WEST, NEXT_WEEK)]


async def test_who_is_carried_over_there_leaves_too(association: Community):
    await association.fills(EAST, ADA, term_until=TOMORROW)
    await carries_over(association, EAST, NEXT_WEEK + timedelta(days=1))
    receipt = await association.ends_membership(ADA, member_until=NEXT_WEEK)
    assert events(receipt)[1:] == [vacated(EAST, NEXT_WEEK)]


async def test_only_the_seat_of_this_person_ends_and_none_of_the_board(association: Community):
    await association.admits(BEN)
    await association.fills(EAST, ADA)
    await association.fills(NORTH, ADA)
    await association.fills(WEST, BEN)
    receipt = await association.ends_membership(ADA, member_until=TOMORROW)
    assert events(receipt)[1:] == [vacated(EAST, TOMORROW)]


async def test_a_seat_that_somebody_else_holds_by_a_correction_stays_theirs(
    association: Community,
):
    await association.admits(BEN)
    wrong = await association.fills(EAST, ADA)
    await association.fills(EAST, BEN, corrects=wrong.recorded[0].id)
    assert events(await association.ends_membership(ADA))[1:] == []


async def test_nobody_stands_in_or_stays_there_without_being_a_member(
    association: Community, clock: StoryClock
):
    await association.fills(EAST, ADA, term_until=NEXT_WEEK)
    await begins_absence(association, EAST)
    with pytest.raises(NoMember):
        await stands_in(association, EAST, BEN)
    await association.admits(BEN)
    await stands_in(association, EAST, BEN)
    await association.ends_membership(ADA, member_until=NEXT_WEEK + MOMENT)
    with pytest.raises(NoMember):
        await carries_over(association, EAST, NEXT_WEEK + 2 * MOMENT)


async def test_without_a_register_of_members_nobody_sits_there(de_pijp: Community):
    await de_pijp.registers(ADA)
    await de_pijp.establishes(SOUTH, organ=MEETING)
    with pytest.raises(NoMember):
        await de_pijp.fills(SOUTH, ADA, term_from=NOON, term_until=NEXT_YEAR)
