"""Art. 2:38: each member votes, or gives a proxy; what non-members may cast together, and how
early a vote can be cast."""

from datetime import timedelta

import pytest

from domain.ballots.errors import NotTheHolder
from domain.decisions.errors import (
    ClosesBeforeMeeting,
    EarlyVotesNotAllowed,
    InMeetingOrNot,
    MeetingBegan,
    NotEverybodyThere,
    RollCallInMeeting,
    TooEarly,
)
from domain.meetings.errors import DecisionRunning, ItemNotOpen, NoProxy
from domain.organisations.errors import BylawsContradictTheLaw
from domain.seats.errors import NoMember, SeatSuspended
from tests.bylaws import ASSOCIATION, changed, contradicted, with_rule
from tests.conftest import StoryClock
from tests.law.scenes import (
    MEETING_EAST,
    MEETING_NORTH,
    MEETING_WEST,
    founds_association,
    members_vote,
    opened,
    settled,
)
from tests.meetings import (
    attends,
    calls,
    closes_item,
    closes_meeting,
    opens_item,
    places,
)
from tests.residents import ADA, BEN, DEWI, ITEM, NEXT_ITEM, NOON, Community, numbered
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


IN_THE_MEETING = IN_TWO_WEEKS + timedelta(hours=1)
EARLY = {"item": ITEM, "early": True, "closes_at": IN_THE_MEETING, **BY_THE_MEMBERS}
MOMENT = timedelta(microseconds=1)


@pytest.fixture
async def called(association: Community) -> Community:
    """To a general meeting in two weeks, with two items on its agenda."""
    await calls(association, organ="general_meeting", begins_at=IN_TWO_WEEKS)
    await places(association)
    await places(association, NEXT_ITEM)
    return association


async def test_a_vote_that_was_cast_early_counts_as_if_it_were_cast_in_the_meeting(
    called: Community, clock: StoryClock
):
    """Ada is not there; of three members two have to be."""
    decision = await opened(called, **EARLY)
    assert (decision.early, decision.item) == (True, ITEM)
    await called.votes(ADA, MEETING_EAST, "for")
    clock.now = IN_TWO_WEEKS
    await attends(called, MEETING_WEST)
    await opens_item(called)
    await called.votes(BEN, MEETING_WEST, "for")
    clock.now = IN_THE_MEETING
    assert await settled(called, clock, {}) == "adopted"


async def test_what_was_voted_on_early_waits_for_its_item_and_not_beyond_the_meeting(
    called: Community, clock: StoryClock
):
    await opened(called, **EARLY)
    clock.now = IN_TWO_WEEKS
    await opens_item(called, NEXT_ITEM)
    await closes_item(called, NEXT_ITEM)
    with pytest.raises(DecisionRunning):
        await closes_meeting(called)
    await opens_item(called)
    with pytest.raises(DecisionRunning):
        await closes_item(called)
    clock.now = IN_THE_MEETING
    await settled(called, clock, {})
    await closes_item(called)
    await closes_meeting(called)


@pytest.mark.parametrize(("days", "allowed"), [(14, True), (13, False), (0, False)])
async def test_how_early_is_what_the_statutes_say(de_pijp: Community, days: int, allowed: bool):
    meeting = {"early_votes_days": days}
    await founds_association(de_pijp, changed(ASSOCIATION, general_meeting=meeting))
    await calls(de_pijp, organ="general_meeting", begins_at=IN_TWO_WEEKS)
    await places(de_pijp)
    if allowed:
        await opened(de_pijp, **EARLY)
        return
    with pytest.raises(TooEarly if days else EarlyVotesNotAllowed):
        await opened(de_pijp, **EARLY)


async def test_nobody_votes_early_on_the_board(association: Community):
    await calls(association, begins_at=IN_TWO_WEEKS)
    await places(association)
    with pytest.raises(EarlyVotesNotAllowed):
        await opened(association, item=ITEM, early=True, closes_at=IN_THE_MEETING)


async def test_what_is_not_said_to_be_early_waits_until_its_item_is_open(called: Community):
    with pytest.raises(ItemNotOpen):
        await opened(called, **{**EARLY, "early": None})


async def test_once_the_meeting_has_begun_it_is_early_no_more(called: Community, clock: StoryClock):
    clock.now = IN_TWO_WEEKS
    with pytest.raises(MeetingBegan):
        await opened(called, **EARLY)


async def test_it_closes_in_the_meeting(called: Community):
    with pytest.raises(ClosesBeforeMeeting):
        await opened(called, **{**EARLY, "closes_at": IN_TWO_WEEKS})
    await opened(called, **{**EARLY, "closes_at": IN_TWO_WEEKS + MOMENT})


async def test_only_what_was_on_the_agenda_in_time_is_voted_on_early(
    called: Community, clock: StoryClock
):
    """Else all must be there, which nobody is yet."""
    late = numbered("item", 3)
    clock.pass_by(days=1)
    await places(called, late, notified_at=clock.now)
    with pytest.raises(NotEverybodyThere):
        await opened(called, **{**EARLY, "item": late})


async def test_early_is_on_an_item_of_a_meeting(called: Community):
    with pytest.raises(InMeetingOrNot):
        await opened(called, **{**EARLY, "item": None})


async def test_nobody_is_called_by_name_before_the_meeting(de_pijp: Community):
    by_name = with_rule(ASSOCIATION, "person", secrecy="roll_call")
    await founds_association(de_pijp, by_name)
    await calls(de_pijp, organ="general_meeting", begins_at=IN_TWO_WEEKS)
    await places(de_pijp)
    with pytest.raises(RollCallInMeeting):
        await opened(de_pijp, **EARLY)
