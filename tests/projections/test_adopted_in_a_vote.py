"""A plan that residents adopted in a neighbourhood vote is seen like one that the board did."""

from datetime import timedelta

import pytest

from domain.duties.naming import duty_id
from domain.events.plans import (
    PlanAdopted,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
    PlanAdoptionLapsed,
)
from domain.ids import MACHINE
from domain.kernel import Event
from domain.plans.evaluation import evaluation_duty
from projections.duties import DUTIES
from projections.funding_gaps import FUNDING_GAPS
from projections.origins import ORIGINS
from projections.plans import PLANS
from projections.replay import replay
from tests.residents import ADA, GARDEN, QUESTION, VOTE
from tests.story import Story

BOUND: tuple[Event, Event] = (
    PlanAdopted(plan=GARDEN, decision=QUESTION, vote=VOTE),
    PlanAdoptionLapsed(plan=GARDEN, decision=QUESTION),
)
BY_ITSELF: tuple[Event, Event] = (
    PlanAdoptedInVote(plan=GARDEN, vote=VOTE),
    PlanAdoptionInVoteLapsed(plan=GARDEN, vote=VOTE),
)


@pytest.mark.parametrize(("events", "by"), [(BOUND, QUESTION), (BY_ITSELF, VOTE)])
def test_an_adoption_in_a_vote_and_its_lapsing_show_everywhere(
    events: tuple[Event, Event], by: str
):
    adopted, lapsed = events
    story = Story().founded().registered(ADA).proposed()
    due = evaluation_duty(GARDEN, by, story.now + timedelta(days=365))  # type: ignore[arg-type]
    story.happens(adopted, MACHINE)
    story.happens(due, MACHINE)
    plan = replay(PLANS, story.history)[GARDEN]
    assert (plan.state, plan.chosen_in) == ("adopted", VOTE)
    assert plan.adopted_by == (QUESTION if by == QUESTION else None)
    assert seen(story, by) == (1, True, "open")
    story.happens(lapsed)
    assert replay(PLANS, story.history)[GARDEN].state == "proposed"
    assert seen(story, by) == (0, False, "lapsed")


def seen(story: Story, by: str) -> tuple[int, bool, str]:
    """How many were adopted by origin, whether the evidence knows when, and of the evaluation."""
    money = replay(FUNDING_GAPS, story.history)[GARDEN].of_plan
    assert money is not None
    return (
        replay(ORIGINS, story.history)["unknown"].adopted,
        money.adopted_at is not None,
        replay(DUTIES, story.history)[duty_id("evaluation", GARDEN, by)].state,
    )
