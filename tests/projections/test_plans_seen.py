"""What the views show of a plan on its way."""

from typing import Any

from domain.duties.naming import duty_id
from domain.events.ideas import IdeaHelpNoted, IdeaOffered, IdeaWithdrawn
from domain.events.plans import (
    BudgetLine,
    PlanAdoptionLapsed,
    PlanCompleted,
    PlanPaused,
    PlanRevived,
    PlanStopped,
)
from domain.ids import DutyId, IdeaId, PlanId
from projections.base import Projection
from projections.bearers import BEARERS
from projections.duties import DUTIES
from projections.explaining.names import Names
from projections.origins import ORIGINS, OfOrigin
from projections.plans import PLANS, Plan
from projections.replay import listed, replay
from projections.revisions import REVISIONS
from tests.residents import ADA, BEN, CHEN, CLERK, GARDEN, NOON, QUESTION, numbered
from tests.story import Story

OTHER = PlanId(numbered("plan", 2))
IDEA = IdeaId(numbered("idea", 1))
LAPSED = PlanAdoptionLapsed(plan=GARDEN, decision=QUESTION)


def a_garden(**said: Any) -> Story:
    return Story().founded().registered(ADA, BEN, CHEN).proposed(**said)


def plan(story: Story, name: PlanId = GARDEN) -> Plan:
    return replay(PLANS, story.history)[name]


def seen(projection: Projection[Any], story: Story, name: str, narrowed: str = "") -> list[Any]:
    return listed(projection, replay(projection, story.history), name, narrowed)


def test_what_halts_a_plan_and_its_adoption_do_not_undo_each_other():
    story = a_garden()
    assert plan(story).state == "proposed"
    assert plan(story.adopted_plan(GARDEN, QUESTION)).adopted_by == QUESTION
    story.happens(PlanPaused(plan=GARDEN, reason="Frost."))
    assert (plan(story).state, plan(story).reason) == ("paused", "Frost.")
    story.happens(LAPSED)
    assert (plan(story).state, plan(story).adopted_by) == ("paused", None)
    story.happens(PlanRevived(plan=GARDEN))
    assert (plan(story).state, plan(story).reason) == ("proposed", None)
    story.happens(PlanStopped(plan=GARDEN, reason="No."))
    assert plan(story).state == "stopped"


def test_a_revision_is_seen_in_the_plan_and_kept_beside_it():
    story = (
        a_garden().revised(GARDEN, 2, text="A well.").revised(GARDEN, 3, title="A well", why="W")
    )
    assert (plan(story).title, plan(story).text, plan(story).revision) == ("A well", "A well.", 3)
    first, second, third = seen(REVISIONS, story, "revisions", GARDEN)
    assert (first.title, first.text) == ("A garden", "Beans and flowers.")
    assert (second.title, second.text) == (None, "A well.")
    assert (third.title, third.why, third.revised_by) == ("A well", "W", ADA)


def test_an_emptied_budget_is_empty():
    lines = (BudgetLine(what="A shed", cents=1),)
    story = a_garden(budget=lines, currency="EUR").revised(GARDEN, 2, budget=())
    assert plan(story).budget == ()


def test_bearers_are_listed_as_they_joined_and_plans_as_they_were_taken_up():
    story = a_garden().carried(GARDEN, ADA).carried(GARDEN, BEN).carried(GARDEN, CHEN, leaves=True)
    assert plan(story).bearers == 2
    assert [each.person for each in seen(BEARERS, story, "bearers", GARDEN)] == [ADA, BEN]
    story.proposed(OTHER).carried(OTHER, BEN)
    assert [each.plan for each in seen(BEARERS, story, "carried", BEN)] == [OTHER, GARDEN]
    assert seen(BEARERS, story, "carried", CHEN) == []


def test_the_duty_to_evaluate_lapses_with_the_adoption_and_comes_again_with_it():
    story = a_garden().adopted_plan(GARDEN, QUESTION)
    duty = duty_id("evaluation", GARDEN, QUESTION)
    assert state(story, duty) == "open"
    story.happens(LAPSED)
    assert state(story, duty) == "lapsed"
    story.adopted_plan(GARDEN, QUESTION)
    assert state(story, duty) == "open"


def state(story: Story, duty: DutyId) -> str:
    return replay(DUTIES, story.history)[duty].state


def test_an_idea_counts_with_the_origin_that_it_has_now():
    of: dict[str, Any] = {"idea": IDEA, "question": numbered("question", 1)}
    said = {"title": "A garden", "text": "Beans.", "theme": "energy", "first_signal_at": NOON}
    story = a_garden()
    story.happens(IdeaOffered(origin="resident", **of, **said), ADA)
    assert origins(story)["resident"].ideas == 1
    story.happens(IdeaHelpNoted(helped_by=CLERK, help="facts", **of), ADA)
    story.happens(IdeaHelpNoted(helped_by=CLERK, help="wording", **of), ADA)
    assert (origins(story)["resident"].ideas, origins(story)["with_help"].ideas) == (0, 1)
    story.happens(IdeaWithdrawn(**of), ADA)
    assert origins(story)["with_help"].ideas == 0


def test_what_was_said_last_counts_of_several_evaluations():
    story = a_garden(origin="resident").adopted_plan(GARDEN, QUESTION)
    story.evaluated(GARDEN, numbered("evaluation", 1), again="no", hours_carried=7)
    story.evaluated(GARDEN, numbered("evaluation", 2), again="yes")
    story.happens(PlanCompleted(plan=GARDEN))
    assert origins(story)["resident"] == OfOrigin(
        origin="resident",
        plans=1,
        adopted=1,
        completed=1,
        evaluated=1,
        again_yes=1,
        hours_carried=7,
    )
    assert plan(story).again == "yes"


def test_a_plan_from_before_origins_were_recorded_is_of_unknown_origin():
    assert origins(a_garden()) == {"unknown": OfOrigin(origin="unknown", plans=1)}


def origins(story: Story) -> dict[str, OfOrigin]:
    return {each.origin: each for each in seen(ORIGINS, story, "origins")}


def test_an_explanation_calls_a_plan_as_it_is_called_now():
    story = a_garden().revised(GARDEN, 2, title="A well")
    names = Names([each.event for each in story.history], "candidate")
    assert names.plan(GARDEN) == '"A well"'
