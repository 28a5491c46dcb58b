"""Notice and agenda, attendance, items and the floor, adjournment, and a second meeting."""

from datetime import datetime, timedelta

import pytest

from domain.ballots.errors import NotTheHolder
from domain.errors import OrganisationNotFound
from domain.events.meetings import (
    AttendanceNoted,
    DepartureNoted,
    FloorGiven,
    ItemClosed,
    ItemOpened,
    ItemPlaced,
    MeetingAdjourned,
    MeetingCalled,
    MeetingClosed,
    MeetingResumed,
)
from domain.meetings.errors import (
    AgainstTime,
    AnotherItemOpen,
    AttendsAlready,
    ChairOrClerkRequired,
    FloorAskedAlready,
    FloorNotAsked,
    ItemNotFound,
    ItemNotOpen,
    MeetingIsAdjourned,
    MeetingIsClosed,
    MeetingNotAdjourned,
    MeetingNotClosed,
    MeetingNotFound,
    NoProxy,
    NoSecondMeeting,
    NotAttending,
    NoticeAfterMeeting,
    NotYet,
    SecondMeetingCalled,
    TooManyProxies,
)
from domain.seats.errors import SeatNotFound, SeatVacant
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.meetings import (
    adjourns,
    asks_for_the_floor,
    attends,
    calls,
    closes_item,
    closes_meeting,
    gives_the_floor,
    leaves,
    opens_item,
    places,
    resumes,
)
from tests.residents import (
    ADA,
    BEN,
    DEWI,
    EAST,
    ITEM,
    MEETING,
    NEXT_ITEM,
    NEXT_WEEK,
    NOON,
    NORTH,
    SECOND_MEETING,
    SOUTH,
    STRANGER,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import assigns, begins_absence, stands_in, suspends

MOMENT = timedelta(microseconds=1)
LATE = NEXT_WEEK - timedelta(days=7) + MOMENT


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Bylaws that ask for a week's notice, two for the statutes."""
    await de_pijp.has_a_board()
    await de_pijp.describes()
    await de_pijp.records_bylaws(FOUNDATION)
    return de_pijp


@pytest.fixture
async def meeting(street: Community, clock: StoryClock) -> Community:
    """Two items, and everybody in office is there as it begins."""
    await calls(street)
    await places(street)
    await places(street, NEXT_ITEM)
    clock.now = NEXT_WEEK
    await attends(street, EAST, WEST, NORTH)
    return street


async def test_a_meeting_is_called_with_notice(street: Community):
    assert events(await calls(street, place="Buurthuis")) == [
        MeetingCalled(
            meeting=MEETING,
            organ="board",
            sent_at=NOON,
            begins_at=NEXT_WEEK,
            place="Buurthuis",
            notice_days=7,
        )
    ]


async def test_a_notice_shorter_than_the_bylaws_ask_is_recorded_as_defective(
    street: Community, clock: StoryClock
):
    clock.now = LATE
    (called,) = events(await calls(street, sent_at=LATE))
    assert (called.defect, called.notice_days) == ("short_notice", 7)


async def test_without_bylaws_no_notice_is_too_short(de_pijp: Community):
    await de_pijp.has_a_board()
    (called,) = events(await calls(de_pijp, begins_at=NOON + MOMENT))
    assert (called.defect, called.notice_days) == (None, None)


@pytest.mark.parametrize(
    ("sent_at", "begins_at"), [(NEXT_WEEK, NEXT_WEEK), (NOON + MOMENT, NEXT_WEEK)]
)
async def test_notice_is_sent_before_the_meeting_and_recorded_once_it_was(
    street: Community, sent_at: datetime, begins_at: datetime
):
    with pytest.raises(NoticeAfterMeeting):
        await calls(street, sent_at=sent_at, begins_at=begins_at)


async def test_an_organ_without_seats_does_not_meet(street: Community):
    with pytest.raises(SeatNotFound):
        await calls(street, organ="circle")


async def test_the_chair_or_the_clerk_calls_a_meeting(street: Community):
    with pytest.raises(ChairOrClerkRequired):
        await calls(street, actor=ADA)
    await assigns(street, EAST, "chair")
    await calls(street, actor=ADA)
    with pytest.raises(ChairOrClerkRequired):
        await places(street, actor=BEN)
    with pytest.raises(OrganisationNotFound):
        await places(street, actor=STRANGER)


async def test_who_stands_in_for_the_chair_is_not_the_chair(street: Community):
    await assigns(street, EAST, "chair")
    await begins_absence(street, EAST)
    await stands_in(street, EAST, DEWI)
    for actor in (ADA, DEWI):
        with pytest.raises(ChairOrClerkRequired):
            await calls(street, actor=actor)


async def test_an_item_is_placed_on_the_agenda(street: Community):
    await calls(street)
    assert events(await places(street, kind="plan")) == [
        ItemPlaced(
            item=ITEM,
            meeting=MEETING,
            title="A garden",
            notified_at=NOON,
            kind="plan",
            notice_days=7,
        )
    ]


async def test_an_item_that_came_late_is_defective(street: Community, clock: StoryClock):
    await calls(street)
    clock.now = LATE
    (placed,) = events(await places(street, notified_at=LATE))
    assert placed.defect == "short_notice"


async def test_a_change_of_the_statutes_asks_for_a_longer_notice(street: Community):
    await calls(street)
    (placed,) = events(await places(street, kind="statutes"))
    assert (placed.notice_days, placed.defect) == (14, "short_notice")


async def test_what_first_comes_up_in_the_meeting_was_not_on_the_agenda(meeting: Community):
    (placed,) = events(await places(meeting, numbered("item", 3), notified_at=NEXT_WEEK))
    assert placed.defect == "not_on_agenda"


async def test_nobody_can_know_of_an_item_later_than_it_is_recorded(street: Community):
    await calls(street)
    with pytest.raises(NotYet):
        await places(street, notified_at=NOON + MOMENT)


async def test_an_item_is_carried_from_an_earlier_meeting(meeting: Community):
    await closes_meeting(meeting)
    await calls(meeting, meeting=SECOND_MEETING, begins_at=NEXT_WEEK + timedelta(days=7))
    other = {"meeting": SECOND_MEETING, "item": numbered("item", 3)}
    (placed,) = events(await places(meeting, carried_from=ITEM, **other))
    assert placed.carried_from == ITEM
    with pytest.raises(ItemNotFound):
        await places(meeting, carried_from=numbered("item", 9), **other)


async def test_attendance_says_who_is_there_for_a_seat(meeting: Community):
    history = await meeting.history(AttendanceNoted)
    assert history[0].event == AttendanceNoted(
        meeting=MEETING, seat=EAST, attendance="present", attends_from=NEXT_WEEK, attendee=ADA
    )


async def test_a_stand_in_is_there_for_the_seat(street: Community):
    await calls(street)
    await begins_absence(street, EAST)
    with pytest.raises(SeatVacant):
        await attends(street, EAST)
    await stands_in(street, EAST, DEWI)
    (noted,) = events(await attends(street, EAST))
    assert noted.attendee == DEWI


async def test_a_vacant_seat_does_not_attend(street: Community):
    await calls(street)
    with pytest.raises(SeatVacant):
        await attends(street, SOUTH)
    await attends(street, WEST)
    with pytest.raises(SeatVacant):
        await attends(street, SOUTH, represented_by=WEST)


async def test_a_seat_of_another_organ_does_not_attend(street: Community):
    await calls(street)
    with pytest.raises(SeatNotFound):
        await attends(street, numbered("seat", 99))


async def test_a_seat_attends_once_at_a_time(meeting: Community, clock: StoryClock):
    with pytest.raises(AttendsAlready):
        await attends(meeting, EAST)
    clock.pass_by(hours=1)
    assert events(await leaves(meeting, EAST)) == [
        DepartureNoted(meeting=MEETING, seat=EAST, left_at=clock.now)
    ]
    with pytest.raises(AgainstTime):
        await attends(meeting, EAST, attends_from=clock.now - MOMENT)
    await attends(meeting, EAST)


async def test_who_is_not_there_cannot_leave(meeting: Community):
    await leaves(meeting, EAST)
    for seat in (EAST, SOUTH):
        with pytest.raises(NotAttending):
            await leaves(meeting, seat)
    with pytest.raises(AgainstTime):
        await leaves(meeting, WEST, left_at=NEXT_WEEK - MOMENT)


async def test_what_is_noted_has_happened(meeting: Community):
    soon = NEXT_WEEK + MOMENT
    with pytest.raises(NotYet):
        await attends(meeting, SOUTH, attends_from=soon)
    with pytest.raises(NotYet):
        await leaves(meeting, EAST, left_at=soon)
    with pytest.raises(NotYet):
        await opens_item(meeting, opened_at=soon)


async def test_a_seat_is_represented_by_another_that_is_present(street: Community):
    await calls(street)
    with pytest.raises(NoProxy):
        await attends(street, WEST, represented_by=EAST)
    await attends(street, EAST)
    assert events(await attends(street, WEST, represented_by=EAST)) == [
        AttendanceNoted(
            meeting=MEETING,
            seat=WEST,
            attendance="represented",
            attends_from=NOON,
            represented_by=EAST,
        )
    ]
    with pytest.raises(NoProxy):
        await attends(street, NORTH, represented_by=NORTH)


async def test_a_seat_represents_no_more_than_the_bylaws_allow(street: Community):
    await calls(street)
    await attends(street, EAST)
    await attends(street, WEST, represented_by=EAST)
    with pytest.raises(TooManyProxies):
        await attends(street, NORTH, represented_by=EAST)


async def test_a_suspended_seat_is_not_represented(street: Community):
    await calls(street)
    await attends(street, EAST)
    await suspends(street, WEST)
    with pytest.raises(NoProxy):
        await attends(street, WEST, represented_by=EAST)


async def test_neither_giver_nor_holder_of_a_proxy_is_stood_in_for(street: Community):
    await calls(street)
    await begins_absence(street, WEST)
    await attends(street, EAST)
    await stands_in(street, WEST, DEWI)
    with pytest.raises(NoProxy):
        await attends(street, WEST, represented_by=EAST)
    await attends(street, WEST)
    with pytest.raises(NoProxy):
        await attends(street, NORTH, represented_by=WEST)


async def test_who_is_away_for_a_time_may_be_represented(street: Community):
    await calls(street)
    await begins_absence(street, WEST)
    await attends(street, EAST)
    await attends(street, WEST, represented_by=EAST)


async def test_items_are_opened_and_closed_one_after_the_other(meeting: Community):
    assert events(await opens_item(meeting)) == [
        ItemOpened(item=ITEM, meeting=MEETING, opened_at=NEXT_WEEK)
    ]
    with pytest.raises(AnotherItemOpen):
        await opens_item(meeting, NEXT_ITEM)
    with pytest.raises(ItemNotOpen):
        await closes_item(meeting, NEXT_ITEM)
    assert events(await closes_item(meeting)) == [
        ItemClosed(item=ITEM, meeting=MEETING, closed_at=NEXT_WEEK)
    ]
    await opens_item(meeting, NEXT_ITEM)


async def test_what_is_on_no_agenda_is_not_opened(meeting: Community):
    with pytest.raises(ItemNotFound):
        await opens_item(meeting, numbered("item", 9))
    with pytest.raises(MeetingNotFound):
        await opens_item(meeting, meeting=numbered("meeting", 9))


async def test_an_item_is_not_closed_before_it_was_opened(meeting: Community):
    await opens_item(meeting)
    with pytest.raises(AgainstTime):
        await closes_item(meeting, closed_at=NEXT_WEEK - MOMENT)


async def test_the_floor_is_given_in_the_order_of_asking(meeting: Community):
    await opens_item(meeting)
    await asks_for_the_floor(meeting, WEST, actor=BEN)
    await asks_for_the_floor(meeting, EAST)
    given = [events(await gives_the_floor(meeting)) for _ in range(2)]
    assert given == [[FloorGiven(item=ITEM, meeting=MEETING, seat=s)] for s in (WEST, EAST)]
    with pytest.raises(FloorNotAsked):
        await gives_the_floor(meeting)


async def test_the_chair_may_name_another_who_asked(meeting: Community):
    await assigns(meeting, NORTH, "chair")
    await opens_item(meeting)
    for seat in (EAST, WEST):
        await asks_for_the_floor(meeting, seat)
    (given,) = events(await gives_the_floor(meeting, seat=WEST, actor=numbered("person", 4)))
    assert given.seat == WEST
    with pytest.raises(FloorNotAsked):
        await gives_the_floor(meeting, seat=WEST)
    with pytest.raises(ChairOrClerkRequired):
        await gives_the_floor(meeting, actor=BEN)


async def test_one_asks_for_oneself_once_and_while_there(meeting: Community):
    with pytest.raises(ItemNotOpen):
        await asks_for_the_floor(meeting, EAST, actor=ADA)
    await opens_item(meeting)
    with pytest.raises(NotTheHolder):
        await asks_for_the_floor(meeting, EAST, actor=BEN)
    await asks_for_the_floor(meeting, EAST, actor=ADA)
    with pytest.raises(FloorAskedAlready):
        await asks_for_the_floor(meeting, EAST, actor=ADA)
    await leaves(meeting, WEST)
    with pytest.raises(NotAttending):
        await asks_for_the_floor(meeting, WEST, actor=BEN)


async def test_the_next_item_begins_with_nobody_waiting_for_the_floor(meeting: Community):
    await opens_item(meeting)
    await asks_for_the_floor(meeting)
    await closes_item(meeting)
    await opens_item(meeting, NEXT_ITEM)
    with pytest.raises(FloorNotAsked):
        await gives_the_floor(meeting, item=NEXT_ITEM)


async def test_a_meeting_is_adjourned_and_goes_on_where_it_stopped(
    meeting: Community, clock: StoryClock
):
    await opens_item(meeting)
    later = NEXT_WEEK + timedelta(days=1)
    assert events(await adjourns(meeting, continues_at=later)) == [
        MeetingAdjourned(meeting=MEETING, adjourned_at=NEXT_WEEK, continues_at=later)
    ]
    with pytest.raises(MeetingIsAdjourned):
        await closes_item(meeting)
    with pytest.raises(MeetingIsAdjourned):
        await asks_for_the_floor(meeting)
    clock.now = later
    assert events(await resumes(meeting)) == [MeetingResumed(meeting=MEETING, resumed_at=later)]
    with pytest.raises(MeetingNotAdjourned):
        await resumes(meeting)
    await closes_item(meeting)


async def test_a_meeting_does_not_go_on_before_it_was_adjourned(meeting: Community):
    with pytest.raises(AgainstTime):
        await adjourns(meeting, continues_at=NEXT_WEEK - MOMENT)
    await adjourns(meeting)
    with pytest.raises(AgainstTime):
        await resumes(meeting, resumed_at=NEXT_WEEK - MOMENT)


async def test_nothing_happens_in_a_meeting_that_is_closed(meeting: Community):
    await opens_item(meeting)
    with pytest.raises(AnotherItemOpen):
        await closes_meeting(meeting)
    await closes_item(meeting)
    assert events(await closes_meeting(meeting)) == [
        MeetingClosed(meeting=MEETING, closed_at=NEXT_WEEK)
    ]
    for again in (closes_meeting, opens_item, places, adjourns, resumes):
        with pytest.raises(MeetingIsClosed):
            await again(meeting)
    for seat in (attends, leaves):
        with pytest.raises(MeetingIsClosed):
            await seat(meeting, EAST)


async def test_a_meeting_that_never_went_on_is_closed_with_its_item(meeting: Community):
    await opens_item(meeting)
    await adjourns(meeting)
    await closes_meeting(meeting)


async def test_a_second_meeting_follows_a_first_that_is_closed(
    meeting: Community, clock: StoryClock
):
    second = {"meeting": SECOND_MEETING, "second_of": MEETING, "begins_at": clock.now + 3 * TERM}
    with pytest.raises(MeetingNotClosed):
        await calls(meeting, **second)
    await closes_meeting(meeting)
    (called,) = events(await calls(meeting, **second))
    assert called.second_of == MEETING
    with pytest.raises(SecondMeetingCalled):
        await calls(meeting, **{**second, "meeting": numbered("meeting", 3)})
    third = {**second, "meeting": numbered("meeting", 3), "second_of": SECOND_MEETING}
    with pytest.raises(NoSecondMeeting):
        await calls(meeting, **third)


async def test_there_is_no_second_meeting_without_a_first_or_without_bylaws_that_know_it(
    de_pijp: Community,
):
    once = changed(FOUNDATION, attendance={"second_meeting": None})
    await de_pijp.has_a_board()
    await de_pijp.describes()
    await de_pijp.records_bylaws(once)
    second = {"meeting": SECOND_MEETING, "second_of": MEETING}
    with pytest.raises(MeetingNotFound):
        await calls(de_pijp, **second)
    await calls(de_pijp)
    await closes_meeting(de_pijp)
    with pytest.raises(NoSecondMeeting):
        await calls(de_pijp, **second)


TERM = TOMORROW - NOON
