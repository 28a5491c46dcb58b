"""Paused, stopped, completed, revived, and what an adoption that lapses leaves as it is."""

import pytest

from domain.events.plans import (
    PlanAdopted,
    PlanAdoptionLapsed,
    PlanCompleted,
    PlanPaused,
    PlanProposed,
    PlanRevived,
    PlanStopped,
)
from domain.kernel import Event
from domain.plans.course import Course
from domain.plans.errors import (
    CarrierRequired,
    NotAdoptedYet,
    PlanCompletedAlready,
    PlanGoesOn,
    PlanHalted,
    VotedOnNow,
)
from tests.plans import adopts, completes_plan, pauses, revives, stops
from tests.residents import ADA, BEN, CLERK, GARDEN, QUESTION, Community, events

PROPOSED = PlanProposed(plan=GARDEN, title="A garden", text="Beans.", theme="urban gardens")
ADOPTED = PlanAdopted(plan=GARDEN, decision=QUESTION)
LAPSED = PlanAdoptionLapsed(plan=GARDEN, decision=QUESTION)
PAUSED, STOPPED = PlanPaused(plan=GARDEN, reason="Frost."), PlanStopped(plan=GARDEN, reason="No.")
COMPLETED, REVIVED = PlanCompleted(plan=GARDEN), PlanRevived(plan=GARDEN)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Ada has proposed a garden."""
    await de_pijp.has_a_board()
    await de_pijp.proposes(ADA)
    return de_pijp


@pytest.mark.parametrize(
    ("happened", "state"),
    [
        ([], "proposed"),
        ([ADOPTED], "adopted"),
        ([ADOPTED, LAPSED], "proposed"),
        ([ADOPTED, PAUSED], "paused"),
        ([ADOPTED, PAUSED, REVIVED], "adopted"),
        ([ADOPTED, PAUSED, LAPSED], "paused"),
        ([ADOPTED, PAUSED, LAPSED, REVIVED], "proposed"),
        ([STOPPED], "stopped"),
        ([STOPPED, REVIVED], "proposed"),
        ([ADOPTED, STOPPED, REVIVED], "adopted"),
        ([ADOPTED, COMPLETED, LAPSED], "completed"),
    ],
)
def test_where_a_plan_stands(happened: list[Event], state: str):
    course = Course()
    for event in (PROPOSED, *happened):
        course.see(event, ADA)
    assert course.state == state


async def test_an_adopted_plan_is_paused_and_revived(street: Community):
    await adopts(street)
    assert events(await pauses(street, reason="Frost.")) == [PAUSED]
    with pytest.raises(PlanHalted):
        await pauses(street)
    assert events(await revives(street)) == [REVIVED]


async def test_a_plan_that_was_only_proposed_is_neither_paused_nor_completed(street: Community):
    with pytest.raises(NotAdoptedYet):
        await pauses(street)
    with pytest.raises(NotAdoptedYet):
        await completes_plan(street)


async def test_a_plan_is_stopped_whether_adopted_paused_or_proposed(street: Community):
    assert events(await stops(street, reason="No.")) == [STOPPED]
    await revives(street, reason="Yes.")
    await adopts(street)
    await pauses(street)
    assert events(await stops(street, reason="No.")) == [STOPPED]
    with pytest.raises(PlanHalted):
        await stops(street)


async def test_a_plan_is_not_stopped_while_people_vote_on_it(street: Community):
    await street.opens(plan=GARDEN)
    with pytest.raises(VotedOnNow):
        await stops(street)


async def test_a_completed_plan_stays_so(street: Community):
    await adopts(street)
    assert events(await completes_plan(street)) == [COMPLETED]
    with pytest.raises(PlanCompletedAlready):
        await revives(street)
    with pytest.raises(PlanHalted):
        await stops(street)


async def test_only_what_was_halted_is_revived(street: Community):
    with pytest.raises(PlanGoesOn):
        await revives(street)


async def test_whoever_does_not_carry_it_leaves_it_alone(street: Community):
    await adopts(street)
    for act in (pauses, stops, completes_plan, revives):
        with pytest.raises(CarrierRequired):
            await act(street, BEN)
    await pauses(street, CLERK)
