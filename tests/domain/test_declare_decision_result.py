from datetime import datetime, timedelta

import pytest

from adapters.memory.log import MemoryLog
from domain.ballots.errors import (
    AlreadyDeclared,
    BallotUnreadable,
    DecisionNotFound,
    NotYetClosed,
)
from domain.errors import RoleRequired
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    ResultCounted,
    ResultDeclared,
)
from domain.events.plans import PlanAdopted
from domain.sealing import commitment
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    GARDEN,
    NEXT_WEEK,
    NORTH,
    QUESTION,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    numbered,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await de_pijp.proposes()
    await de_pijp.opens(plan=GARDEN)
    return de_pijp


async def result(street: Community, clock: StoryClock) -> tuple[ResultCounted, ResultDeclared]:
    clock.now = TOMORROW
    await street.closes()
    await street.declares()
    (counted,) = await street.history(ResultCounted)
    (declared,) = await street.history(ResultDeclared)
    assert isinstance(counted.event, ResultCounted)
    assert isinstance(declared.event, ResultDeclared)
    return counted.event, declared.event


async def test_opening_count_result_and_adoption_are_one_append(
    street: Community, clock: StoryClock
):
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    await street.votes(CHEN, NORTH, "against")
    clock.now = TOMORROW
    await street.closes()
    receipt = await street.declares()
    opened, counted, declared, adopted = receipt.recorded
    assert isinstance(opened.event, BallotsOpened)
    assert isinstance(counted.event, ResultCounted)
    assert counted.event.majority is not None
    assert (counted.event.majority.in_favour, counted.event.majority.against) == (2, 1)
    assert declared.event == ResultDeclared(decision=QUESTION, outcome="adopted")
    assert adopted.event == PlanAdopted(plan=GARDEN, decision=QUESTION)
    assert adopted.causation == declared.id
    assert [r.position for r in receipt.recorded] == list(
        range(opened.position, receipt.position + 1)
    )


async def test_ballots_are_opened_with_voter_salt_and_choice(street: Community, clock: StoryClock):
    for holder, seat, choice in ((ADA, EAST, "for"), (BEN, WEST, "abstain")):
        await street.votes(holder, seat, choice)
    await result(street, clock)
    cast = {r.event.ballot: r.event for r in await street.history(BallotCast)}
    (opened,) = await street.history(BallotsOpened)
    assert [(line.seat, line.choice) for line in opened.event.lines] == [
        (EAST, "for"),
        (WEST, "abstain"),
    ]
    for line in opened.event.lines:
        salt, value = bytes.fromhex(line.salt), f'"{line.choice}"'.encode()
        assert commitment(salt, value) == cast[line.ballot].choice.sealed


async def test_the_box_is_empty_afterwards(street: Community, clock: StoryClock):
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    assert len(await street.unsealed(QUESTION)) == 2
    await result(street, clock)
    assert await street.unsealed(QUESTION) == {}


async def test_only_the_last_ballot_of_a_seat_counts(street: Community, clock: StoryClock):
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "against")
    await street.votes(ADA, EAST, "against")
    counted, declared = await result(street, clock)
    assert counted.majority is not None
    assert (counted.majority.received, counted.majority.against) == (2, 2)
    assert declared.outcome == "rejected"


async def test_a_plan_that_was_rejected_is_not_adopted(street: Community, clock: StoryClock):
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "against")
    _, declared = await result(street, clock)
    assert declared.outcome == "rejected"
    assert await street.history(PlanAdopted) == []


async def test_too_few_seats_present_is_no_quorum(street: Community, clock: StoryClock):
    await street.votes(ADA, EAST, "for")
    counted, declared = await result(street, clock)
    assert declared.outcome == "no_quorum"
    assert counted.majority is not None
    assert (counted.majority.present, counted.majority.in_office) == (1, 3)


async def test_without_any_ballot_one_empty_opening_is_recorded(
    street: Community, clock: StoryClock
):
    _, declared = await result(street, clock)
    (opened,) = await street.history(BallotsOpened)
    assert (opened.event.lines, opened.event.part, opened.event.parts) == ((), 1, 1)
    assert declared.outcome == "no_quorum"


async def test_only_abstentions_are_no_votes(street: Community, clock: StoryClock):
    await street.votes(ADA, EAST, "abstain")
    await street.votes(BEN, WEST, "abstain")
    _, declared = await result(street, clock)
    assert declared.outcome == "no_votes"


async def test_fewer_voters_than_needed_is_too_few(de_pijp: Community, clock: StoryClock):
    await de_pijp.has_a_board()
    await de_pijp.opens(min_voters=3)
    await de_pijp.votes(ADA, EAST, "for")
    await de_pijp.votes(BEN, WEST, "for")
    _, declared = await result(de_pijp, clock)
    assert declared.outcome == "too_few_voters"


