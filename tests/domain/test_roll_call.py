"""Seats are called one by one in a meeting, and what they answer stands in the record at once."""

from datetime import timedelta

import pytest

from domain.ballots.errors import NoRollCall, RollCallOnly, SeatNotEntitled, VotingIsClosed
from domain.carry_out import Receipt
from domain.counting.majority import Quorum
from domain.decisions.errors import GiverVoted, MajorityOnly, Recused, RollCallInMeeting
from domain.decisions.record_roll_call_answer import RecordRollCallAnswer
from domain.events.ballots import BallotsOpened, ResultCounted, RollCallAnswered
from domain.ids import PersonId, SeatId
from domain.meetings.errors import ChairOrClerkRequired, NotAttending
from projections.recount import recount
from tests.bylaws import FOUNDATION, changed, with_rule
from tests.conftest import StoryClock
from tests.law.scenes import OFFICE, founds_foundation, opened
from tests.meetings import attends, in_session, leaves
from tests.proxies import PROXY, grants_proxy, revokes
from tests.recusals import declares_interest
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    EAST,
    ITEM,
    MEETING,
    NORTH,
    QUESTION,
    SOUTH,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import assigns

CALLED = with_rule(FOUNDATION, "other", secrecy="roll_call")


@pytest.fixture
async def street(de_pijp: Community, clock: StoryClock) -> Community:
    """Ada and Ben are there; a question is open for a day."""
    await founds_foundation(de_pijp, CALLED)
    await in_session(de_pijp)
    await attends(de_pijp, EAST, WEST)
    await opened(de_pijp, item=ITEM)
    return de_pijp


async def answers(street: Community, seat: SeatId, choice: str, actor: PersonId = CLERK) -> Receipt:
    return await street.does(
        actor, RecordRollCallAnswer, decision=QUESTION, seat=seat, choice=choice
    )


async def counted(street: Community, clock: StoryClock) -> ResultCounted:
    clock.pass_by(days=1)
    await street.closes()
    await street.declares()
    found = recount(QUESTION, await street.history())
    assert found.findings == ()
    (count,) = [r.event for r in await street.history(ResultCounted)]
    assert isinstance(count, ResultCounted)
    return count


async def test_what_is_answered_is_recorded_as_it_is_said(street: Community):
    assert events(await answers(street, EAST, "for")) == [
        RollCallAnswered(decision=QUESTION, seat=EAST, choice="for", answered_by=ADA)
    ]
    assert await street.unsealed(QUESTION) == {}


async def test_the_last_answer_of_each_seat_is_counted(street: Community, clock: StoryClock):
    await attends(street, NORTH)
    for seat, choice in ((EAST, "for"), (WEST, "against"), (NORTH, "abstain"), (WEST, "for")):
        await answers(street, seat, choice)
    count = await counted(street, clock)
    assert count.weighted is not None
    assert (count.weighted.in_favour, count.weighted.against, count.weighted.abstained) == (2, 0, 1)
    assert count.outcome == "adopted"
    assert await street.history(BallotsOpened) == []


async def test_the_chair_or_the_clerk_records_it(street: Community):
    with pytest.raises(ChairOrClerkRequired):
        await answers(street, EAST, "for", actor=ADA)
    await assigns(street, EAST)
    await answers(street, EAST, "for", actor=ADA)


async def test_nobody_casts_a_ballot_beside(street: Community):
    with pytest.raises(RollCallOnly):
        await street.votes(ADA, EAST, "for")


async def test_only_where_seats_are_called(street: Community, clock: StoryClock):
    await opened(street, item=ITEM, decision=numbered("decision", 2), kind="plan", plan=None)
    with pytest.raises(NoRollCall):
        await street.does(
            CLERK,
            RecordRollCallAnswer,
            decision=numbered("decision", 2),
            seat=EAST,
            choice="for",
        )


async def test_not_outside_a_meeting_and_not_among_options(street: Community):
    with pytest.raises(RollCallInMeeting):
        await opened(street, decision=numbered("decision", 2), item=None, outside_meeting=True)
    with pytest.raises(MajorityOnly):
        await opened(street, item=ITEM, decision=numbered("decision", 2), method="consent")


async def test_until_the_close(street: Community, clock: StoryClock):
    clock.pass_by(days=1)
    with pytest.raises(VotingIsClosed):
        await answers(street, EAST, "for")
    await street.closes()
    clock.now -= timedelta(hours=1)
    with pytest.raises(VotingIsClosed):
        await answers(street, EAST, "for")


