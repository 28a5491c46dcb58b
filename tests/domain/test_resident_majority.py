"""Without their share of the board's seats, what the bylaws reserve waits; all else does not."""

from datetime import timedelta
from typing import Any

import pytest

from domain.seats.errors import NoResidentMajority
from tests.bylaws import ASSOCIATION, FOUNDATION, changed
from tests.conftest import StoryClock
from tests.meetings import in_session
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    DEWI,
    EAST,
    NEW_BYLAWS,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    NORTH,
    PROFESSIONAL,
    TOMORROW,
    WEST,
    Community,
    numbered,
)
from tests.seats import carries_over, suspends

OFFICE, OFFICE_TOO = numbered("seat", 10), numbered("seat", 11)
OTHER_PROFESSIONAL = numbered("person", 20)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Three residents and two professionals: as the bylaws have it, and complete."""
    await de_pijp.describes()
    await de_pijp.records_bylaws(FOUNDATION)
    await de_pijp.registers(ADA, BEN, CHEN, DEWI)
    await de_pijp.registers(PROFESSIONAL, OTHER_PROFESSIONAL, standing="professional")
    for seat, holder in ((EAST, ADA), (WEST, BEN), (NORTH, CHEN)):
        await de_pijp.establishes(seat)
        await de_pijp.fills(seat, holder)
    for seat, holder in ((OFFICE, PROFESSIONAL), (OFFICE_TOO, OTHER_PROFESSIONAL)):
        await de_pijp.establishes(seat, kind="professional")
        await de_pijp.fills(seat, holder)
    await in_session(de_pijp)
    return de_pijp


async def opens(street: Community, kind: str, **asked: Any) -> None:
    number = len(await street.history())
    stated = {"threshold": None, "quorum": None, "kind": kind, **asked}
    await street.opens(decision=numbered("decision", number), **stated)


async def test_a_complete_board_decides_on_money(street: Community):
    await opens(street, "money")


async def test_a_vacancy_that_breaks_the_majority_stops_what_is_reserved(street: Community):
    await street.vacates(EAST)
    with pytest.raises(NoResidentMajority) as refused:
        await opens(street, "money")
    assert refused.value.facts == {"kind": "money", "residents": 2, "of": 5}


async def test_what_is_not_reserved_goes_on(street: Community):
    await street.vacates(EAST)
    for kind in ("plan", "person", "other"):
        await opens(street, kind)


async def test_it_goes_on_once_the_seat_is_filled(street: Community):
    await street.vacates(EAST)
    await street.fills(EAST, DEWI)
    await opens(street, "money")


async def test_a_vacancy_to_come_breaks_nothing_yet(street: Community, clock: StoryClock):
    await street.vacates(EAST, at=TOMORROW)
    await opens(street, "money")
    clock.now = TOMORROW
    with pytest.raises(NoResidentMajority):
        await opens(street, "money", closes_at=NEXT_WEEK)


async def test_a_term_that_ran_out_breaks_it_without_anybody_doing_anything(
    street: Community, clock: StoryClock
):
    clock.now = NEXT_YEAR
    with pytest.raises(NoResidentMajority):
        await opens(street, "money", closes_at=NEXT_YEAR + timedelta(days=1))


async def test_who_is_carried_over_counts_until_the_carry_over_ends(
    street: Community, clock: StoryClock
):
    stays = NEXT_YEAR + timedelta(days=30)
    for seat in (EAST, WEST, NORTH):
        await carries_over(street, seat, stays)
    clock.now = stays - timedelta(microseconds=1)
    await opens(street, "money", closes_at=stays + timedelta(days=1))
    clock.now = stays
    with pytest.raises(NoResidentMajority):
        await opens(street, "money", closes_at=stays + timedelta(days=1))


async def test_a_suspended_resident_still_holds_the_seat(street: Community):
    await suspends(street, EAST)
    await opens(street, "money")


async def test_half_is_not_more_than_half(de_pijp: Community):
    await de_pijp.describes()
    await de_pijp.records_bylaws(FOUNDATION)
    await de_pijp.registers(ADA)
    await de_pijp.registers(PROFESSIONAL, standing="professional")
    for seat, holder, kind in ((EAST, ADA, "resident"), (OFFICE, PROFESSIONAL, "professional")):
        await de_pijp.establishes(seat, kind=kind)
        await de_pijp.fills(seat, holder)
    with pytest.raises(NoResidentMajority) as refused:
        await opens(de_pijp, "money")
    assert refused.value.facts == {"kind": "money", "residents": 1, "of": 2}


async def test_only_filled_seats_count_where_the_bylaws_say_so(de_pijp: Community):
    filled = changed(FOUNDATION, resident_majority={"of": "filled_seats"})
    await de_pijp.describes()
    await de_pijp.records_bylaws(filled)
    await de_pijp.registers(ADA)
    await de_pijp.registers(PROFESSIONAL, standing="professional")
    await de_pijp.establishes(EAST)
    await de_pijp.establishes(WEST)
    await de_pijp.establishes(OFFICE, kind="professional")
    await de_pijp.fills(EAST, ADA)
    await in_session(de_pijp)
    await opens(de_pijp, "money")
    await de_pijp.fills(OFFICE, PROFESSIONAL)
    with pytest.raises(NoResidentMajority):
        await opens(de_pijp, "money")


async def test_a_board_that_nobody_sits_on_has_no_majority_of_residents(
    street: Community, clock: StoryClock
):
    for seat in (EAST, WEST, NORTH, OFFICE, OFFICE_TOO):
        await street.vacates(seat, at=NOON + timedelta(hours=1))
    clock.pass_by(hours=1)
    with pytest.raises(NoResidentMajority):
        await opens(street, "money")


async def test_a_general_meeting_changes_statutes_whoever_sits_on_the_board(
    de_pijp: Community,
):
    """Reserved is what the board itself decides on; else members could not mend the bylaws."""
    assert "statutes" in ASSOCIATION.resident_majority.reserved
    await de_pijp.describes("association")
    await de_pijp.records_bylaws(ASSOCIATION)
    await de_pijp.registers(ADA)
    await de_pijp.establishes(EAST)
    await de_pijp.admits(ADA)
    await de_pijp.establishes(WEST, organ="general_meeting")
    await de_pijp.fills(WEST, ADA)
    with pytest.raises(NoResidentMajority):
        await opens(de_pijp, "money")
    shorter = changed(ASSOCIATION, terms={"term_months": 24})
    await de_pijp.proposes_bylaws(shorter)
    meeting = {"organ": "general_meeting", "proposed_bylaws": NEW_BYLAWS}
    await in_session(de_pijp, "general_meeting")
    await opens(de_pijp, "statutes", **meeting)
