"""The steps of a plan: planned, reached, missed, and planned anew."""

import pytest

from domain.days.errors import DayToCome, NoSuchDay
from domain.doing.errors import NoResultsYet, PlanIsOver
from domain.events.milestones import MilestoneMissed, MilestonePlanned, MilestoneReached
from domain.milestones.errors import (
    MilestoneIsMissed,
    MilestoneIsReached,
    MilestoneNotFound,
    MilestoneStillPlanned,
)
from domain.plans.errors import CarrierRequired
from domain.plans.stop_plan import StopPlan
from tests.conftest import StoryClock
from tests.doing import MILESTONE, THAT_DAY, adopts, misses, plans, plans_anew, reaches
from tests.residents import ADA, BEN, GARDEN, Community, events, numbered


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await de_pijp.proposes(ADA)
    return de_pijp


async def test_a_step_may_be_planned_before_the_decision_and_is_reached_after_it(
    street: Community, clock: StoryClock
):
    receipt = await plans(street)
    assert events(receipt) == [
        MilestonePlanned(
            milestone=MILESTONE, plan=GARDEN, title="The well is dug", due_on="2026-09-01"
        )
    ]
    with pytest.raises(NoResultsYet):
        await reaches(street)
    with pytest.raises(NoResultsYet):
        await misses(street)
    await adopts(street, clock)
    receipt = await reaches(street)
    assert events(receipt) == [
        MilestoneReached(milestone=MILESTONE, plan=GARDEN, reached_on=THAT_DAY)
    ]


async def test_who_carries_the_plan_plans_its_steps(street: Community):
    with pytest.raises(CarrierRequired):
        await plans(street, actor=BEN)
    with pytest.raises(NoSuchDay):
        await plans(street, due_on="2026-09-31")


async def test_a_step_is_reached_once(street: Community, clock: StoryClock):
    await plans(street)
    await adopts(street, clock)
    await reaches(street)
    with pytest.raises(MilestoneIsReached):
        await reaches(street)
    with pytest.raises(MilestoneIsReached):
        await misses(street)
    with pytest.raises(MilestoneIsReached):
        await plans_anew(street)


async def test_a_step_that_was_missed_can_be_planned_anew(street: Community, clock: StoryClock):
    await plans(street)
    await adopts(street, clock)
    with pytest.raises(MilestoneStillPlanned):
        await plans_anew(street)
    receipt = await misses(street)
    assert events(receipt) == [MilestoneMissed(milestone=MILESTONE, plan=GARDEN, reason="Frost.")]
    with pytest.raises(MilestoneIsMissed):
        await reaches(street)
    receipt = await plans_anew(street)
    assert events(receipt) == [
        MilestonePlanned(
            milestone=MILESTONE, plan=GARDEN, title="The well is dug", due_on="2026-11-01"
        )
    ]
    await reaches(street)


async def test_what_was_reached_was_reached_before_now(street: Community, clock: StoryClock):
    await plans(street)
    await adopts(street, clock)
    with pytest.raises(DayToCome):
        await reaches(street, reached_on="2026-05-07")


async def test_a_step_of_another_plan_is_not_found(street: Community, clock: StoryClock):
    await plans(street)
    await street.proposes(ADA, plan=numbered("plan", 2))
    with pytest.raises(MilestoneNotFound):
        await misses(street, plan=numbered("plan", 2))
    with pytest.raises(MilestoneNotFound):
        await misses(street, milestone=numbered("milestone", 9))


async def test_a_plan_that_is_over_gets_no_new_steps(street: Community, clock: StoryClock):
    await plans(street)
    await adopts(street, clock)
    await street.does(ADA, StopPlan, plan=GARDEN, reason="Nobody came.")
    await misses(street)
    with pytest.raises(PlanIsOver):
        await plans(street, milestone=numbered("milestone", 2))
    with pytest.raises(PlanIsOver):
        await plans_anew(street)
