import pytest

from domain.ballots.errors import AlreadyDeclared, NotYetClosed, VoteNotFound
from domain.errors import RoleRequired
from domain.events.ballots import BallotsOpened, ResultCounted, ResultDeclared
from domain.events.duties import DutyOpened
from domain.events.votes import GreedyRule
from domain.record import LARGEST_RECORD
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    CLERK,
    DE_PIJP,
    MURAL,
    SWING,
    TOMORROW,
    VOTE,
    Community,
    numbered,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.registers(ADA, BEN, CHEN)
    return de_pijp


async def result(street: Community, clock: StoryClock) -> tuple[ResultCounted, ResultDeclared]:
    clock.now = TOMORROW
    await street.closes(vote=VOTE)
    receipt = await street.declares_vote()
    *opened, counted, declared, duty = (recorded.event for recorded in receipt.recorded)
    assert all(isinstance(part, BallotsOpened) for part in opened)
    assert isinstance(duty, DutyOpened)
    assert isinstance(counted, ResultCounted)
    assert isinstance(declared, ResultDeclared)
    return counted, declared


async def test_projects_are_funded_by_votes_until_the_money_is_spent(
    street: Community, clock: StoryClock
):
    await street.opens_vote()
    await street.approves(ADA, [BENCH, SWING])
    await street.approves(BEN, [BENCH, MURAL, SWING])
    await street.approves(CHEN, [BENCH])
    counted, declared = await result(street, clock)
    assert declared == ResultDeclared(vote=VOTE, outcome="allocated", funded=(BENCH, SWING))
    assert counted.allocation is not None
    assert (counted.allocation.spent_cents, counted.allocation.left_cents) == (100_00, 0)
    assert [(p.project, p.votes, p.outcome) for p in counted.allocation.projects] == [
        (BENCH, 3, "funded"),
        (SWING, 2, "funded"),
        (MURAL, 1, "over_budget"),
    ]


async def test_the_first_project_over_the_budget_stops_the_count_or_is_passed_over(
    street: Community, clock: StoryClock
):
    await street.opens_vote(allocation=GreedyRule(over_budget="pass_over", group_caps=()))
    await street.approves(ADA, [BENCH, MURAL, SWING])
    await street.approves(BEN, [BENCH, MURAL])
    _, declared = await result(street, clock)
    assert declared.funded == (MURAL, SWING)


async def test_blank_ballots_are_counted_as_received(street: Community, clock: StoryClock):
    await street.opens_vote()
    await street.approves(ADA, [])
    await street.approves(BEN, [BENCH])
    counted, _ = await result(street, clock)
    assert counted.allocation is not None
    assert (counted.allocation.received, counted.allocation.blank) == (2, 1)


async def test_only_the_last_ballot_of_a_resident_counts(street: Community, clock: StoryClock):
    await street.opens_vote()
    await street.approves(ADA, [BENCH])
    await street.approves(ADA, [SWING])
    counted, _ = await result(street, clock)
    assert counted.allocation is not None
    assert counted.allocation.received == 1
    assert {p.project: p.votes for p in counted.allocation.projects} == {
        BENCH: 0,
        MURAL: 0,
        SWING: 1,
    }


async def test_the_box_is_empty_afterwards(street: Community, clock: StoryClock):
    await street.opens_vote()
    await street.approves(ADA, [BENCH])
    await result(street, clock)
    assert await street.unsealed(VOTE) == {}


async def test_a_vote_without_ballots_has_a_result(street: Community, clock: StoryClock):
    await street.opens_vote()
    counted, _ = await result(street, clock)
    assert counted.allocation is not None
    assert counted.allocation.received == 0


async def test_many_ballots_are_opened_in_parts_that_each_fit_one_record(
    de_pijp: Community, clock: StoryClock
):
    people = [numbered("person", number) for number in range(1_000, 1_400)]
    await de_pijp.registers(*people)
    await de_pijp.opens_vote()
    for person in people:
        await de_pijp.approves(person, [BENCH])
    counted, _ = await result(de_pijp, clock)
    opened = [recorded.event for recorded in await de_pijp.history(BallotsOpened)]
    assert len(opened) > 1
    assert [part.part for part in opened] == list(range(1, len(opened) + 1))
    assert {part.parts for part in opened} == {len(opened)}
    assert [line.resident for part in opened for line in part.lines] == people
    assert counted.allocation is not None
    assert counted.allocation.received == 400
    page, _ = await de_pijp.ports.log.read_page(DE_PIJP, after=0, limit=10_000)
    assert max(len(stored.record) for stored in page) <= LARGEST_RECORD


async def test_ballots_are_opened_only_after_the_close(street: Community, clock: StoryClock):
    await street.opens_vote()
    clock.now = TOMORROW
    with pytest.raises(NotYetClosed):
        await street.declares_vote()


async def test_a_result_is_declared_once(street: Community, clock: StoryClock):
    await street.opens_vote()
    await result(street, clock)
    with pytest.raises(AlreadyDeclared):
        await street.declares_vote()


async def test_what_was_never_opened_is_not_found(street: Community):
    with pytest.raises(VoteNotFound):
        await street.declares_vote(vote=numbered("vote", 9))


async def test_only_the_clerk_declares(street: Community, clock: StoryClock):
    await street.opens_vote()
    clock.now = TOMORROW
    await street.closes(vote=VOTE)
    with pytest.raises(RoleRequired):
        await street.declares_vote(ADA)
    await street.declares_vote(CLERK)
