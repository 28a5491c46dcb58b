"""The law leaves the quorum of a board to the statutes; usual is that half of those in office are
present or represented, by a proxy in writing."""

import pytest

from domain.meetings.errors import NoProxy, TooManyProxies
from tests.conftest import StoryClock
from tests.law.scenes import OFFICE, board_votes, opened, settled
from tests.meetings import attends, calls, opens_item, places
from tests.residents import EAST, ITEM, NEXT_WEEK, NORTH, WEST, Community
from tests.seats import suspends


@pytest.fixture
async def meeting(foundation: Community, clock: StoryClock) -> Community:
    """Four are in office, one of them is there."""
    await calls(foundation)
    await places(foundation)
    clock.now = NEXT_WEEK
    await attends(foundation, EAST)
    await opens_item(foundation)
    return foundation


async def test_a_quarter_of_those_in_office_is_no_quorum(meeting: Community, clock: StoryClock):
    await opened(meeting, item=ITEM)
    assert await settled(meeting, clock, board_votes("for")) == "no_quorum"


async def test_with_a_proxy_half_of_them_take_part(meeting: Community, clock: StoryClock):
    """Then what is missing is a second ballot, and not the quorum."""
    await attends(meeting, WEST, represented_by=EAST)
    await opened(meeting, item=ITEM)
    assert await settled(meeting, clock, board_votes("for")) == "too_few_voters"


async def test_two_who_are_there_decide(meeting: Community, clock: StoryClock):
    await attends(meeting, WEST)
    await opened(meeting, item=ITEM)
    assert await settled(meeting, clock, board_votes("for", "for")) == "adopted"


async def test_nobody_represents_more_than_the_statutes_allow(meeting: Community):
    await attends(meeting, WEST, represented_by=EAST)
    with pytest.raises(TooManyProxies):
        await attends(meeting, NORTH, represented_by=EAST)


async def test_who_is_suspended_gives_no_proxy(meeting: Community):
    await suspends(meeting, OFFICE)
    with pytest.raises(NoProxy):
        await attends(meeting, OFFICE, represented_by=EAST)
