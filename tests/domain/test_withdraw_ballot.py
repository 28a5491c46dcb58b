"""Who cast a ballot withdraws it before the close: as if it had never been cast."""

import pytest

from domain.ballots.errors import DecisionNotFound, NoBallotYet, VotingIsClosed
from domain.errors import OrganisationNotFound
from domain.events.ballots import BallotCast, BallotsOpened, BallotVoided, BallotWithdrawn
from tests.choices import result, withdraws
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    DEWI,
    EAST,
    NORTH,
    QUESTION,
    STRANGER,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await de_pijp.opens()
    return de_pijp


async def cast(street: Community, actor: str, seat: str, choice: str) -> BallotCast:
    (event,) = events(await street.votes(actor, seat, choice))
    assert isinstance(event, BallotCast)
    return event


async def test_what_was_chosen_is_gone_from_the_box(street: Community):
    ballot = await cast(street, ADA, EAST, "for")
    assert list(await street.unsealed(QUESTION)) == [ballot.choice.sealed]
    assert events(await withdraws(street, ADA, EAST)) == [
        BallotWithdrawn(ballot=ballot.ballot, decision=QUESTION, seat=EAST)
    ]
    assert await street.unsealed(QUESTION) == {}


async def test_it_is_in_no_number_of_the_result(street: Community, clock: StoryClock):
    await cast(street, ADA, EAST, "against")
    await cast(street, BEN, WEST, "for")
    await cast(street, CHEN, NORTH, "for")
    await withdraws(street, ADA, EAST)
    counted, declared = await result(street, clock)
    assert counted.majority is not None
    assert (counted.majority.received, counted.majority.present) == (2, 2)
    assert declared.outcome == "adopted"
    (opened,) = await street.history(BallotsOpened)
    assert [line.seat for line in opened.event.lines] == [WEST, NORTH]
    assert await street.history(BallotVoided) == []


async def test_the_ballot_that_it_replaced_does_not_come_back(street: Community, clock: StoryClock):
    await cast(street, ADA, EAST, "for")
    await cast(street, ADA, EAST, "against")
    await withdraws(street, ADA, EAST)
    with pytest.raises(NoBallotYet):
        await withdraws(street, ADA, EAST)
    counted, _ = await result(street, clock)
    assert counted.majority is not None
    assert counted.majority.received == 0


async def test_whoever_withdrew_may_vote_again(street: Community, clock: StoryClock):
    await cast(street, ADA, EAST, "against")
    await withdraws(street, ADA, EAST)
    again = await cast(street, ADA, EAST, "for")
    assert again.replaces is None
    counted, _ = await result(street, clock)
    assert counted.majority is not None
    assert counted.majority.in_favour == 1


async def test_only_who_cast_it_withdraws_it(street: Community, clock: StoryClock):
    await cast(street, ADA, EAST, "for")
    with pytest.raises(NoBallotYet) as refused:
        await withdraws(street, BEN, EAST)
    assert refused.value.facts == {"seat": EAST}
    clock.pass_by(hours=1)
    await street.vacates(EAST)
    await street.fills(EAST, DEWI, term_from=clock.now)
    with pytest.raises(NoBallotYet):
        await withdraws(street, DEWI, EAST)
    with pytest.raises(OrganisationNotFound):
        await withdraws(street, STRANGER, EAST)


async def test_after_the_deadline_every_ballot_stays(street: Community, clock: StoryClock):
    await cast(street, ADA, EAST, "for")
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await withdraws(street, ADA, EAST)
    await street.closes()
    with pytest.raises(VotingIsClosed):
        await withdraws(street, ADA, EAST, at=TOMORROW.replace(hour=11))


async def test_what_was_never_opened_is_not_found(street: Community):
    with pytest.raises(DecisionNotFound):
        await withdraws(street, ADA, EAST, decision=numbered("decision", 9))
