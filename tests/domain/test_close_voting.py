import pytest

from domain.ballots.errors import AlreadyClosed, DecisionNotFound, VoteNotFound, VotingStillOpen
from domain.errors import RoleRequired
from domain.events.ballots import VotingClosed
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    CLERK,
    QUESTION,
    TOMORROW,
    VOTE,
    Community,
    events,
    numbered,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await de_pijp.opens()
    await de_pijp.opens_vote()
    return de_pijp


async def test_voting_closes_at_its_moment(street: Community, clock: StoryClock):
    clock.now = TOMORROW
    assert events(await street.closes()) == [VotingClosed(decision=QUESTION)]
    assert events(await street.closes(vote=VOTE)) == [VotingClosed(vote=VOTE)]


async def test_a_clerk_may_record_that_voting_closed(street: Community, clock: StoryClock):
    clock.now = TOMORROW
    await street.closes(CLERK)


async def test_nobody_closes_voting_early(street: Community):
    with pytest.raises(VotingStillOpen):
        await street.closes()
    with pytest.raises(VotingStillOpen):
        await street.closes(CLERK, vote=VOTE)


async def test_a_vote_from_a_file_closes_when_its_clerk_says_so(street: Community):
    imported = numbered("vote", 2)
    projects = tuple(numbered("project", number) for number in (11, 12, 13))
    await street.opens_vote(vote=imported, project_ids=projects, imported_from="0" * 64)
    with pytest.raises(VotingStillOpen):
        await street.closes(vote=imported)
    await street.closes(CLERK, vote=imported)


async def test_voting_closes_once(street: Community, clock: StoryClock):
    clock.now = TOMORROW
    await street.closes()
    with pytest.raises(AlreadyClosed):
        await street.closes()


async def test_what_was_never_opened_is_not_found(street: Community):
    with pytest.raises(DecisionNotFound):
        await street.closes(decision=numbered("decision", 9))
    with pytest.raises(VoteNotFound):
        await street.closes(vote=numbered("vote", 9))


async def test_nobody_else_closes_voting(street: Community, clock: StoryClock):
    clock.now = TOMORROW
    with pytest.raises(RoleRequired):
        await street.closes(ADA)
