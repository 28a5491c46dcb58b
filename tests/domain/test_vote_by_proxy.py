"""Whose ballot counts where one seat votes for another, and for what it counts."""

from datetime import timedelta
from typing import Any

import pytest

from domain.ballots.errors import NotTheHolder
from domain.bylaws.articles import OfficeWeight
from domain.bylaws.bylaws import Bylaws
from domain.counting.groups import GroupGate, GroupRule
from domain.counting.majority import Quorum
from domain.decisions.errors import GiverVoted, NotTheProxy, Recused
from domain.decisions.withdraw_ballot import WithdrawBallot
from domain.events.ballots import BallotCast, BallotVoided, ResultCounted
from projections.recount import recount
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.law.scenes import OFFICE, founds_foundation, opened
from tests.proxies import OTHER_PROXY, PROXY, THIRD_PROXY, grants_proxy
from tests.recusals import declares_interest
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    EAST,
    NEXT_WEEK,
    NORTH,
    PROFESSIONAL,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import assigns, carries_over, lifts, suspends

FREE = changed(FOUNDATION, proxies={"within_limit_of_weights": False, "most_per_holder": 2})
OTHER = numbered("decision", 2)


async def board(street: Community, bylaws: Bylaws = FOUNDATION, **asked: Any) -> Community:
    """Ada, Ben, Chen and a professional; a question is put to the vote; Ben votes for Ada."""
    await founds_foundation(street, bylaws)
    await opened(street, outside_meeting=True, **asked)
    await grants_proxy(street, ADA, EAST, WEST)
    return street


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    return await board(de_pijp)


async def cast(street: Community, *asked: str) -> BallotCast:
    ballot = events(await street.votes(*asked))[0]
    assert isinstance(ballot, BallotCast)
    return ballot


async def counted(street: Community, clock: StoryClock) -> tuple[ResultCounted, dict[str, str]]:
    """And why ballots were voided at the close, by seat; the auditor comes to the same."""
    clock.now = max(clock.now, TOMORROW)
    await street.closes()
    found = events(await street.declares())
    assert recount(QUESTION, await street.history()).findings == ()
    grounds = {str(e.seat): e.ground for e in found if isinstance(e, BallotVoided)}
    return next(e for e in found if isinstance(e, ResultCounted)), grounds


def in_favour(count: ResultCounted) -> int:
    found = count.weighted or count.majority
    assert found is not None
    return found.in_favour


async def test_the_holder_votes_for_two_seats(street: Community, clock: StoryClock):
    assert (await cast(street, BEN, EAST, "for")).proxy == PROXY
    assert (await cast(street, BEN, WEST, "for")).proxy is None
    assert (await cast(street, BEN, EAST, "against")).replaces is not None
    count, grounds = await counted(street, clock)
    assert (in_favour(count), grounds) == (1, {})
    assert count.quorum is not None
    assert (count.quorum.taking_part, count.quorum.represented) == (2, 1)


async def test_nobody_else_does(street: Community):
    with pytest.raises(NotTheHolder):
        await street.votes(CHEN, EAST, "for")
    with pytest.raises(NotTheHolder):
        await street.votes(ADA, WEST, "for")


async def test_the_givers_own_ballot_voids_the_holders(street: Community, clock: StoryClock):
    by_proxy = await cast(street, BEN, EAST, "for")
    own, voided = events(await street.votes(ADA, EAST, "against"))
    assert isinstance(own, BallotCast)
    assert (own.proxy, own.replaces) == (None, None)
    assert isinstance(voided, BallotVoided)
    assert (voided.ballot, voided.ground) == (by_proxy.ballot, "giver_voted")
    assert by_proxy.choice.sealed not in await street.unsealed(QUESTION)
    await street.votes(BEN, WEST, "for")
    count, grounds = await counted(street, clock)
    assert (in_favour(count), grounds) == (1, {})


