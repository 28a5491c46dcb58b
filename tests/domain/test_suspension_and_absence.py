"""A suspended or absent holder may not vote; who stands in for them may, and only then."""

from datetime import timedelta

import pytest

from domain.ballots.errors import NotTheHolder
from domain.events.seats import (
    AbsenceBegan,
    AbsenceEnded,
    HolderSuspended,
    StandInAppointed,
    StandInEnded,
    SuspensionLifted,
)
from domain.persons.errors import PersonNotFound
from domain.seats.errors import (
    AbsentAlready,
    EndsBeforeItStarts,
    NobodyToStandInFor,
    NoStandIn,
    NotAbsent,
    NotSuspended,
    SeatAbsent,
    SeatOfAnotherKind,
    SeatSuspended,
    SeatVacant,
    StandInHasSeat,
    StandInThereAlready,
    SuspendedAlready,
)
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    DEWI,
    EAST,
    NEXT_WEEK,
    NOON,
    PROFESSIONAL,
    SOUTH,
    STRANGER,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import (
    begins_absence,
    ends_absence,
    lifts,
    stands_in,
    stands_in_no_more,
    suspends,
)

HOUR = timedelta(hours=1)
EMMA = numbered("person", 20)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await de_pijp.opens(closes_at=NEXT_WEEK)
    return de_pijp


async def test_a_suspended_holder_may_not_vote(street: Community):
    assert events(await suspends(street, EAST)) == [
        HolderSuspended(
            seat=EAST, organ="board", holder=ADA, suspended_from=NOON, ground="Article 9"
        )
    ]
    with pytest.raises(SeatSuspended):
        await street.votes(ADA, EAST, "for")


async def test_a_suspension_begins_and_ends_at_its_moments(street: Community, clock: StoryClock):
    await suspends(street, EAST, suspended_from=NOON + HOUR, suspended_until=TOMORROW)
    await street.votes(ADA, EAST, "for")
    clock.now = TOMORROW - timedelta(microseconds=1)
    with pytest.raises(SeatSuspended):
        await street.votes(ADA, EAST, "for")
    clock.now = TOMORROW
    await street.votes(ADA, EAST, "against")


async def test_a_suspension_is_lifted(street: Community, clock: StoryClock):
    await suspends(street, EAST)
    assert events(await lifts(street, EAST, NOON + HOUR)) == [
        SuspensionLifted(seat=EAST, organ="board", holder=ADA, suspended_until=NOON + HOUR)
    ]
    clock.pass_by(hours=1)
    await street.votes(ADA, EAST, "for")


async def test_nobody_is_suspended_twice_at_a_time_or_from_a_vacant_seat(street: Community):
    await suspends(street, EAST)
    with pytest.raises(SuspendedAlready):
        await suspends(street, EAST, suspended_from=TOMORROW)
    with pytest.raises(SeatVacant):
        await suspends(street, SOUTH)
    with pytest.raises(EndsBeforeItStarts):
        await suspends(street, WEST, suspended_until=NOON)


async def test_lifting_ends_every_suspension_of_that_moment(street: Community, clock: StoryClock):
    await suspends(street, EAST, suspended_from=NOON + HOUR)
    await suspends(street, EAST)
    await lifts(street, EAST, NOON + 2 * HOUR)
    clock.pass_by(hours=2)
    await street.votes(ADA, EAST, "for")


async def test_only_a_suspension_that_lasts_is_lifted(street: Community):
    with pytest.raises(NotSuspended):
        await lifts(street, EAST, TOMORROW)
    await suspends(street, EAST, suspended_until=TOMORROW)
    with pytest.raises(NotSuspended):
        await lifts(street, EAST, TOMORROW)


async def test_a_suspension_is_of_the_holder_and_not_of_the_seat(
    street: Community, clock: StoryClock
):
    await suspends(street, EAST)
    await street.vacates(EAST, at=NOON + HOUR)
    await street.fills(EAST, DEWI, term_from=NOON + HOUR)
    clock.pass_by(hours=2)
    await street.votes(DEWI, EAST, "for")


