"""A deadline is extended before it passes, for everybody, and never shortened."""

from datetime import timedelta
from typing import Any

import pytest

from domain.ballots.errors import (
    DeadlineNotLater,
    DecisionNotFound,
    VoteNotFound,
    VotingIsClosed,
    VotingStillOpen,
)
from domain.ballots.extend_deadline import ExtendDeadline
from domain.carry_out import Receipt
from domain.errors import RoleRequired
from domain.events.ballots import DeadlineExtended
from domain.ids import PersonId
from tests.choices import withdraws
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CLERK,
    EAST,
    NEXT_WEEK,
    QUESTION,
    TOMORROW,
    VOTE,
    WEST,
    Community,
    events,
    numbered,
)

MOMENT = timedelta(microseconds=1)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await de_pijp.opens()
    await de_pijp.opens_vote()
    return de_pijp


async def extends(street: Community, actor: PersonId = CLERK, **asked: Any) -> Receipt:
    subject = {} if "vote" in asked else {"decision": QUESTION}
    given = {**subject, "closes_at": NEXT_WEEK, **asked}
    return await street.does(actor, ExtendDeadline, **given)


async def test_ballots_are_in_time_until_the_new_deadline(street: Community, clock: StoryClock):
    assert events(await extends(street)) == [
        DeadlineExtended(closes_at=NEXT_WEEK, decision=QUESTION)
    ]
    clock.now = NEXT_WEEK - MOMENT
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    await withdraws(street, BEN, WEST)
    with pytest.raises(VotingStillOpen):
        await street.closes()
    clock.now = NEXT_WEEK
    with pytest.raises(VotingIsClosed):
        await street.votes(ADA, EAST, "against")
    await street.closes()
    await street.declares()


async def test_who_is_entitled_is_so_at_the_new_deadline(street: Community, clock: StoryClock):
    await street.votes(ADA, EAST, "for")
    await extends(street)
    await street.vacates(EAST, at=TOMORROW)
    clock.now = NEXT_WEEK
    await street.closes()
    receipt = await street.declares()
    voided = receipt.recorded[0].event
    assert (voided.NAME, voided.ground) == ("ballot.voided", "left_office")  # type: ignore[attr-defined]


async def test_a_neighbourhood_vote_goes_on_for_all(street: Community, clock: StoryClock):
    assert events(await extends(street, vote=VOTE)) == [
        DeadlineExtended(closes_at=NEXT_WEEK, vote=VOTE)
    ]
    clock.now = NEXT_WEEK - MOMENT
    await street.approves(ADA, [BENCH])
    clock.now = NEXT_WEEK
    await street.closes(vote=VOTE)
    await street.declares_vote()


async def test_a_deadline_is_never_shortened(street: Community):
    for earlier in (TOMORROW, TOMORROW - MOMENT):
        with pytest.raises(DeadlineNotLater):
            await extends(street, closes_at=earlier)
    await extends(street)
    with pytest.raises(DeadlineNotLater):
        await extends(street, closes_at=NEXT_WEEK - MOMENT)
    await extends(street, closes_at=NEXT_WEEK + MOMENT)


async def test_a_deadline_that_passed_is_not_extended(street: Community, clock: StoryClock):
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await extends(street)
    await street.closes()
    with pytest.raises(VotingIsClosed):
        await extends(street, at=TOMORROW - MOMENT)


async def test_only_a_clerk_extends_it(street: Community):
    with pytest.raises(RoleRequired):
        await extends(street, ADA)


async def test_what_was_never_opened_is_not_found(street: Community):
    with pytest.raises(DecisionNotFound):
        await extends(street, decision=numbered("decision", 9))
    with pytest.raises(VoteNotFound):
        await extends(street, vote=numbered("vote", 9))