async def test_who_is_not_there_does_not_answer(street: Community, clock: StoryClock):
    with pytest.raises(NotAttending):
        await answers(street, NORTH, "for")
    clock.pass_by(minutes=5)
    await leaves(street, EAST)
    with pytest.raises(NotAttending):
        await answers(street, EAST, "for")


async def test_a_seat_that_is_vacant_or_of_another_organ_is_not_called(street: Community):
    for seat in (SOUTH, numbered("seat", 99)):
        with pytest.raises(SeatNotEntitled):
            await answers(street, seat, "for")


async def test_a_represented_seat_answers_by_its_proxy(street: Community, clock: StoryClock):
    await grants_proxy(street, CHEN, NORTH, WEST, meeting=MEETING)
    (event,) = events(await answers(street, NORTH, "for"))
    assert isinstance(event, RollCallAnswered)
    assert (event.answered_by, event.proxy) == (BEN, PROXY)
    await answers(street, EAST, "for")
    count = await counted(street, clock)
    assert count.weighted is not None
    assert count.weighted.in_favour == 2
    assert count.quorum is not None
    assert count.quorum.represented == 1


async def test_only_while_the_holder_of_the_proxy_is_there(street: Community):
    await grants_proxy(street, CHEN, NORTH, OFFICE)
    with pytest.raises(NotAttending):
        await answers(street, NORTH, "for")


async def test_the_giver_who_comes_after_all_answers_for_themselves(
    street: Community, clock: StoryClock
):
    await grants_proxy(street, CHEN, NORTH, WEST)
    await answers(street, NORTH, "for")
    await attends(street, NORTH)
    await answers(street, NORTH, "against")
    clock.pass_by(minutes=5)
    await leaves(street, NORTH)
    with pytest.raises(GiverVoted):
        await answers(street, NORTH, "for")
    await answers(street, EAST, "for")
    count = await counted(street, clock)
    assert count.weighted is not None
    assert (count.weighted.in_favour, count.weighted.against) == (1, 1)


async def test_a_proxy_that_is_revoked_takes_its_answer_along(street: Community, clock: StoryClock):
    await grants_proxy(street, CHEN, NORTH, WEST)
    await answers(street, NORTH, "for")
    await revokes(street, CHEN)
    await answers(street, EAST, "for")
    await answers(street, WEST, "for")
    count = await counted(street, clock)
    assert count.weighted is not None
    assert count.weighted.in_favour == 2


async def test_who_is_recused_does_not_answer_and_an_earlier_answer_is_gone(
    street: Community, clock: StoryClock
):
    await attends(street, NORTH, OFFICE)
    await answers(street, EAST, "for")
    await declares_interest(street, ADA)
    with pytest.raises(Recused):
        await answers(street, EAST, "for")
    await answers(street, WEST, "for")
    await answers(street, OFFICE, "against")
    count = await counted(street, clock)
    assert count.weighted is not None
    assert (count.weighted.in_favour, count.weighted.against) == (1, 1)


async def test_a_recused_holder_answers_for_nobody(street: Community):
    await grants_proxy(street, CHEN, NORTH, WEST)
    await declares_interest(street, BEN)
    with pytest.raises(NotAttending):
        await answers(street, NORTH, "for")


async def test_a_resident_seat_that_a_professional_answers_for_is_no_residents_answer(
    de_pijp: Community, clock: StoryClock
):
    """More than half of those answering must be residents: Ben and Ada are, and she is away."""
    share = {"at_the_vote": Quorum(numerator=1, denominator=2, comparison=">")}
    free = {"within_limit_of_weights": False}
    await founds_foundation(de_pijp, changed(CALLED, resident_majority=share, proxies=free))
    await in_session(de_pijp)
    await attends(de_pijp, WEST, OFFICE)
    await opened(de_pijp, item=ITEM)
    await grants_proxy(de_pijp, ADA, EAST, OFFICE)
    for seat in (EAST, WEST, OFFICE):
        await answers(de_pijp, seat, "for")
    count = await counted(de_pijp, clock)
    assert count.residents is not None
    assert (count.residents.residents, count.residents.voting) == (1, 3)
    assert count.outcome == "no_resident_quorum"
