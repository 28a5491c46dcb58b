"""What a meeting changes in a decision: who opens it and when, the quorum, a defective notice."""

from datetime import timedelta
from typing import Any

import pytest

from domain.bylaws.bylaws import Bylaws
from domain.counting.majority import Quorum
from domain.decisions.errors import InMeetingOrNot, NotEverybodyThere, NoticeDefective
from domain.events.ballots import ResultCounted, ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.meetings.errors import (
    ChairOrClerkRequired,
    DecisionRunning,
    ItemNotFound,
    ItemNotOpen,
    MeetingIsAdjourned,
    MeetingIsClosed,
)
from tests.bylaws import FOUNDATION, HALF, MORE_THAN_HALF, changed
from tests.conftest import StoryClock
from tests.domain.test_meetings import LATE
from tests.meetings import (
    adjourns,
    attends,
    calls,
    closes_item,
    closes_meeting,
    leaves,
    opens_item,
    places,
    resumes,
)
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    ITEM,
    NEXT_ITEM,
    NEXT_WEEK,
    NORTH,
    QUESTION,
    SECOND_MEETING,
    SOUTH,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import assigns

THIRD = Quorum(numerator=1, denominator=3, comparison=">=")
OTHER = numbered("decision", 2)
CARRIED = numbered("item", 5)
FEW = changed(FOUNDATION, resident_majority={"reserved": ()}, weights={"offices": ()})


async def with_bylaws(street: Community, bylaws: Bylaws = FEW) -> Community:
    """Four seats, all in office."""
    await street.has_a_board()
    await street.fills(SOUTH, DEWI)
    await street.describes()
    await street.records_bylaws(bylaws)
    return street


@pytest.fixture
async def meeting(de_pijp: Community, clock: StoryClock) -> Community:
    """The first of two items is open."""
    await with_bylaws(de_pijp)
    await calls(de_pijp)
    await places(de_pijp, kind="plan")
    await places(de_pijp, NEXT_ITEM)
    clock.now = NEXT_WEEK
    await opens_item(de_pijp)
    return de_pijp


async def opened(street: Community, actor: str = CLERK, **asked: Any) -> DecisionOpened:
    given = {"item": ITEM, "threshold": None, "quorum": None, **asked}
    closes_at = street.ports.clock() + timedelta(minutes=5)
    (event,) = events(await street.opens(actor, **{"closes_at": closes_at, **given}))
    assert isinstance(event, DecisionOpened)
    return event


async def result(street: Community, clock: StoryClock, decision: str = QUESTION) -> Any:
    clock.pass_by(minutes=5)
    await street.closes(decision=decision)
    await street.declares(decision=decision)
    return (await street.history(ResultDeclared))[-1].event.outcome


async def test_a_decision_names_the_meeting_and_the_item(meeting: Community):
    event = await opened(meeting)
    assert (event.item, event.meeting) == (ITEM, numbered("meeting", 1))
    assert (event.threshold, event.quorum, event.defect) == (MORE_THAN_HALF, HALF, None)


async def test_a_decision_is_opened_only_while_its_item_is_open(meeting: Community):
    with pytest.raises(ItemNotOpen):
        await opened(meeting, item=NEXT_ITEM)
    with pytest.raises(ItemNotFound):
        await opened(meeting, item=numbered("item", 9))
    await closes_item(meeting)
    with pytest.raises(ItemNotOpen):
        await opened(meeting)
    await closes_meeting(meeting)
    with pytest.raises(MeetingIsClosed):
        await opened(meeting)


async def test_no_decision_is_opened_while_the_meeting_is_adjourned(meeting: Community):
    await adjourns(meeting)
    with pytest.raises(MeetingIsAdjourned):
        await opened(meeting)
    await resumes(meeting)
    await opened(meeting)


async def test_the_items_of_an_organ_are_not_those_of_another(meeting: Community):
    await meeting.establishes(numbered("seat", 9), organ="residents")
    with pytest.raises(ItemNotFound):
        await opened(meeting, organ="residents")


async def test_a_decision_is_opened_by_the_chair_or_the_clerk(meeting: Community):
    await assigns(meeting, EAST, "chair")
    with pytest.raises(ChairOrClerkRequired):
        await opened(meeting, BEN)
    await opened(meeting, ADA)


