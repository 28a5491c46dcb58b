"""A proxy in a meeting: who notes it, and what it counts for; and who has no part in the talk."""

from datetime import timedelta

import pytest

from domain.events.ballots import ResultCounted
from domain.events.meetings import AttendanceNoted, FloorGiven
from domain.meetings.errors import FloorNotAsked, NoPartInDeliberation, ProxyNotGranted
from projections.recount import recount
from tests.conftest import StoryClock
from tests.law.scenes import OFFICE, founds_foundation, opened
from tests.meetings import (
    asks_for_the_floor,
    attends,
    calls,
    closes_item,
    gives_the_floor,
    in_session,
    opens_item,
    places,
)
from tests.proxies import OTHER_PROXY, grants_proxy, revokes
from tests.recusals import declares_interest
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    EAST,
    ITEM,
    MEETING,
    NEXT_ITEM,
    NORTH,
    QUESTION,
    SECOND_MEETING,
    WEST,
    Community,
    events,
)
from tests.seats import assigns


@pytest.fixture
async def meeting(de_pijp: Community) -> Community:
    """Four are in office; Ada, who has the chair, and Ben are there."""
    await founds_foundation(de_pijp)
    await assigns(de_pijp, EAST)
    await in_session(de_pijp)
    await attends(de_pijp, EAST, WEST)
    return de_pijp


async def counted(street: Community, clock: StoryClock) -> ResultCounted:
    clock.pass_by(days=1)
    await street.closes()
    await street.declares()
    assert recount(QUESTION, await street.history()).findings == ()
    count = (await street.history(ResultCounted))[-1].event
    assert isinstance(count, ResultCounted)
    return count


async def test_the_chair_notes_a_proxy_that_is_in_force(meeting: Community):
    with pytest.raises(ProxyNotGranted):
        await attends(meeting, NORTH, represented_by=WEST, actor=ADA)
    await grants_proxy(meeting, CHEN, NORTH, WEST, meeting=MEETING)
    (event,) = events(await attends(meeting, NORTH, represented_by=WEST, actor=ADA))
    assert isinstance(event, AttendanceNoted)
    assert event.represented_by == WEST


async def test_a_standing_proxy_is_one_for_this_meeting_too(meeting: Community):
    await grants_proxy(meeting, CHEN, NORTH, WEST)
    await attends(meeting, NORTH, represented_by=WEST, actor=ADA)


async def test_not_one_to_another_seat_or_for_another_meeting_or_that_was_revoked(
    meeting: Community, clock: StoryClock
):
    await grants_proxy(meeting, CHEN, NORTH, OFFICE)
    with pytest.raises(ProxyNotGranted):
        await attends(meeting, NORTH, represented_by=WEST, actor=ADA)
    await revokes(meeting, CHEN)
    clock.pass_by(minutes=1)
    await attends(meeting, OFFICE)
    with pytest.raises(ProxyNotGranted):
        await attends(meeting, NORTH, represented_by=OFFICE, actor=ADA)
    await calls(meeting, meeting=SECOND_MEETING)
    await grants_proxy(meeting, CHEN, NORTH, WEST, proxy=OTHER_PROXY, meeting=SECOND_MEETING)
    with pytest.raises(ProxyNotGranted):
        await attends(meeting, NORTH, represented_by=WEST, actor=ADA)


async def test_the_clerk_notes_one_that_is_on_paper(meeting: Community):
    await attends(meeting, NORTH, represented_by=WEST, actor=CLERK)


async def test_represented_seats_count_for_the_quorum(meeting: Community, clock: StoryClock):
    await attends(meeting, NORTH, represented_by=WEST)
    await opened(meeting, item=ITEM)
    await meeting.votes(ADA, EAST, "for")
    await meeting.votes(BEN, WEST, "for")
    count = await counted(meeting, clock)
    assert count.quorum is not None
    assert (count.quorum.taking_part, count.quorum.represented) == (3, 1)


async def test_not_any_more_once_the_proxy_is_revoked(meeting: Community, clock: StoryClock):
    await grants_proxy(meeting, CHEN, NORTH, WEST)
    await attends(meeting, NORTH, represented_by=WEST)
    await opened(meeting, item=ITEM)
    await revokes(meeting, CHEN)
    count = await counted(meeting, clock)
    assert count.quorum is not None
    assert (count.quorum.taking_part, count.quorum.represented) == (2, 0)


async def test_not_any_more_once_another_one_is_asked(meeting: Community, clock: StoryClock):
    await attends(meeting, NORTH, represented_by=WEST)
    await grants_proxy(meeting, CHEN, NORTH, OFFICE, proxy=OTHER_PROXY)
    await opened(meeting, item=ITEM)
    count = await counted(meeting, clock)
    assert count.quorum is not None
    assert count.quorum.represented == 0


async def test_not_by_who_is_recused(meeting: Community, clock: StoryClock):
    await attends(meeting, NORTH, represented_by=WEST)
    await opened(meeting, item=ITEM)
    await declares_interest(meeting, BEN)
    count = await counted(meeting, clock)
    assert count.quorum is not None
    assert (count.quorum.asked, count.quorum.taking_part, count.quorum.represented) == (3, 1, 0)


async def test_who_is_recused_has_no_part_in_the_talk_on_that_item(
    meeting: Community, clock: StoryClock
):
    await opened(meeting, item=ITEM, closes_at=clock.now + timedelta(hours=1))
    await declares_interest(meeting, BEN)
    with pytest.raises(NoPartInDeliberation):
        await asks_for_the_floor(meeting, WEST, actor=BEN)
    with pytest.raises(NoPartInDeliberation):
        await asks_for_the_floor(meeting, WEST, actor=CLERK)
    await asks_for_the_floor(meeting, EAST, actor=ADA)
    clock.pass_by(hours=1)
    await meeting.closes()
    await meeting.declares()
    await asks_for_the_floor(meeting, WEST, actor=BEN)


async def test_on_another_item_they_have(meeting: Community, clock: StoryClock):
    await opened(meeting, item=ITEM, closes_at=clock.now + timedelta(hours=1))
    await declares_interest(meeting, BEN)
    clock.pass_by(hours=1)
    await meeting.closes()
    await meeting.declares()
    await closes_item(meeting, ITEM)
    await places(meeting, NEXT_ITEM)
    await opens_item(meeting, NEXT_ITEM)
    await asks_for_the_floor(meeting, WEST, actor=BEN, item=NEXT_ITEM)


async def test_who_was_recused_since_they_asked_is_passed_over(meeting: Community):
    await opened(meeting, item=ITEM)
    await asks_for_the_floor(meeting, WEST, actor=BEN)
    await asks_for_the_floor(meeting, EAST, actor=ADA)
    await declares_interest(meeting, BEN)
    with pytest.raises(NoPartInDeliberation):
        await gives_the_floor(meeting, seat=WEST)
    (given,) = events(await gives_the_floor(meeting))
    assert isinstance(given, FloorGiven)
    assert given.seat == EAST
    with pytest.raises(FloorNotAsked):
        await gives_the_floor(meeting)
