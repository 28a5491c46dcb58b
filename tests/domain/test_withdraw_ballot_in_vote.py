"""A resident withdraws their ballot in a neighbourhood vote: as if it had never been cast."""

import pytest

from domain.ballots.errors import NoBallotYet, VoteNotFound, VotingIsClosed
from domain.carry_out import Receipt
from domain.errors import OrganisationNotFound
from domain.events.ballots import BallotCast, BallotWithdrawn, ResultCounted
from domain.ids import PersonId
from domain.votes.withdraw_ballot import WithdrawBallotInVote
from projections.recount import recount
from tests.conftest import StoryClock
from tests.projections.found import found_for
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    MURAL,
    STRANGER,
    SWING,
    TOMORROW,
    VOTE,
    Community,
    events,
    numbered,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.registers(ADA, BEN, CHEN)
    await de_pijp.opens_vote()
    return de_pijp


async def withdraws(street: Community, actor: PersonId = ADA, vote: str = VOTE) -> Receipt:
    return await street.does(actor, WithdrawBallotInVote, vote=vote)


async def cast(street: Community, actor: PersonId, *projects: str) -> BallotCast:
    (event,) = events(await street.approves(actor, projects))  # type: ignore[arg-type]
    assert isinstance(event, BallotCast)
    return event


async def test_what_was_chosen_is_gone_from_the_box(street: Community):
    ballot = await cast(street, ADA, BENCH)
    kept = await cast(street, BEN, MURAL)
    assert events(await withdraws(street)) == [
        BallotWithdrawn(ballot=ballot.ballot, vote=VOTE, resident=ADA)
    ]
    assert {ballot.choice.sealed, kept.choice.sealed} & set(await street.unsealed(VOTE)) == {
        kept.choice.sealed
    }


async def test_it_is_in_no_number_of_the_result(street: Community, clock: StoryClock):
    await cast(street, ADA, BENCH)
    await cast(street, ADA, MURAL)
    await cast(street, BEN, SWING)
    await withdraws(street)
    clock.now = TOMORROW
    await street.closes(vote=VOTE)
    await street.declares_vote()
    (counted,) = await street.history(ResultCounted)
    assert isinstance(counted.event, ResultCounted)
    assert counted.event.allocation is not None
    assert counted.event.allocation.received == 1
    assert recount(VOTE, found_for(VOTE, await street.history())).findings == ()


async def test_whoever_withdrew_may_vote_again(street: Community):
    await cast(street, ADA, BENCH)
    await withdraws(street)
    with pytest.raises(NoBallotYet):
        await withdraws(street)
    assert (await cast(street, ADA, SWING)).replaces is None
    await withdraws(street)


async def test_nobody_withdraws_the_ballot_of_another(street: Community):
    await cast(street, ADA, BENCH)
    with pytest.raises(NoBallotYet):
        await withdraws(street, BEN)
    with pytest.raises(OrganisationNotFound):
        await withdraws(street, STRANGER)


async def test_after_the_deadline_every_ballot_stays(street: Community, clock: StoryClock):
    await cast(street, ADA, BENCH)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await withdraws(street)
    await street.closes(vote=VOTE)
    with pytest.raises(VotingIsClosed):
        await withdraws(street)


async def test_what_was_never_opened_is_not_found(street: Community):
    with pytest.raises(VoteNotFound):
        await withdraws(street, vote=numbered("vote", 9))