async def test_after_the_giver_the_holder_does_not_vote(street: Community):
    await street.votes(ADA, EAST, "against")
    with pytest.raises(GiverVoted):
        await street.votes(BEN, EAST, "for")


async def test_after_the_giver_withdrew_the_holder_votes_again(
    street: Community, clock: StoryClock
):
    await street.votes(BEN, EAST, "for")
    await street.votes(ADA, EAST, "against")
    await street.does(ADA, WithdrawBallot, decision=QUESTION, seat=EAST)
    assert (await cast(street, BEN, EAST, "for")).replaces is None
    await street.votes(BEN, WEST, "for")
    count, grounds = await counted(street, clock)
    assert (in_favour(count), grounds) == (2, {})


async def test_the_giver_votes_again_and_voids_nothing_more(street: Community):
    await street.votes(BEN, EAST, "for")
    await street.votes(ADA, EAST, "against")
    assert len(events(await street.votes(ADA, EAST, "for"))) == 1


async def test_each_withdraws_what_they_cast(street: Community, clock: StoryClock):
    await street.votes(BEN, EAST, "for")
    await street.does(BEN, WithdrawBallot, decision=QUESTION, seat=EAST)
    await street.votes(BEN, WEST, "for")
    await street.votes(CHEN, NORTH, "for")
    assert in_favour((await counted(street, clock))[0]) == 2


async def test_it_lapses_when_the_givers_seat_ends(street: Community, clock: StoryClock):
    await street.votes(BEN, EAST, "for")
    await street.votes(BEN, WEST, "for")
    clock.pass_by(hours=1)
    await street.vacates(EAST)
    with pytest.raises(NotTheHolder):
        await street.votes(BEN, EAST, "against")
    _, grounds = await counted(street, clock)
    assert grounds == {EAST: "proxy_ended"}


async def test_it_lapses_when_the_holders_seat_ends(street: Community, clock: StoryClock):
    await street.votes(BEN, EAST, "for")
    await street.votes(CHEN, NORTH, "for")
    clock.pass_by(hours=1)
    await street.vacates(WEST)
    with pytest.raises(NotTheHolder):
        await street.votes(BEN, EAST, "against")
    _, grounds = await counted(street, clock)
    assert grounds == {EAST: "proxy_ended"}


async def test_it_does_not_come_back_with_a_holder_who_comes_back(
    street: Community, clock: StoryClock
):
    clock.pass_by(hours=1)
    await street.vacates(WEST)
    clock.pass_by(hours=1)
    await street.fills(WEST, BEN, term_from=clock.now)
    with pytest.raises(NotTheHolder):
        await street.votes(BEN, EAST, "for")
    await street.votes(BEN, WEST, "for")


async def test_it_stays_with_who_is_carried_over(de_pijp: Community, clock: StoryClock):
    await founds_foundation(de_pijp)
    clock.now = NEXT_WEEK
    await de_pijp.vacates(WEST)
    ends = clock.now + timedelta(days=1)
    await de_pijp.fills(WEST, BEN, term_from=clock.now, term_until=ends)
    await grants_proxy(de_pijp, ADA, EAST, WEST)
    await carries_over(de_pijp, WEST, ends + timedelta(days=30))
    clock.now = ends + timedelta(days=1)
    await opened(de_pijp, outside_meeting=True)
    await de_pijp.votes(BEN, EAST, "for")


async def test_while_the_holder_is_suspended_it_is_of_no_use(street: Community, clock: StoryClock):
    await suspends(street, WEST)
    with pytest.raises(NotTheHolder):
        await street.votes(BEN, EAST, "for")
    clock.pass_by(hours=1)
    await lifts(street, WEST, clock.now)
    await street.votes(BEN, EAST, "for")


async def test_a_proxy_for_another_decision_is_none_for_this_one(street: Community):
    await opened(street, decision=OTHER, outside_meeting=True)
    await grants_proxy(street, CHEN, NORTH, EAST, proxy=OTHER_PROXY, decision=OTHER)
    with pytest.raises(NotTheHolder):
        await street.votes(ADA, NORTH, "for")
    await street.votes(ADA, NORTH, "for", decision=OTHER)


