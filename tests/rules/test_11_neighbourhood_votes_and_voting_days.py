"""Rules, section 11: neighbourhood votes and voting days. One test per sentence."""

from datetime import timedelta
from typing import get_args

import pytest

from domain.ballots.errors import NotInElectorate
from domain.duties.naming import duty_id
from domain.events.ballots import BallotCast, BallotsOpened
from domain.events.duties import DutyDone, DutyOpened
from domain.events.plans import PlanAdopted, PlanAdoptedInVote
from domain.events.votes import Effect, VoteAnswered, VoteOpened
from domain.votes.errors import OrganNeedsStatutes
from domain.votes.open_vote import OpenVote
from tests.bylaws import FOUNDATION
from tests.conftest import StoryClock
from tests.residents import (
    BENCH,
    DEWI,
    GARDEN,
    MURAL,
    QUESTION,
    SWING,
    TOMORROW,
    VOTE,
    Community,
)
from tests.results import decides
from tests.votes import (
    ORGAN,
    answers,
    chooses,
    counted,
    ends,
    has_plans,
    lines,
    lives_here,
    neighbour,
    opens_over_plans,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await lives_here(de_pijp, 4)
    await has_plans(de_pijp)
    return de_pijp


async def garden_wins(street: Community, clock: StoryClock) -> None:
    for number in range(3):
        await chooses(street, number, [BENCH])
    await ends(street, clock)


async def test_the_legal_effect_stands_in_the_opened_event(street: Community, clock: StoryClock):
    """`effect = advisory | binding_by_prior_board_decision | organ`, in the opened event."""
    await decides(street, "for", "for", "for")
    await street.describes()
    await street.records_bylaws(ORGAN)
    for number, effect in enumerate(get_args(Effect), start=1):
        named = {"decision": QUESTION} if effect.startswith("binding") else {}
        vote = VOTE[:-1] + str(number)
        opened = await opens_over_plans(street, clock, vote=vote, effect=effect, **named)
        assert (opened.effect, opened.decision) == (effect, named.get("decision"))
    assert len(await street.history(VoteOpened)) == 3


async def test_advisory_a_dated_duty_of_the_board_to_adopt_or_give_reasons(
    street: Community, clock: StoryClock
):
    """Advisory: a dated duty of the board to adopt or give reasons, …"""
    opened = await opens_over_plans(street, clock)
    await garden_wins(street, clock)
    duty = (await street.history(DutyOpened))[-1].event
    assert isinstance(duty, DutyOpened)
    assert (duty.kind, duty.organ, duty.due_by) == ("answer_vote", "board", opened.answer_by)
    await answers(street, reasons="The ground is poisoned.")
    done = (await street.history(DutyDone))[-1].event
    assert done == DutyDone(duty=duty_id("answer_vote", VOTE), done_at=clock.now)


async def test_advisory_adoption_comes_with_the_boards_decision(
    street: Community, clock: StoryClock
):
    """… and adoption comes with that decision."""
    await opens_over_plans(street, clock)
    await garden_wins(street, clock)
    assert not await street.history(PlanAdopted, PlanAdoptedInVote)
    await decides(street, "for", "for", "for", plan=GARDEN)
    await answers(street, decision=QUESTION)
    assert [each.event for each in await street.history(PlanAdopted)] == [
        PlanAdopted(plan=GARDEN, decision=QUESTION)
    ]
    answer = (await street.history(VoteAnswered))[-1].event
    assert isinstance(answer, VoteAnswered)
    assert answer.decision == QUESTION


async def test_organ_needs_an_article_in_the_statutes(street: Community, clock: StoryClock):
    """`organ` needs an article in the statutes."""
    with pytest.raises(OrganNeedsStatutes):
        await opens_over_plans(street, clock, effect="organ")
    await street.describes()
    await street.records_bylaws(FOUNDATION)
    with pytest.raises(OrganNeedsStatutes):
        await opens_over_plans(street, clock, effect="organ")


async def test_with_that_article_the_effects_come_with_the_result(
    street: Community, clock: StoryClock
):
    """The opening, the count and the declaration with its effects are one append (section 5)."""
    await street.describes()
    await street.records_bylaws(ORGAN)
    await opens_over_plans(street, clock, effect="organ")
    await garden_wins(street, clock)
    (adopted,) = await street.history(PlanAdoptedInVote)
    assert adopted.event == PlanAdoptedInVote(plan=GARDEN, vote=VOTE)
    (opening,) = await street.history(BallotsOpened)
    assert (opening.time, opening.position) == (adopted.time, adopted.position - 3)


async def test_secret_by_default(street: Community, clock: StoryClock):
    """Residents vote in secret unless the opening says otherwise."""
    await street.opens_vote(secrecy=OpenVote.secrecy)
    for number in range(4):
        await chooses(street, number, [SWING])
    await ends(street, clock)
    assert all(
        (line.resident, line.ballot, line.salt) == (None,) * 3 for line in await lines(street)
    )


async def test_one_resident_one_ballot_and_a_later_one_replaces_it(
    street: Community, clock: StoryClock
):
    """One resident one ballot; a later ballot replaces an earlier one until the close."""
    await street.opens_vote(secrecy="secret")
    for number in range(3):
        await chooses(street, number, [BENCH])
    first = (await street.history(BallotCast))[0].event
    await chooses(street, 0, [MURAL])
    second = (await street.history(BallotCast))[-1].event
    assert isinstance(first, BallotCast)
    assert isinstance(second, BallotCast)
    assert (second.resident, second.replaces) == (neighbour(0), first.ballot)
    await ends(street, clock)
    count = (await counted(street)).allocation
    assert count is not None
    assert count.received == len(await lines(street)) == 3
    assert {each.project: each.votes for each in count.projects} == {BENCH: 2, MURAL: 1, SWING: 0}


async def test_who_came_after_the_opening_does_not_vote(street: Community):
    """The electorate is that of the opening's position, and nobody lists it (section 3)."""
    receipt = await street.opens_vote()
    opened = receipt.recorded[0].event
    assert isinstance(opened, VoteOpened)
    late = neighbour(9)
    await street.registers(late)
    with pytest.raises(NotInElectorate):
        await street.approves(late, [BENCH])
    await street.approves(DEWI, [BENCH], at=TOMORROW - timedelta(hours=1))
    assert opened.entitled == 8, "three on the board, Dewi, and four neighbours"