async def test_the_next_item_cannot_be_opened_while_a_decision_of_this_one_runs(
    meeting: Community, clock: StoryClock
):
    await opened(meeting)
    for follows in (closes_item, adjourns, closes_meeting):
        with pytest.raises(DecisionRunning):
            await follows(meeting)
    with pytest.raises(DecisionRunning):
        await opens_item(meeting, NEXT_ITEM)
    await result(meeting, clock)
    await closes_item(meeting)
    await opens_item(meeting, NEXT_ITEM)


async def test_quorum_counts_those_present_or_represented(meeting: Community, clock: StoryClock):
    await attends(meeting, EAST)
    await attends(meeting, WEST, represented_by=EAST)
    await opened(meeting, kind="other", min_voters=1)
    await meeting.votes(ADA, EAST, "for")
    assert await result(meeting, clock) == "adopted"
    counted = (await meeting.history(ResultCounted))[-1].event.majority
    assert (counted.received, counted.present, counted.in_office) == (1, 2, 4)


async def test_who_left_before_the_close_is_not_present(meeting: Community, clock: StoryClock):
    await attends(meeting, EAST)
    await attends(meeting, WEST, represented_by=EAST)
    await attends(meeting, NORTH)
    await opened(meeting, kind="other", min_voters=1)
    clock.pass_by(minutes=1)
    await leaves(meeting, EAST)
    await meeting.votes(CHEN, NORTH, "for")
    assert await result(meeting, clock) == "no_quorum"


async def test_attendance_counts_as_it_was_known_at_the_close(
    meeting: Community, clock: StoryClock
):
    await attends(meeting, EAST)
    await opened(meeting, kind="other", min_voters=1)
    await meeting.votes(ADA, EAST, "for")
    clock.pass_by(minutes=5)
    await meeting.closes()
    await attends(meeting, WEST, attends_from=NEXT_WEEK)
    await meeting.declares()
    assert (await meeting.history(ResultCounted))[-1].event.majority.present == 1


async def test_who_votes_is_present_whatever_was_noted(meeting: Community, clock: StoryClock):
    await attends(meeting, EAST)
    await opened(meeting)
    for voter, seat in ((ADA, EAST), (BEN, WEST)):
        await meeting.votes(voter, seat, "for")
    assert await result(meeting, clock) == "adopted"
    assert (await meeting.history(ResultCounted))[-1].event.majority.present == 2


async def late(street: Community, clock: StoryClock, **asked: Any) -> Community:
    """A meeting that was called too late, with its item open."""
    clock.now = LATE
    await calls(street, sent_at=LATE)
    await places(street, notified_at=LATE, **asked)
    clock.now = NEXT_WEEK
    await opens_item(street)
    return street


async def test_after_a_defective_notice_a_decision_needs_all_in_office_and_unanimity(
    de_pijp: Community, clock: StoryClock
):
    await late(await with_bylaws(de_pijp), clock)
    await attends(de_pijp, EAST, WEST, NORTH)
    with pytest.raises(NotEverybodyThere) as refused:
        await opened(de_pijp)
    assert refused.value.facts == {"missing": 1}
    await attends(de_pijp, SOUTH)
    event = await opened(de_pijp)
    assert event.defect == "short_notice"
    for voter, seat in ((ADA, EAST), (BEN, WEST), (CHEN, NORTH)):
        await de_pijp.votes(voter, seat, "for")
    assert await result(de_pijp, clock) == "rejected"
    await opened(de_pijp, decision=OTHER)
    for voter, seat in ((ADA, EAST), (BEN, WEST), (CHEN, NORTH), (DEWI, SOUTH)):
        await de_pijp.votes(voter, seat, "for", decision=OTHER)
    assert await result(de_pijp, clock, OTHER) == "adopted"


async def test_an_item_not_on_the_agenda_is_decided_on_only_by_all(meeting: Community):
    await closes_item(meeting)
    await places(meeting, CARRIED, notified_at=NEXT_WEEK)
    await opens_item(meeting, CARRIED)
    with pytest.raises(NotEverybodyThere):
        await opened(meeting, item=CARRIED)
    await attends(meeting, EAST, WEST, NORTH, SOUTH)
    assert (await opened(meeting, item=CARRIED)).defect == "not_on_agenda"


async def test_nothing_cures_a_defective_notice_unless_bylaws_say_so(
    de_pijp: Community, clock: StoryClock
):
    strict = changed(FEW, notice={"defect": "nothing"})
    await late(await with_bylaws(de_pijp, strict), clock)
    await attends(de_pijp, EAST, WEST, NORTH, SOUTH)
    with pytest.raises(NoticeDefective):
        await opened(de_pijp)