async def test_the_one_for_this_decision_takes_the_place_of_a_standing_one(street: Community):
    await grants_proxy(street, ADA, EAST, NORTH, proxy=OTHER_PROXY, decision=QUESTION)
    with pytest.raises(NotTheHolder):
        await street.votes(BEN, EAST, "for")
    await street.votes(CHEN, EAST, "for")


async def test_a_proxy_is_not_passed_on(de_pijp: Community):
    await board(de_pijp, FREE)
    await grants_proxy(de_pijp, BEN, WEST, NORTH, proxy=OTHER_PROXY)
    with pytest.raises(NotTheHolder):
        await de_pijp.votes(CHEN, EAST, "for")
    await de_pijp.votes(CHEN, WEST, "for")
    await de_pijp.votes(BEN, EAST, "for")


async def test_a_giver_who_declares_an_interest_takes_the_holders_ballot_along(street: Community):
    by_proxy = await cast(street, BEN, EAST, "for")
    await street.votes(BEN, WEST, "for")
    voided = [
        e for e in events(await declares_interest(street, ADA)) if isinstance(e, BallotVoided)
    ]
    assert [(e.ballot, e.ground) for e in voided] == [(by_proxy.ballot, "recused")]
    with pytest.raises(NotTheProxy):
        await street.votes(BEN, EAST, "for")


async def test_a_holder_who_declares_an_interest_votes_for_nobody(
    street: Community, clock: StoryClock
):
    by_proxy, own = await cast(street, BEN, EAST, "for"), await cast(street, BEN, WEST, "for")
    voided = [
        e for e in events(await declares_interest(street, BEN)) if isinstance(e, BallotVoided)
    ]
    assert {(e.ballot, e.seat, e.ground) for e in voided} == {
        (by_proxy.ballot, EAST, "recused"),
        (own.ballot, WEST, "recused"),
    }
    assert await street.unsealed(QUESTION) == {}
    with pytest.raises(Recused):
        await street.votes(BEN, EAST, "for")
    await street.votes(ADA, EAST, "for")
    await street.votes(CHEN, NORTH, "for")
    count, grounds = await counted(street, clock)
    assert (in_favour(count), grounds) == (2, {})


async def test_what_has_become_too_much_by_the_close_is_voided(
    street: Community, clock: StoryClock
):
    """Two of four are half; once one of the others is recused they are two of three."""
    await street.votes(BEN, EAST, "for")
    await street.votes(BEN, WEST, "for")
    await street.votes(PROFESSIONAL, OFFICE, "for")
    await declares_interest(street, CHEN)
    count, grounds = await counted(street, clock)
    assert grounds == {EAST: "proxy_beyond_limit"}
    assert in_favour(count) == 2


async def test_who_was_asked_first_keeps_the_proxy_that_the_cap_allows(
    de_pijp: Community, clock: StoryClock
):
    """One for all decisions and one for this: each was allowed, and only one holder has both."""
    bylaws = changed(FREE, proxies={"most_per_holder": 1})
    await board(de_pijp, bylaws)
    await opened(de_pijp, decision=OTHER, outside_meeting=True)
    await grants_proxy(de_pijp, CHEN, NORTH, OFFICE, proxy=OTHER_PROXY, decision=QUESTION)
    await grants_proxy(de_pijp, BEN, WEST, OFFICE, proxy=THIRD_PROXY)
    await de_pijp.votes(PROFESSIONAL, NORTH, "for")
    await de_pijp.votes(PROFESSIONAL, WEST, "for")
    await de_pijp.votes(PROFESSIONAL, OFFICE, "for")
    _, grounds = await counted(de_pijp, clock)
    assert grounds == {WEST: "proxy_beyond_limit"}