async def test_the_ballot_of_a_holder_who_left_before_the_close_is_voided(
    street: Community, clock: StoryClock
):
    left = await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    clock.pass_by(hours=1)
    await street.vacates(EAST)
    counted, _ = await result(street, clock)
    (voided,) = await street.history(BallotVoided)
    assert voided.event == BallotVoided(
        ballot=left.recorded[0].event.ballot,
        decision=QUESTION,
        seat=EAST,
        ground="left_office",
    )
    assert counted.majority is not None
    assert (counted.majority.received, counted.majority.in_office) == (1, 2)
    (opened,) = await street.history(BallotsOpened)
    assert [line.seat for line in opened.event.lines] == [WEST]


async def test_the_ballot_of_a_holder_who_left_does_not_become_their_successors(
    street: Community, clock: StoryClock
):
    await street.votes(ADA, EAST, "for")
    clock.pass_by(hours=1)
    await street.vacates(EAST)
    await street.fills(EAST, DEWI, term_from=clock.now)
    counted, _ = await result(street, clock)
    assert counted.majority is not None
    assert (counted.majority.received, counted.majority.in_office) == (0, 3)
    assert len(await street.history(BallotVoided)) == 1


async def test_a_successors_ballot_counts(street: Community, clock: StoryClock):
    await street.votes(ADA, EAST, "for")
    clock.pass_by(hours=1)
    await street.vacates(EAST)
    await street.fills(EAST, DEWI, term_from=clock.now)
    await street.votes(DEWI, EAST, "against")
    counted, _ = await result(street, clock)
    assert counted.majority is not None
    assert (counted.majority.in_favour, counted.majority.against) == (0, 1)
    assert await street.history(BallotVoided) == []


async def test_a_seat_filled_after_the_opening_may_vote(street: Community, clock: StoryClock):
    await street.fills(SOUTH, DEWI)
    await street.votes(DEWI, SOUTH, "for")
    counted, _ = await result(street, clock)
    assert counted.majority is not None
    assert (counted.majority.received, counted.majority.in_office) == (1, 4)


@pytest.mark.parametrize("left_at", [TOMORROW - timedelta(hours=1), TOMORROW, NEXT_WEEK])
async def test_a_seat_vacated_after_the_close_still_counts(
    street: Community, clock: StoryClock, left_at: datetime
):
    """Whatever moment is recorded for it: at the close nobody knew."""
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    clock.now = TOMORROW
    await street.closes()
    await street.vacates(EAST, at=left_at)
    await street.declares()
    (counted,) = await street.history(ResultCounted)
    assert (counted.event.majority.received, counted.event.majority.in_office) == (2, 3)
    assert await street.history(BallotVoided) == []


async def test_a_holder_who_leaves_later_but_was_announced_before_the_close_counts(
    street: Community, clock: StoryClock
):
    await street.votes(ADA, EAST, "for")
    await street.vacates(EAST, at=NEXT_WEEK)
    counted, _ = await result(street, clock)
    assert counted.majority is not None
    assert (counted.majority.received, counted.majority.in_office) == (1, 3)


async def test_ballots_are_opened_only_after_the_close(street: Community, clock: StoryClock):
    clock.now = TOMORROW
    with pytest.raises(NotYetClosed):
        await street.declares()


async def test_a_result_is_declared_once(street: Community, clock: StoryClock):
    await result(street, clock)
    with pytest.raises(AlreadyDeclared):
        await street.declares()


async def test_a_plan_that_another_decision_adopted_meanwhile_is_not_adopted_twice(
    street: Community, clock: StoryClock
):
    other = numbered("decision", 2)
    await street.opens(decision=other, plan=GARDEN)
    for decision in (QUESTION, other):
        await street.votes(ADA, EAST, "for", decision=decision)
        await street.votes(BEN, WEST, "for", decision=decision)
    clock.now = TOMORROW
    for decision in (QUESTION, other):
        await street.closes(decision=decision)
        await street.declares(decision=decision)
    assert [r.event.outcome for r in await street.history(ResultDeclared)] == ["adopted"] * 2
    assert len(await street.history(PlanAdopted)) == 1


async def test_a_box_that_lost_a_ballot_is_not_counted(street: Community, clock: StoryClock):
    await street.votes(ADA, EAST, "for")
    await lose_the_ballots_of(QUESTION, street)
    clock.now = TOMORROW
    await street.closes()
    with pytest.raises(BallotUnreadable):
        await street.declares()
    assert await street.history(ResultDeclared) == []


async def lose_the_ballots_of(box: str, street: Community) -> None:
    log = street.ports.log
    assert isinstance(log, MemoryLog)
    log._of(street.organisation).values.pop(box)


async def test_what_was_never_opened_is_not_found(street: Community):
    with pytest.raises(DecisionNotFound):
        await street.declares(decision=numbered("decision", 9))


async def test_only_the_clerk_declares(street: Community, clock: StoryClock):
    clock.now = TOMORROW
    await street.closes()
    with pytest.raises(RoleRequired):
        await street.declares(ADA)
    await street.declares(CLERK)