async def test_an_absent_holder_may_not_vote_until_they_are_back(
    street: Community, clock: StoryClock
):
    assert events(await begins_absence(street, EAST)) == [
        AbsenceBegan(seat=EAST, organ="board", holder=ADA, absent_from=NOON)
    ]
    with pytest.raises(SeatAbsent):
        await street.votes(ADA, EAST, "for")
    assert events(await ends_absence(street, EAST, NOON + HOUR)) == [
        AbsenceEnded(seat=EAST, organ="board", holder=ADA, absent_until=NOON + HOUR)
    ]
    clock.pass_by(hours=1)
    await street.votes(ADA, EAST, "for")


async def test_an_absence_is_noted_once_and_ends_once(street: Community):
    with pytest.raises(NotAbsent):
        await ends_absence(street, EAST, TOMORROW)
    await begins_absence(street, EAST)
    with pytest.raises(AbsentAlready):
        await begins_absence(street, EAST, absent_from=TOMORROW)
    await ends_absence(street, EAST, TOMORROW)
    with pytest.raises(NotAbsent):
        await ends_absence(street, EAST, TOMORROW)


async def test_a_stand_in_votes_for_the_seat_while_its_holder_is_away(street: Community):
    await begins_absence(street, EAST)
    assert events(await stands_in(street, EAST, DEWI)) == [
        StandInAppointed(
            seat=EAST,
            organ="board",
            person=DEWI,
            stands_in_from=NOON,
            stands_in_until=NEXT_WEEK,
        )
    ]
    await street.votes(DEWI, EAST, "for")


async def test_a_stand_in_has_no_say_once_the_holder_is_back(street: Community, clock: StoryClock):
    await begins_absence(street, EAST)
    await stands_in(street, EAST, DEWI)
    await ends_absence(street, EAST, TOMORROW)
    clock.now = TOMORROW
    with pytest.raises(NotTheHolder):
        await street.votes(DEWI, EAST, "for")
    await street.votes(ADA, EAST, "for")


async def test_a_stand_in_has_no_say_once_the_mandate_is_over(street: Community, clock: StoryClock):
    await begins_absence(street, EAST)
    await stands_in(street, EAST, DEWI)
    assert events(await stands_in_no_more(street, EAST, TOMORROW)) == [
        StandInEnded(seat=EAST, organ="board", person=DEWI, stands_in_until=TOMORROW)
    ]
    clock.now = TOMORROW
    for person, why in ((DEWI, NotTheHolder), (ADA, SeatAbsent)):
        with pytest.raises(why):
            await street.votes(person, EAST, "for")
    with pytest.raises(NoStandIn):
        await stands_in_no_more(street, EAST, TOMORROW)


async def test_nobody_stands_in_on_a_vacant_seat_or_for_who_is_there(street: Community):
    for seat in (EAST, SOUTH):
        with pytest.raises(NobodyToStandInFor):
            await stands_in(street, seat, DEWI)


async def test_a_stand_in_has_nothing_to_say_on_a_seat_that_became_vacant(
    street: Community, clock: StoryClock
):
    await begins_absence(street, EAST)
    await stands_in(street, EAST, DEWI)
    await street.vacates(EAST, at=TOMORROW)
    clock.now = TOMORROW
    with pytest.raises(NotTheHolder):
        await street.votes(DEWI, EAST, "for")


async def test_nobody_votes_for_two_seats(street: Community):
    for seat in (EAST, WEST):
        await begins_absence(street, seat)
    with pytest.raises(StandInHasSeat):
        await stands_in(street, EAST, BEN)
    await stands_in(street, EAST, DEWI)
    with pytest.raises(StandInHasSeat):
        await stands_in(street, WEST, DEWI)
    await stands_in(street, WEST, DEWI, stands_in_from=NEXT_WEEK, stands_in_until=NEXT_WEEK + HOUR)


async def test_a_seat_has_one_stand_in_at_a_time(street: Community):
    await street.registers(EMMA)
    await suspends(street, EAST)
    await stands_in(street, EAST, DEWI, stands_in_until=TOMORROW)
    with pytest.raises(StandInThereAlready):
        await stands_in(street, EAST, EMMA)
    await stands_in(street, EAST, EMMA, stands_in_from=TOMORROW)


async def test_a_stand_in_is_of_the_kind_of_the_seat(street: Community):
    await street.registers(PROFESSIONAL, standing="professional")
    await begins_absence(street, EAST)
    with pytest.raises(SeatOfAnotherKind):
        await stands_in(street, EAST, PROFESSIONAL)
    with pytest.raises(PersonNotFound):
        await stands_in(street, EAST, STRANGER)