async def test_a_represented_seat_has_its_own_weight(de_pijp: Community, clock: StoryClock):
    """The chair's two votes are cast by another seat."""
    heavy = {"offices": (OfficeWeight(office="chair", votes=2),)}
    await board(de_pijp, changed(FREE, weights=heavy))
    await assigns(de_pijp, EAST)
    await de_pijp.votes(BEN, EAST, "for")
    await de_pijp.votes(CHEN, NORTH, "against")
    count, grounds = await counted(de_pijp, clock)
    assert count.weighted is not None
    assert (count.weighted.in_favour, count.weighted.against, grounds) == (2, 1, {})


async def test_with_its_weight_it_can_be_beyond_the_limit(street: Community, clock: StoryClock):
    """The giver became chair after the proxy: two votes and one are three of five."""
    await assigns(street, EAST)
    await street.votes(BEN, EAST, "for")
    await street.votes(BEN, WEST, "for")
    await street.votes(CHEN, NORTH, "for")
    _, grounds = await counted(street, clock)
    assert grounds == {EAST: "proxy_beyond_limit"}


BY_KIND = GroupGate(
    name="double_majority",
    by="seat_kind",
    groups=("resident", "professional"),
    rule=GroupRule(
        numerator=1, denominator=2, comparison=">", min_ballots=1, not_assessed="blocks"
    ),
    binding=True,
)


async def test_a_represented_seat_counts_in_its_own_group(de_pijp: Community, clock: StoryClock):
    """Ben, a resident, votes for the professional's seat."""
    await founds_foundation(de_pijp, FREE)
    await opened(de_pijp, outside_meeting=True, groups=BY_KIND)
    await grants_proxy(de_pijp, PROFESSIONAL, OFFICE, WEST)
    await de_pijp.votes(BEN, OFFICE, "against")
    for seat, holder in ((EAST, ADA), (WEST, BEN), (NORTH, CHEN)):
        await de_pijp.votes(holder, seat, "for")
    count, _ = await counted(de_pijp, clock)
    assert count.groups is not None
    tallies = {each.group: (each.in_favour, each.against) for each in count.groups.groups}
    assert tallies == {"resident": (3, 0), "professional": (0, 1)}
    assert count.outcome == "groups_not_reached"


def at_the_vote(keeps: bool) -> Bylaws:
    """More than half of the ballots must be residents'."""
    share = Quorum(numerator=1, denominator=2, comparison=">")
    return changed(
        FREE,
        proxies={"keeps_residents_share": keeps},
        resident_majority={"at_the_vote": share},
    )


@pytest.mark.parametrize(
    ("keeps", "residents", "outcome"), [(False, 1, "no_resident_quorum"), (True, 2, "adopted")]
)
async def test_a_resident_seat_that_a_professional_represents(
    de_pijp: Community, clock: StoryClock, keeps: bool, residents: int, outcome: str
):
    """Ben votes himself; the professional for Ada and himself."""
    await founds_foundation(de_pijp, at_the_vote(keeps))
    await opened(de_pijp, outside_meeting=True)
    await grants_proxy(de_pijp, ADA, EAST, OFFICE)
    await de_pijp.votes(PROFESSIONAL, EAST, "for")
    await de_pijp.votes(PROFESSIONAL, OFFICE, "for")
    await de_pijp.votes(BEN, WEST, "for")
    count, _ = await counted(de_pijp, clock)
    assert count.residents is not None
    assert (count.residents.residents, count.residents.voting) == (residents, 3)
    assert count.outcome == outcome


async def test_a_resident_seat_that_a_resident_represents_is_one(
    de_pijp: Community, clock: StoryClock
):
    await board(de_pijp, at_the_vote(False))
    await de_pijp.votes(BEN, EAST, "for")
    await de_pijp.votes(PROFESSIONAL, OFFICE, "for")
    await de_pijp.votes(BEN, WEST, "for")
    count, _ = await counted(de_pijp, clock)
    assert count.residents is not None
    assert (count.residents.residents, count.residents.holds) == (2, True)
