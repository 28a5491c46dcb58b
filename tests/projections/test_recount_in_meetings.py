"""The recount knows who was in the meeting, and that an objection leaves ballots sealed."""

from collections.abc import Sequence

import pytest

from adapters.keys import Keys
from domain.events.ballots import ResultCounted, ResultDeclared
from domain.events.meetings import DepartureNoted
from domain.record import Recorded
from projections.recount import Recount, recount
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.meetings import attends, calls, leaves, opens_item, places
from tests.projections.found import found_for
from tests.residents import (
    ADA,
    BEN,
    EAST,
    ITEM,
    NEXT_WEEK,
    NORTH,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
    in_memory,
)
from tests.story import Story, place_of, rewritten

BYLAWS = changed(FOUNDATION, resident_majority={"reserved": ()}, weights={"offices": ()})
BY_ITSELF = {"threshold": None, "quorum": None, "kind": "other", "min_voters": 1}


@pytest.fixture
async def de_pijp(clock: StoryClock, keys: Keys) -> Community:
    """Three of four seats are in office."""
    community = Community(in_memory(clock, keys))
    await community.is_founded()
    await community.has_a_board()
    await community.describes()
    await community.records_bylaws(BYLAWS)
    return community


def recounted(history: Sequence[Recorded]) -> Recount:
    """From what is read for it, and nothing else."""
    return recount(QUESTION, found_for(QUESTION, history))


async def in_a_meeting(street: Community, clock: StoryClock) -> list[Recorded]:
    """East votes, West is represented, North came and left."""
    await calls(street)
    await places(street)
    clock.now = NEXT_WEEK
    await opens_item(street)
    await attends(street, EAST, NORTH)
    await attends(street, WEST, represented_by=EAST)
    clock.pass_by(minutes=5)
    closes_at = clock.now
    clock.now = NEXT_WEEK
    await street.opens(item=ITEM, closes_at=closes_at, **BY_ITSELF)
    await street.votes(ADA, EAST, "for")
    clock.pass_by(minutes=1)
    await leaves(street, NORTH)
    clock.now = closes_at
    await street.closes()
    await street.declares()
    return await street.history()


async def test_who_was_in_the_meeting_is_found_again(de_pijp: Community, clock: StoryClock):
    history = await in_a_meeting(de_pijp, clock)
    found = recounted(history)
    assert found.findings == ()
    assert found.majority is not None
    assert (found.majority.received, found.majority.present) == (1, 2)


async def test_an_attendance_that_was_counted_otherwise_is_found(
    de_pijp: Community, clock: StoryClock
):
    history = await in_a_meeting(de_pijp, clock)
    left = place_of(history, DepartureNoted)
    assert recounted(rewritten(history, left, left_at=TOMORROW)).findings == ()
    stayed = [each for each in history if each.position != left]
    assert "The record says present 2; the recount says 3." in recounted(stayed).findings


async def test_what_was_noted_after_the_close_changes_no_recount(
    de_pijp: Community, clock: StoryClock
):
    await in_a_meeting(de_pijp, clock)
    await attends(de_pijp, NORTH, attends_from=NEXT_WEEK + (clock.now - NEXT_WEEK) / 2)
    assert recounted(await de_pijp.history()).findings == ()


def objected() -> Story:
    story = Story().has_a_board().opened(outside_meeting=True)
    story.cast(ADA, "for", decision=QUESTION, seat=EAST)
    story.objected(WEST, BEN)
    return story.closed(decision=QUESTION)


def test_after_an_objection_to_the_method_there_is_nothing_to_count():
    story = objected()
    story.happens(ResultDeclared(decision=QUESTION, outcome="method_objected"))
    found = recounted(story.history)
    assert (found.findings, found.outcome, found.majority) == ((), "method_objected", None)


def test_ballots_that_were_opened_in_spite_of_an_objection_are_found():
    story = objected().declared(decision=QUESTION)
    assert any(isinstance(each.event, ResultCounted) for each in story.history)
    assert set(recounted(story.history).findings) == {
        "Declared was no_quorum; by the rule it is method_objected.",
        "Ballots were opened although somebody objected to the method.",
    }
