"""Art. 2:44(5) and 2:291(5): who is kept from it for a time (belet) is stood in for, and who is not
there any more (ontstentenis) is replaced; the statutes say who acts when nobody is left."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from domain.ballots.errors import NotTheHolder
from domain.bylaws.bylaws import Bylaws
from domain.decisions.errors import OtherOrgan
from domain.events.plans import PlanAdopted
from domain.ids import SeatId
from domain.organisations.errors import BylawsContradictTheLaw
from domain.seats.errors import NobodyToStandInFor, SeatAbsent, SeatSuspended
from domain.seats.vacate_seat import VacateSeat
from tests.bylaws import ASSOCIATION, FOUNDATION, MORE_THAN_HALF, changed
from tests.conftest import StoryClock
from tests.law.scenes import (
    MEETING_EAST,
    OFFICE,
    board_votes,
    has_bylaws,
    members_vote,
    opened,
    settled,
)
from tests.residents import (
    ADA,
    CLERK,
    DEWI,
    EAST,
    GARDEN,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    NORTH,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
)
from tests.seats import begins_absence, ends_absence, stands_in, suspends


@pytest.mark.parametrize("unforeseen", ["all_absent", "all_vacant"])
@pytest.mark.parametrize(
    ("bylaws", "article"), [(ASSOCIATION, "2:44(5)"), (FOUNDATION, "2:291(5)")]
)
async def test_bylaws_that_are_silent_on_it_are_not_recorded(
    de_pijp: Community, bylaws: Bylaws, article: str, unforeseen: str
):
    await de_pijp.describes(bylaws.legal_form)
    with pytest.raises(BylawsContradictTheLaw) as refused:
        await de_pijp.records_bylaws(changed(bylaws, absence={unforeseen: None}))
    (found,) = refused.value.contradictions
    assert (found.article, found.pointer) == (article, f"#/absence/{unforeseen}")


async def test_belet_a_stand_in_votes_until_the_holder_is_back(
    foundation: Community, clock: StoryClock
):
    await opened(foundation, closes_at=NEXT_YEAR)
    await begins_absence(foundation, EAST)
    with pytest.raises(SeatAbsent):
        await foundation.votes(ADA, EAST, "for")
    await stands_in(foundation, EAST, DEWI)
    await foundation.votes(DEWI, EAST, "against")
    clock.now = TOMORROW
    await ends_absence(foundation, EAST, TOMORROW)
    with pytest.raises(NotTheHolder):
        await foundation.votes(DEWI, EAST, "against")
    await foundation.votes(ADA, EAST, "for")


async def test_belet_a_stand_in_has_a_beginning_and_an_end(
    foundation: Community, clock: StoryClock
):
    await opened(foundation, closes_at=NEXT_YEAR)
    await begins_absence(foundation, EAST)
    await stands_in(foundation, EAST, DEWI, stands_in_from=TOMORROW, stands_in_until=NEXT_WEEK)
    for moment in (NOON, NEXT_WEEK):
        clock.now = moment
        with pytest.raises(NotTheHolder):
            await foundation.votes(DEWI, EAST, "for")
    clock.now = NEXT_WEEK - timedelta(microseconds=1)
    await foundation.votes(DEWI, EAST, "for")


async def test_belet_who_is_suspended_is_stood_in_for_too(foundation: Community):
    await opened(foundation)
    await suspends(foundation, EAST)
    with pytest.raises(SeatSuspended):
        await foundation.votes(ADA, EAST, "for")
    await stands_in(foundation, EAST, DEWI)
    await foundation.votes(DEWI, EAST, "for")


@pytest.mark.parametrize("reason", ["death", "dismissal", "resignation"])
async def test_ontstentenis_leaves_a_vacancy_that_nobody_stands_in_for(
    foundation: Community, clock: StoryClock, reason: str
):
    """Who comes instead takes the seat."""
    left = {"seat": EAST, "reason": reason, "vacated_at": NOON}
    await foundation.does(CLERK, VacateSeat, **left)
    with pytest.raises(NobodyToStandInFor):
        await stands_in(foundation, EAST, DEWI)
    await foundation.fills(EAST, DEWI)
    await opened(foundation)
    await foundation.votes(DEWI, EAST, "for")


async def test_with_a_vacancy_the_others_act_for_the_board(
    foundation: Community, clock: StoryClock
):
    await foundation.vacates(EAST)
    await opened(foundation)
    votes = board_votes("for", "for", "for", "for")
    del votes[EAST]
    assert await settled(foundation, clock, votes) == "adopted"


BOARD = (EAST, WEST, NORTH, OFFICE)


async def none_left(street: Community, why: str, seats: Sequence[SeatId] = BOARD) -> None:
    """All of these are away or suspended, or have left."""
    for seat in seats:
        if why == "all_vacant":
            await street.vacates(seat, at=NOON)
        elif seat == OFFICE:
            await suspends(street, seat)
        else:
            await begins_absence(street, seat)


@pytest.mark.parametrize("why", ["all_absent", "all_vacant"])
async def test_when_nobody_is_left_whom_the_statutes_name_acts_for_the_board(
    association: Community, clock: StoryClock, why: str
):
    """Here it is the members, by the rule of the board; while one of it is there, it is not."""
    await association.proposes()
    await none_left(association, why, BOARD[1:])
    asked = {"organ": "general_meeting", "plan": GARDEN}
    with pytest.raises(OtherOrgan):
        await opened(association, **asked)
    await none_left(association, why, BOARD[:1])
    decision = await opened(association, **asked)
    assert (decision.organ, decision.acts_for_board) == ("general_meeting", why)
    assert decision.threshold == MORE_THAN_HALF
    assert await settled(association, clock, members_vote("for", "against", "for")) == "adopted"
    (adopted,) = await association.history(PlanAdopted)
    assert adopted.event == PlanAdopted(plan=GARDEN, decision=QUESTION)


async def test_who_acts_when_seats_are_vacant_need_not_act_when_holders_are_away(
    foundation: Community,
):
    """By these statutes somebody outside does that."""
    await foundation.establishes(MEETING_EAST, organ="residents")
    await foundation.fills(MEETING_EAST, DEWI)
    await none_left(foundation, "all_absent")
    with pytest.raises(OtherOrgan):
        await opened(foundation, organ="residents")
    await none_left(foundation, "all_vacant")
    assert (await opened(foundation, organ="residents")).acts_for_board == "all_vacant"


async def test_where_somebody_stands_in_the_board_is_there(association: Community):
    await none_left(association, "all_absent")
    await stands_in(association, EAST, DEWI)
    with pytest.raises(OtherOrgan):
        await opened(association, organ="general_meeting")


async def test_what_is_an_organs_own_is_not_decided_for_the_board(association: Community):
    await none_left(association, "all_vacant")
    own = await opened(association, organ="general_meeting", kind="person")
    assert own.acts_for_board is None


async def test_a_board_that_was_never_set_up_is_not_missing(de_pijp: Community):
    await has_bylaws(de_pijp, FOUNDATION)
    await de_pijp.registers(DEWI)
    await de_pijp.establishes(MEETING_EAST, organ="residents")
    await de_pijp.fills(MEETING_EAST, DEWI)
    with pytest.raises(OtherOrgan):
        await opened(de_pijp, organ="residents")
