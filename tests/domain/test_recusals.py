"""Interests: declared, challenged, ruled on; and what becomes of the ballot that stood."""

from datetime import timedelta

import pytest

from domain.ballots.errors import DecisionNotFound, VotingIsClosed
from domain.decisions.errors import AlreadyOpened, Recused
from domain.errors import OrganisationNotFound
from domain.events.ballots import BallotCast, BallotVoided, ResultCounted
from domain.events.decisions import DecisionDrafted, DecisionExpired, DecisionOpened
from domain.events.recusals import (
    ChallengeRuled,
    InterestChallenged,
    InterestDeclared,
    InterestDenied,
)
from domain.meetings.errors import ChairOrClerkRequired
from domain.ports import Append
from domain.recusals.errors import (
    ChallengedAlready,
    ChallengeOfOneself,
    EverybodyChallenged,
    MayNotRule,
    NotChallenged,
    NotOnTheOrgan,
    OthersRule,
    RecusedAlready,
)
from projections.recount import recount
from tests.conftest import StoryClock
from tests.recusals import challenges, declares_interest, denies, rules
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    NORTH,
    QUESTION,
    SOUTH,
    STRANGER,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import assigns, begins_absence, stands_in
from tests.story import Story, as_record

DRAFT = numbered("decision", 3)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Ada, Ben, Chen and Dewi, each on a seat; the question is put to the vote."""
    await de_pijp.has_a_board()
    await de_pijp.fills(SOUTH, DEWI)
    await de_pijp.opens()
    return de_pijp


async def counted(street: Community, clock: StoryClock) -> ResultCounted:
    """The auditor comes to the same."""
    clock.now = TOMORROW
    await street.closes()
    receipt = await street.declares()
    assert recount(QUESTION, await street.history()).findings == ()
    return next(e for e in events(receipt) if isinstance(e, ResultCounted))


async def happens(street: Community, *told: object) -> None:
    """What another act would have recorded."""
    history = (await street.history())[-1]
    story = Story()
    story.now = street.ports.clock()
    for event in told:
        story.happens(event)  # type: ignore[arg-type]
    records = [as_record(each) for each in story.history]
    await street.ports.log.append(
        street.organisation, Append(records=records, after=history.position)
    )


async def test_who_declares_an_interest_has_no_vote_any_more(street: Community):
    (event,) = events(await declares_interest(street, ADA))
    assert isinstance(event, InterestDeclared)
    assert (event.decision, event.person) == (QUESTION, ADA)
    with pytest.raises(Recused):
        await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")


async def test_what_the_interest_is_lies_in_the_vault(street: Community):
    (event,) = events(await declares_interest(street, ADA, interest="My own plot."))
    assert isinstance(event, InterestDeclared)
    assert (await street.unsealed(ADA))[event.interest.sealed].value == b'"My own plot."'
    page, _ = await street.ports.log.read_page(street.organisation, after=0, limit=99)
    assert not any(b"plot" in stored.record for stored in page)


async def test_a_ballot_that_stood_is_voided_and_what_was_chosen_is_gone(street: Community):
    cast = events(await street.votes(ADA, EAST, "for"))[0]
    assert isinstance(cast, BallotCast)
    await street.votes(BEN, WEST, "for")
    declared, voided = events(await declares_interest(street, ADA))
    assert isinstance(declared, InterestDeclared)
    assert isinstance(voided, BallotVoided)
    assert (voided.ballot, voided.seat, voided.ground) == (cast.ballot, EAST, "recused")
    box = await street.unsealed(QUESTION)
    assert cast.choice.sealed not in box
    assert len(box) == 1


async def test_only_the_ballot_that_stood_is_voided(street: Community):
    await street.votes(ADA, EAST, "for")
    await street.votes(ADA, EAST, "against")
    assert len(events(await declares_interest(street, ADA))) == 2


async def test_a_recused_seat_leaves_numerator_denominator_and_quorum(
    street: Community, clock: StoryClock
):
    for person, seat in ((ADA, EAST), (BEN, WEST), (CHEN, NORTH)):
        await street.votes(person, seat, "for")
    await declares_interest(street, ADA)
    count = await counted(street, clock)
    assert count.majority is not None
    assert (count.majority.in_favour, count.majority.received) == (2, 2)
    assert (count.majority.in_office, count.majority.all_seats) == (3, 4)
    assert count.quorum is not None
    assert (count.quorum.asked, count.quorum.recused) == (3, 1)


async def test_a_stand_in_with_an_interest_is_recused_and_the_ballot_voided(
    street: Community, clock: StoryClock
):
    await street.vacates(SOUTH, at=clock.now)
    await begins_absence(street, EAST)
    await stands_in(street, EAST, DEWI)
    await street.votes(DEWI, EAST, "for")
    _, voided = events(await declares_interest(street, DEWI))
    assert isinstance(voided, BallotVoided)
    assert voided.seat == EAST


async def test_the_interest_of_who_is_away_is_not_that_of_the_stand_in(
    street: Community, clock: StoryClock
):
    await street.vacates(SOUTH, at=clock.now)
    await begins_absence(street, EAST)
    await stands_in(street, EAST, DEWI)
    await street.votes(DEWI, EAST, "for")
    assert len(events(await declares_interest(street, ADA))) == 1
    await street.votes(BEN, WEST, "for")
    count = await counted(street, clock)
    assert count.majority is not None
    assert count.majority.in_favour == 2


async def test_an_interest_is_declared_once(street: Community):
    await declares_interest(street, ADA)
    with pytest.raises(RecusedAlready):
        await declares_interest(street, ADA)


async def test_who_has_no_seat_there_declares_nothing(street: Community, clock: StoryClock):
    await street.vacates(SOUTH, at=clock.now)
    with pytest.raises(NotOnTheOrgan):
        await declares_interest(street, DEWI)
    with pytest.raises(OrganisationNotFound):
        await declares_interest(street, STRANGER)


async def test_an_interest_is_declared_until_the_close(street: Community, clock: StoryClock):
    clock.now = TOMORROW - timedelta(microseconds=1)
    await declares_interest(street, ADA)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await declares_interest(street, BEN)
    await street.closes()
    with pytest.raises(VotingIsClosed):
        await declares_interest(street, BEN, at=TOMORROW - timedelta(hours=1))


async def test_no_interest_in_a_decision_that_is_not_there(street: Community):
    with pytest.raises(DecisionNotFound):
        await declares_interest(street, ADA, decision=numbered("decision", 9))


async def test_on_a_draft_too_and_it_stays_so_when_it_is_put_to_the_vote(street: Community):
    drafted = DecisionDrafted(decision=DRAFT, organ="board", question="Shall we?")
    await happens(street, drafted)
    await declares_interest(street, ADA, decision=DRAFT)
    (opened,) = events(await street.opens(draft=DRAFT))
    assert isinstance(opened, DecisionOpened)
    assert opened.recused == (ADA,)
    with pytest.raises(Recused):
        await street.votes(ADA, EAST, "for", decision=DRAFT)


async def test_not_on_a_draft_that_expired(street: Community):
    drafted = DecisionDrafted(decision=DRAFT, organ="board", question="Shall we?")
    await happens(street, drafted, DecisionExpired(decision=DRAFT))
    with pytest.raises(AlreadyOpened):
        await declares_interest(street, ADA, decision=DRAFT)


async def test_somebody_entitled_challenges_another_one(street: Community):
    (event,) = events(await challenges(street, BEN, ADA, grounds="Her brother's firm."))
    assert isinstance(event, InterestChallenged)
    assert (event.person, event.challenger) == (ADA, BEN)
    assert (await street.unsealed(BEN))[event.grounds.sealed].value == b'"Her brother\'s firm."'
    await street.votes(ADA, EAST, "for")


async def test_nobody_is_challenged_twice(street: Community):
    await challenges(street, BEN, ADA)
    with pytest.raises(ChallengedAlready):
        await challenges(street, CHEN, ADA)
    await rules(street, ADA, against=(WEST,))
    with pytest.raises(ChallengedAlready):
        await challenges(street, CHEN, ADA)


async def test_who_may_challenge_and_whom(street: Community, clock: StoryClock):
    await street.vacates(SOUTH, at=clock.now)
    with pytest.raises(NotOnTheOrgan):
        await challenges(street, DEWI, ADA)
    with pytest.raises(NotOnTheOrgan):
        await challenges(street, ADA, DEWI)
    with pytest.raises(ChallengeOfOneself):
        await challenges(street, ADA, ADA)
    await declares_interest(street, ADA)
    with pytest.raises(Recused):
        await challenges(street, ADA, BEN)
    with pytest.raises(RecusedAlready):
        await challenges(street, BEN, ADA)


async def test_who_declares_after_a_challenge_needs_no_ruling(street: Community):
    await challenges(street, BEN, ADA)
    await declares_interest(street, ADA)
    with pytest.raises(NotChallenged):
        await rules(street, ADA, (WEST,))


async def test_the_majority_recuses_and_the_ballot_is_voided(street: Community):
    cast = events(await street.votes(ADA, EAST, "for"))[0]
    assert isinstance(cast, BallotCast)
    await challenges(street, BEN, ADA)
    ruled, voided = events(await rules(street, ADA, (WEST, NORTH), (SOUTH,)))
    assert isinstance(ruled, ChallengeRuled)
    assert ruled.recused
    assert isinstance(voided, BallotVoided)
    assert (voided.ballot, voided.ground) == (cast.ballot, "recused")
    assert cast.choice.sealed not in await street.unsealed(QUESTION)
    with pytest.raises(Recused):
        await street.votes(ADA, EAST, "for")


async def test_a_tie_does_not_recuse_and_the_ballot_stays(street: Community):
    await street.votes(ADA, EAST, "for")
    await challenges(street, BEN, ADA)
    (ruled,) = events(await rules(street, ADA, (WEST,), (NORTH,)))
    assert isinstance(ruled, ChallengeRuled)
    assert not ruled.recused
    await street.votes(ADA, EAST, "against")


async def test_who_may_rule(street: Community, clock: StoryClock):
    await challenges(street, BEN, ADA, CHEN)
    await declares_interest(street, DEWI)
    for wrong in ((EAST,), (NORTH,), (SOUTH,), (WEST, WEST), (numbered("seat", 9),), ()):
        with pytest.raises(MayNotRule):
            await rules(street, ADA, wrong)
    with pytest.raises(MayNotRule):
        await rules(street, ADA, (WEST,), (WEST,))
    await rules(street, ADA, against=(WEST,))
    # Ada is cleared, and rules on Chen with Ben.
    await rules(street, CHEN, (WEST, EAST))


async def test_a_vacant_seat_and_one_of_another_organ_rule_nothing(
    street: Community, clock: StoryClock
):
    await challenges(street, BEN, ADA)
    await street.vacates(SOUTH, at=clock.now)
    with pytest.raises(MayNotRule):
        await rules(street, ADA, (SOUTH,))
    other = numbered("seat", 99)
    await street.establishes(other, organ="supervisory_board")
    await street.fills(other, DEWI)
    with pytest.raises(MayNotRule):
        await rules(street, ADA, (other,))


async def test_the_chair_records_a_ruling_unless_it_is_about_the_chair(street: Community):
    await assigns(street, EAST)
    await challenges(street, ADA, BEN)
    with pytest.raises(ChairOrClerkRequired):
        await rules(street, BEN, (EAST,), actor=CHEN)
    await rules(street, BEN, (EAST,), actor=ADA)
    await challenges(street, CHEN, ADA)
    with pytest.raises(Recused):
        await rules(street, ADA, against=(NORTH,), actor=ADA)
    await rules(street, ADA, against=(NORTH,), actor=CLERK)


async def test_what_nobody_challenged_is_not_ruled_on(street: Community):
    with pytest.raises(NotChallenged):
        await rules(street, ADA, (WEST,))


async def test_if_all_are_challenged_each_declares_for_themselves(street: Community):
    await challenges(street, BEN, ADA, CHEN, DEWI)
    with pytest.raises(OthersRule):
        await denies(street, ADA)
    await challenges(street, ADA, BEN)
    with pytest.raises(EverybodyChallenged):
        await rules(street, ADA, (WEST,))
    (denied,) = events(await denies(street, ADA))
    assert isinstance(denied, InterestDenied)
    await declares_interest(street, BEN)
    # Who cleared themselves does not rule on the others.
    with pytest.raises(EverybodyChallenged):
        await rules(street, CHEN, (EAST,))
    await denies(street, CHEN, DEWI)
    with pytest.raises(NotChallenged):
        await denies(street, CHEN)
    await street.votes(ADA, EAST, "for")
    with pytest.raises(Recused):
        await street.votes(BEN, WEST, "for")


async def test_who_comes_on_the_organ_later_rules(street: Community, clock: StoryClock):
    await street.vacates(SOUTH, at=clock.now)
    await challenges(street, BEN, ADA, CHEN)
    await challenges(street, ADA, BEN)
    clock.pass_by(hours=1)
    await street.fills(SOUTH, DEWI, term_from=clock.now)
    with pytest.raises(OthersRule):
        await denies(street, ADA)
    await rules(street, ADA, (SOUTH,))


async def test_a_challenge_that_nobody_ruled_on_recuses_nobody(
    street: Community, clock: StoryClock
):
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    await challenges(street, BEN, ADA)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await rules(street, ADA, (WEST,))
    count = await counted(street, clock)
    assert count.majority is not None
    assert count.majority.in_favour == 2
