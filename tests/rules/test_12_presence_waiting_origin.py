"""Section 12 of the rules, a test for each sentence."""

from typing import Any

import pytest

from domain.events.ideas import IdeaOffered, Origin
from domain.events.plans import PlanEvaluated
from domain.ids import EvaluationId, PersonId, PlanId
from projections.origins import ORIGINS, ORIGINS_SHOWN, OfOrigin
from projections.replay import replay
from tests.deliberation import happens
from tests.plans import adopts, completes_plan, evaluates, stops
from tests.residents import ADA, CLERK, GARDEN, NOON, QUESTION, Community, numbered

ROOFS = PlanId(numbered("plan", 2))


async def grows(
    street: Community, plan: PlanId, origin: Origin, actor: PersonId = ADA, **decided: Any
) -> None:
    """From an idea of this origin a plan is made, and the board adopts it."""
    idea, asked = plan.replace("plan", "idea"), numbered("question", 1)
    said = {"title": "A plan", "text": "It is ours.", "theme": "energy", "question": asked}
    offered = IdeaOffered(idea=idea, origin=origin, first_signal_at=NOON, **said)
    await happens(street, offered, actor)
    await street.proposes(actor, plan=plan, idea=idea)
    await adopts(street, plan=plan, **decided)


async def compared(street: Community) -> dict[str, OfOrigin]:
    documents = replay(ORIGINS, await street.history(*ORIGINS.FOLLOWS))
    return {name: documents[name] for name in ORIGINS_SHOWN if name in documents}


@pytest.mark.parametrize("origin", ["resident", "with_help", "professional"])
async def test_origin_is_kept_to_the_evaluation(de_pijp: Community, origin: Origin):
    await de_pijp.has_a_board()
    await grows(de_pijp, GARDEN, origin)
    await completes_plan(de_pijp)
    await evaluates(de_pijp)
    (evaluated,) = await de_pijp.history(PlanEvaluated)
    assert isinstance(evaluated.event, PlanEvaluated)
    assert evaluated.event.origin == origin


async def test_a_view_compares_outcomes_and_hours_carried_by_origin(de_pijp: Community):
    await de_pijp.has_a_board()
    await grows(de_pijp, GARDEN, "resident", decision=QUESTION)
    await completes_plan(de_pijp)
    await evaluates(de_pijp, again="yes", hours_carried=600)
    await de_pijp.proposes(CLERK, plan=ROOFS)
    await stops(de_pijp, CLERK, plan=ROOFS)
    one = {"ideas": 1, "plans": 1, "adopted": 1, "completed": 1, "evaluated": 1, "again_yes": 1}
    assert await compared(de_pijp) == {
        "resident": OfOrigin(origin="resident", **one, hours_carried=600),
        "professional": OfOrigin(origin="professional", plans=1, stopped=1),
    }


async def test_an_idea_that_seemed_less_good_may_have_given_more_energy(de_pijp: Community):
    """The evaluation of one says "differently", of the other "yes"; the hours say more."""
    await de_pijp.has_a_board()
    await grows(de_pijp, GARDEN, "resident", decision=QUESTION)
    await evaluates(de_pijp, again="differently", hours_carried=640)
    second = EvaluationId(numbered("evaluation", 2))
    await de_pijp.proposes(CLERK, plan=ROOFS)
    await stops(de_pijp, CLERK, plan=ROOFS)
    told = {"plan": ROOFS, "evaluation": second, "again": "yes", "hours_carried": 12}
    await evaluates(de_pijp, CLERK, **told)
    seen = await compared(de_pijp)
    assert (seen["resident"].again_differently, seen["professional"].again_yes) == (1, 1)
    assert seen["resident"].hours_carried > seen["professional"].hours_carried
