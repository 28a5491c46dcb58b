from datetime import timedelta

import pytest

from domain.ballots.errors import (
    DecisionNotFound,
    NotTheHolder,
    OtherProposal,
    SeatNotEntitled,
    VotingIsClosed,
)
from domain.errors import OrganisationNotFound
from domain.events.ballots import BallotCast
from domain.sealing import commitment
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    DEWI,
    EAST,
    NEXT_WEEK,
    QUESTION,
    SOUTH,
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


async def cast(street: Community, *asked: str, **more: object) -> BallotCast:
    (event,) = events(await street.votes(*asked, **more))
    assert isinstance(event, BallotCast)
    return event


async def test_a_holder_casts_the_ballot_of_their_seat(street: Community):
    ballot = await cast(street, ADA, EAST, "for", ballot=numbered("ballot", 1))
    assert (ballot.decision, ballot.seat, ballot.replaces) == (QUESTION, EAST, None)
    assert ballot.vote is None
    assert ballot.resident is None


async def test_the_choice_lies_in_the_box_and_the_record_is_bound_to_it(street: Community):
    ballot = await cast(street, ADA, EAST, "against")
    box = await street.unsealed(QUESTION)
    opened = box[ballot.choice.sealed]
    assert opened.value == b'"against"'
    assert commitment(opened.salt, opened.value) == ballot.choice.sealed
    page, _ = await street.ports.log.read_page(street.organisation, after=0, limit=99)
    assert not any(b"against" in s.record for s in page if s.type == "ballot.cast")


async def test_a_later_ballot_names_the_one_it_replaces(street: Community):
    first = await cast(street, ADA, EAST, "for")
    second = await cast(street, ADA, EAST, "against")
    third = await cast(street, ADA, EAST, "abstain")
    assert (second.replaces, third.replaces) == (first.ballot, second.ballot)


async def test_the_ballot_of_another_seat_is_not_replaced(street: Community):
    await cast(street, ADA, EAST, "for")
    assert (await cast(street, BEN, WEST, "for")).replaces is None


async def test_the_ballot_on_another_decision_is_not_replaced(street: Community):
    await cast(street, ADA, EAST, "for")
    other = numbered("decision", 2)
    await street.opens(decision=other)
    assert (await cast(street, ADA, EAST, "for", decision=other)).replaces is None


async def test_a_late_ballot_is_refused(street: Community, clock: StoryClock):
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await street.votes(ADA, EAST, "for")


async def test_a_ballot_at_the_last_moment_is_in_time(street: Community, clock: StoryClock):
    clock.now = TOMORROW - timedelta(microseconds=1)
    await street.votes(ADA, EAST, "for")


async def test_after_the_close_no_ballot_is_cast_whatever_its_time(
    street: Community, clock: StoryClock
):
    clock.now = TOMORROW
    await street.closes()
    with pytest.raises(VotingIsClosed):
        await street.votes(ADA, EAST, "for", at=TOMORROW - timedelta(hours=1))


async def test_somebody_without_a_seat_is_refused(street: Community):
    with pytest.raises(NotTheHolder):
        await street.votes(DEWI, EAST, "for")


async def test_a_vacant_seat_has_no_ballot(street: Community):
    with pytest.raises(NotTheHolder):
        await street.votes(DEWI, SOUTH, "for")


async def test_a_stranger_is_told_of_no_organisation(street: Community):
    with pytest.raises(OrganisationNotFound):
        await street.votes(STRANGER, EAST, "for")


async def test_nobody_votes_for_a_seat_before_their_term_or_after_it(
    street: Community, clock: StoryClock
):
    await street.fills(SOUTH, DEWI, term_from=TOMORROW)
    with pytest.raises(NotTheHolder):
        await street.votes(DEWI, SOUTH, "for")
    await street.opens(decision=numbered("decision", 2), closes_at=NEXT_WEEK)
    await street.vacates(EAST, at=TOMORROW)
    clock.now = TOMORROW
    await street.votes(DEWI, SOUTH, "for", decision=numbered("decision", 2))
    with pytest.raises(NotTheHolder):
        await street.votes(ADA, EAST, "for", decision=numbered("decision", 2))


async def test_a_successor_may_vote_and_replaces_the_ballot_of_the_seat(
    street: Community, clock: StoryClock
):
    first = await cast(street, ADA, EAST, "for")
    clock.pass_by(hours=1)
    await street.vacates(EAST)
    await street.fills(EAST, DEWI, term_from=clock.now)
    clock.pass_by(hours=1)
    assert (await cast(street, DEWI, EAST, "against")).replaces == first.ballot


async def test_a_seat_on_another_organ_has_no_say(street: Community):
    other = numbered("seat", 99)
    await street.establishes(other, organ="supervisory_board")
    await street.fills(other, DEWI)
    with pytest.raises(SeatNotEntitled):
        await street.votes(DEWI, other, "for")


async def test_a_ballot_on_a_text_that_was_not_proposed_is_refused(street: Community):
    first = await cast(street, ADA, EAST, "for")
    with pytest.raises(OtherProposal):
        await street.votes(ADA, EAST, "for", proposal="0" * 64)
    await street.votes(ADA, EAST, "for", proposal=first.proposal)


async def test_a_decision_that_was_never_opened_is_not_found(street: Community):
    with pytest.raises(DecisionNotFound):
        await street.votes(ADA, EAST, "for", decision=numbered("decision", 2))


async def test_a_decision_of_the_neighbours_is_not_found(street: Community, de_baarsjes: Community):
    await de_baarsjes.has_a_board()
    with pytest.raises(DecisionNotFound):
        await de_baarsjes.votes(ADA, EAST, "for")
