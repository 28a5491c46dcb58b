"""Art. 2:38: each member votes, or gives a proxy; what non-members may cast together, and how
early a vote can be cast."""

from datetime import timedelta

import pytest

from domain.ballots.errors import NotTheHolder
from domain.meetings.errors import NoProxy
from domain.organisations.errors import BylawsContradictTheLaw
from domain.seats.errors import NoMember, SeatSuspended
from tests.bylaws import ASSOCIATION, changed, contradicted
from tests.conftest import StoryClock
from tests.law.scenes import (
    MEETING_EAST,
    MEETING_NORTH,
    MEETING_WEST,
    members_vote,
    opened,
    settled,
)
from tests.meetings import attends, calls, opens_item, places
from tests.residents import ADA, BEN, DEWI, ITEM, NOON, Community, numbered
from tests.seats import suspends

IN_TWO_WEEKS = NOON + timedelta(days=14)
BY_THE_MEMBERS = {"organ": "general_meeting", "kind": "person"}


@pytest.mark.parametrize(("share", "allowed"), [((0, 1), True), ((1, 2), True), ((51, 100), False)])
def test_non_members_cast_at_most_half_as_many_votes(share: tuple[int, int], allowed: bool):
    numerator, denominator = share
    meeting = {"non_members_numerator": numerator, "non_members_denominator": denominator}
    found = contradicted(changed(ASSOCIATION, general_meeting=meeting))
    assert found == (set() if allowed else {("general_meeting.non_members", "2:38")})


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (30, True), (31, False)])
def test_a_vote_is_cast_at_most_30_days_before(days: int, allowed: bool):
    found = contradicted(changed(ASSOCIATION, general_meeting={"early_votes_days": days}))
    assert found == (set() if allowed else {("general_meeting.early_votes", "2:38")})


@pytest.mark.parametrize("setting", [{"early_votes_days": 31}, {"non_members_numerator": 2}])
async def test_bylaws_that_say_otherwise_are_not_recorded(
    de_pijp: Community, setting: dict[str, int]
):
    await de_pijp.describes("association")
    with pytest.raises(BylawsContradictTheLaw) as refused:
        await de_pijp.records_bylaws(changed(ASSOCIATION, general_meeting=setting))
    assert {each.article for each in refused.value.contradictions} == {"2:38"}


async def test_each_member_has_a_vote_and_nobody_casts_it_for_them_unasked(
    association: Community, clock: StoryClock
):
    await opened(association, **BY_THE_MEMBERS)
    with pytest.raises(NotTheHolder):
        await association.votes(BEN, MEETING_EAST, "against")
    assert await settled(association, clock, members_vote("for", "for", "against")) == "adopted"


async def test_a_suspended_member_has_none(association: Community):
    await opened(association, **BY_THE_MEMBERS)
    await suspends(association, MEETING_EAST)
    with pytest.raises(SeatSuspended):
        await association.votes(ADA, MEETING_EAST, "for")


async def test_who_is_no_member_has_no_seat_there_and_so_no_vote(association: Community):
    other = numbered("seat", 14)
    await association.establishes(other, organ="general_meeting")
    with pytest.raises(NoMember):
        await association.fills(other, DEWI)


@pytest.mark.parametrize(
    ("represented", "outcome"), [(True, "too_few_voters"), (False, "no_quorum")]
)
async def test_who_gave_a_proxy_counts_as_present(
    association: Community, clock: StoryClock, represented: bool, outcome: str
):
    """Half of the members are needed: one is there, for herself or for another too."""
    await calls(association, organ="general_meeting", begins_at=IN_TWO_WEEKS)
    await places(association)
    clock.now = IN_TWO_WEEKS
    await attends(association, MEETING_EAST)
    with pytest.raises(NoProxy):
        await attends(association, MEETING_WEST, represented_by=MEETING_NORTH)
    if represented:
        await attends(association, MEETING_WEST, represented_by=MEETING_EAST)
    await opens_item(association)
    await opened(association, item=ITEM, **BY_THE_MEMBERS)
    assert await settled(association, clock, members_vote("for")) == outcome
