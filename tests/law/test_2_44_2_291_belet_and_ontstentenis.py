"""Art. 2:44(5) and 2:291(5): who is kept from it for a time (belet) is stood in for, and who is not
there any more (ontstentenis) is replaced; the statutes say who acts when nobody is left."""

from datetime import timedelta

import pytest

from domain.ballots.errors import NotTheHolder
from domain.bylaws.bylaws import Bylaws
from domain.organisations.errors import BylawsContradictTheLaw
from domain.seats.errors import NobodyToStandInFor, SeatAbsent, SeatSuspended
from domain.seats.vacate_seat import VacateSeat
from tests.bylaws import ASSOCIATION, FOUNDATION, changed
from tests.conftest import StoryClock
from tests.law.scenes import board_votes, opened, settled
from tests.residents import (
    ADA,
    CLERK,
    DEWI,
    EAST,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    TOMORROW,
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
