"""Minutes are adopted and corrected; what was agreed is done, or waits to be."""

from datetime import timedelta

import pytest

from domain.errors import RoleRequired
from domain.events.meetings import ActionAgreed, ActionCompleted, MinutesAdopted, MinutesCorrected
from domain.meetings.errors import (
    ActionCompletedAlready,
    ActionNotFound,
    AgainstTime,
    ChairOrClerkRequired,
    ItemNotFound,
    MeetingNotClosed,
    MeetingNotFound,
    MinutesAdoptedAlready,
    MinutesByOtherOrgan,
    MinutesNotAdopted,
    NotYet,
)
from domain.persons.errors import PersonNotFound
from tests.conftest import StoryClock
from tests.meetings import (
    adopts_minutes,
    agrees,
    calls,
    closes_meeting,
    completes,
    corrects_minutes,
    places,
)
from tests.residents import (
    ACTION,
    ADA,
    BEN,
    EAST,
    ITEM,
    MEETING,
    NEXT_WEEK,
    SECOND_MEETING,
    Community,
    events,
    numbered,
)
from tests.seats import assigns

LATER = NEXT_WEEK + timedelta(days=30)


@pytest.fixture
async def street(de_pijp: Community, clock: StoryClock) -> Community:
    """A meeting that is over but not closed, and a later one that was called."""
    await de_pijp.has_a_board()
    await calls(de_pijp)
    await places(de_pijp)
    await calls(de_pijp, meeting=SECOND_MEETING, begins_at=LATER)
    clock.now = NEXT_WEEK
    return de_pijp


async def test_minutes_are_adopted_in_a_later_meeting(street: Community, clock: StoryClock):
    await closes_meeting(street)
    clock.now = LATER
    assert events(await adopts_minutes(street, adopted_in=SECOND_MEETING)) == [
        MinutesAdopted(
            meeting=MEETING, text="All agreed.", adopted_at=LATER, adopted_in=SECOND_MEETING
        )
    ]


async def test_minutes_are_adopted_once_and_after_the_meeting(street: Community):
    with pytest.raises(MeetingNotClosed):
        await adopts_minutes(street)
    await closes_meeting(street)
    moment = timedelta(microseconds=1)
    with pytest.raises(AgainstTime):
        await adopts_minutes(street, adopted_at=NEXT_WEEK - moment)
    with pytest.raises(NotYet):
        await adopts_minutes(street, adopted_at=NEXT_WEEK + moment)
    await adopts_minutes(street)
    with pytest.raises(MinutesAdoptedAlready):
        await adopts_minutes(street)


async def test_another_organ_or_an_earlier_meeting_does_not_adopt_minutes(street: Community):
    await street.establishes(numbered("seat", 9), organ="residents")
    other = numbered("meeting", 3)
    await calls(street, meeting=other, organ="residents", begins_at=LATER)
    await closes_meeting(street)
    await closes_meeting(street, meeting=SECOND_MEETING)
    for adopting in (other, MEETING):
        with pytest.raises(MinutesByOtherOrgan):
            await adopts_minutes(street, adopted_in=adopting)
    with pytest.raises(MinutesByOtherOrgan):
        await adopts_minutes(street, meeting=SECOND_MEETING, adopted_in=MEETING)
    with pytest.raises(MeetingNotFound):
        await adopts_minutes(street, adopted_in=numbered("meeting", 9))


async def test_minutes_are_corrected_once_they_were_adopted(street: Community):
    await closes_meeting(street)
    with pytest.raises(MinutesNotAdopted):
        await corrects_minutes(street)
    await adopts_minutes(street)
    corrected = MinutesCorrected(meeting=MEETING, text="Not all.", corrected_at=NEXT_WEEK)
    for _ in range(2):
        assert events(await corrects_minutes(street)) == [corrected]
    with pytest.raises(NotYet):
        await corrects_minutes(street, corrected_at=LATER)


async def test_only_the_clerk_records_minutes(street: Community):
    await assigns(street, EAST, "chair")
    await closes_meeting(street, actor=ADA)
    with pytest.raises(RoleRequired):
        await adopts_minutes(street, actor=ADA)
    await adopts_minutes(street)
    with pytest.raises(RoleRequired):
        await corrects_minutes(street, actor=ADA)


async def test_a_meeting_agrees_on_an_action(street: Community):
    assert events(await agrees(street, item=ITEM, by=BEN, due_by=LATER)) == [
        ActionAgreed(
            action=ACTION, meeting=MEETING, text="Ask for a tap", item=ITEM, by=BEN, due_by=LATER
        )
    ]


async def test_an_action_is_of_a_meeting_an_item_and_a_person_that_there_are(street: Community):
    with pytest.raises(MeetingNotFound):
        await agrees(street, meeting=numbered("meeting", 9))
    with pytest.raises(ItemNotFound):
        await agrees(street, item=numbered("item", 9))
    for nobody in await street.unknown_persons():
        with pytest.raises(PersonNotFound):
            await agrees(street, by=nobody)
    with pytest.raises(ChairOrClerkRequired):
        await agrees(street, actor=BEN)


async def test_an_action_is_completed_by_who_does_it_or_the_clerk(street: Community):
    await agrees(street, by=BEN)
    with pytest.raises(RoleRequired):
        await completes(street, actor=ADA)
    with pytest.raises(NotYet):
        await completes(street, completed_at=LATER)
    assert events(await completes(street, actor=BEN)) == [
        ActionCompleted(action=ACTION, completed_at=NEXT_WEEK)
    ]
    with pytest.raises(ActionCompletedAlready):
        await completes(street)
    with pytest.raises(ActionNotFound):
        await completes(street, action=numbered("action", 9))