async def test_without_bylaws_an_item_not_on_the_agenda_is_not_decided_on(
    de_pijp: Community, clock: StoryClock
):
    await de_pijp.has_a_board()
    await calls(de_pijp)
    clock.now = NEXT_WEEK
    await places(de_pijp, notified_at=NEXT_WEEK)
    await opens_item(de_pijp)
    await attends(de_pijp, EAST, WEST, NORTH)
    with pytest.raises(NoticeDefective):
        await opened(de_pijp, threshold=MORE_THAN_HALF, quorum=HALF)


async def test_what_an_item_does_not_announce_has_no_longer_notice(
    meeting: Community, clock: StoryClock
):
    """A week is enough for a plan, and not for the statutes, whatever the item was called."""
    await meeting.proposes_bylaws(changed(FEW, terms={"term_months": 24}))
    await attends(meeting, EAST, WEST, NORTH, SOUTH)
    event = await opened(meeting, proposed_bylaws=numbered("bylaws", 2))
    assert (event.kind, event.defect) == ("statutes", "short_notice")


async def second(street: Community, clock: StoryClock) -> Community:
    """Called after the first was closed, with its item carried over and open."""
    await closes_meeting(street)
    begins_at = clock.now + timedelta(days=7)
    named = {"meeting": SECOND_MEETING}
    await calls(street, **named, second_of=numbered("meeting", 1), begins_at=begins_at)
    await places(street, CARRIED, **named, carried_from=ITEM)
    await places(street, numbered("item", 6), **named)
    clock.now = begins_at
    await opens_item(street, CARRIED, **named)
    return street


async def test_a_second_meeting_has_the_lower_quorum(meeting: Community, clock: StoryClock):
    await attends(meeting, EAST)
    await closes_item(meeting)
    await second(meeting, clock)
    assert (await opened(meeting, item=CARRIED)).quorum == THIRD
    await attends(meeting, EAST, WEST, meeting=SECOND_MEETING)
    for voter, seat in ((ADA, EAST), (BEN, WEST)):
        await meeting.votes(voter, seat, "for")
    assert await result(meeting, clock) == "adopted"


async def test_an_item_that_the_first_meeting_did_not_have_keeps_its_quorum(
    meeting: Community, clock: StoryClock
):
    await closes_item(meeting)
    await second(meeting, clock)
    await closes_item(meeting, CARRIED, meeting=SECOND_MEETING)
    new = numbered("item", 6)
    await opens_item(meeting, new, meeting=SECOND_MEETING)
    assert (await opened(meeting, item=new)).quorum == HALF


async def test_an_item_carried_from_yet_another_meeting_keeps_its_quorum(
    meeting: Community, clock: StoryClock
):
    third, other = numbered("meeting", 3), numbered("item", 7)
    await calls(meeting, meeting=third, begins_at=clock.now + timedelta(days=7))
    await places(meeting, other, meeting=third)
    await closes_item(meeting)
    await second(meeting, clock)
    await closes_item(meeting, CARRIED, meeting=SECOND_MEETING)
    new = numbered("item", 8)
    await places(meeting, new, meeting=SECOND_MEETING, carried_from=other)
    await opens_item(meeting, new, meeting=SECOND_MEETING)
    assert (await opened(meeting, item=new)).quorum == HALF


async def test_where_the_first_meeting_had_its_quorum_the_second_has_the_same(
    meeting: Community, clock: StoryClock
):
    await attends(meeting, EAST, WEST)
    await closes_item(meeting)
    await second(meeting, clock)
    assert (await opened(meeting, item=CARRIED)).quorum == HALF


async def test_what_the_first_meeting_decided_is_not_decided_again_by_fewer(
    meeting: Community, clock: StoryClock
):
    await attends(meeting, EAST, WEST)
    await opened(meeting)
    await meeting.votes(ADA, EAST, "for")
    await meeting.votes(BEN, WEST, "against")
    assert await result(meeting, clock) == "rejected"
    await leaves(meeting, EAST)
    await leaves(meeting, WEST)
    await closes_item(meeting)
    await second(meeting, clock)
    assert (await opened(meeting, decision=OTHER, item=CARRIED)).quorum == HALF


async def test_what_is_on_an_agenda_is_not_decided_outside_a_meeting(meeting: Community):
    with pytest.raises(InMeetingOrNot):
        await opened(meeting, outside_meeting=True)
