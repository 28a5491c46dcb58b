"""A plan in other words, until it is voted on."""

import pytest

from domain.decisions.options import NewOption
from domain.events.decisions import DecisionOpened
from domain.events.plans import BudgetLine, Particular, PlanRevised
from domain.ids import DecisionId, PlanId
from domain.plans.errors import (
    CarrierRequired,
    CurrencyMissing,
    IndicatorNotFound,
    NothingRevised,
    PlanHalted,
    PlanStands,
    VotedOnNow,
)
from domain.results.withdraw_proposal import WithdrawProposal
from tests.conftest import StoryClock
from tests.deliberation import amends
from tests.plans import adopts, joins, leaves, revises, stops
from tests.residents import ADA, BEN, CLERK, DEWI, GARDEN, QUESTION, Community, events, numbered

ROOFS = PlanId(numbered("plan", 2))
NEXT = DecisionId(numbered("decision", 9))


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Ada has proposed a garden."""
    await de_pijp.has_a_board()
    await de_pijp.proposes(ADA)
    return de_pijp


async def test_a_revision_says_what_changed_and_is_counted(street: Community):
    assert events(await revises(street, text="Beans and a well.", why="There is water.")) == [
        PlanRevised(plan=GARDEN, revision=2, text="Beans and a well.", why="There is water.")
    ]
    budget = (BudgetLine(what="A well", cents=1_200_00),)
    (third,) = events(await revises(street, budget=budget, currency="EUR"))
    assert third == PlanRevised(plan=GARDEN, revision=3, budget=budget, currency="EUR")


async def test_what_was_revised_is_what_is_voted_on(street: Community):
    await revises(street, text="Beans and a well.")
    (opened,) = events(await street.opens(plan=GARDEN))
    assert isinstance(opened, DecisionOpened)
    await street.proposes(BEN, plan=ROOFS, text="Beans and a well.")
    (same,) = events(await street.opens(plan=ROOFS, decision=NEXT))
    assert isinstance(same, DecisionOpened)
    assert opened.proposal == same.proposal


async def test_whoever_joined_may_revise_and_whoever_left_may_not(street: Community):
    with pytest.raises(CarrierRequired):
        await revises(street, DEWI, text="Mine.")
    await joins(street, DEWI)
    await revises(street, DEWI, text="Ours.")
    await leaves(street, DEWI)
    with pytest.raises(CarrierRequired):
        await revises(street, DEWI, text="Mine.")
    await leaves(street, ADA)
    with pytest.raises(CarrierRequired):
        await revises(street, ADA, text="Mine.")


async def test_facilitator_and_clerk_may_revise(street: Community):
    await street.grants(DEWI, "facilitator")
    await revises(street, DEWI, text="In plain words.")
    await revises(street, CLERK, text="Without a typing error.")


async def test_a_revision_changes_something(street: Community):
    with pytest.raises(NothingRevised):
        await revises(street, text="Beans and flowers.")


async def test_a_revised_plan_is_as_sound_as_a_proposed_one(street: Community):
    with pytest.raises(CurrencyMissing):
        await revises(street, budget=(BudgetLine(what="A well", cents=1),))
    with pytest.raises(IndicatorNotFound):
        await revises(street, particulars=(Particular(indicator="jobs", target=1),))


async def test_nothing_changes_while_people_vote_on_it(street: Community):
    await street.opens(plan=GARDEN)
    with pytest.raises(VotedOnNow):
        await revises(street, text="Beans and a well.")
    await street.does(CLERK, WithdrawProposal, decision=QUESTION)
    await revises(street, text="Beans and a well.")


async def test_nothing_changes_while_it_is_one_of_the_choices(street: Community):
    await street.proposes(BEN, plan=ROOFS, theme="energy")
    options = (NewOption(plan=GARDEN), NewOption(plan=ROOFS))
    await street.opens(method="plurality", threshold=None, options=options)
    with pytest.raises(VotedOnNow):
        await revises(street, text="Beans and a well.")
    await street.does(CLERK, WithdrawProposal, decision=QUESTION)
    await revises(street, text="Beans and a well.")


async def test_nothing_changes_while_the_next_question_about_it_runs(street: Community):
    await street.opens(plan=GARDEN)
    await amends(street, text="Beans only.", follow_up=NEXT)
    with pytest.raises(VotedOnNow) as refused:
        await revises(street, text="Beans and a well.")
    assert refused.value.facts["ballot"] == NEXT


async def test_what_was_adopted_stands(street: Community, clock: StoryClock):
    await adopts(street)
    with pytest.raises(PlanStands):
        await revises(street, text="Beans and a well.")


async def test_a_stopped_plan_is_revived_before_it_is_revised(street: Community):
    await stops(street)
    with pytest.raises(PlanHalted):
        await revises(street, text="Beans and a well.")
