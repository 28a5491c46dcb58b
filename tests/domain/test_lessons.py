"""Who draws lessons from a plan, and when."""

from typing import Any

import pytest

from domain.errors import OrganisationNotFound
from domain.events.lessons import LessonDrawn
from domain.events.plans import PlanAdoptionLapsed, PlanEvaluated, PlanStopped
from domain.lessons.errors import EvaluationNotFound, NothingLearnedYet
from domain.lessons.words import plain_word, plain_words
from domain.plans.errors import CarrierRequired, PlanNotFound
from tests.deliberation import happens
from tests.learning import adopts, draws
from tests.residents import ADA, BEN, CLERK, GARDEN, QUESTION, STRANGER, Community, numbered


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Ada's garden is adopted."""
    await de_pijp.registers(ADA, BEN)
    await de_pijp.proposes(ADA)
    await adopts(de_pijp)
    return de_pijp


async def test_who_carries_the_plan_draws_a_lesson(street: Community):
    await draws(street, tags=("Water", " the  School", "water"))
    (drawn,) = await street.history(LessonDrawn)
    assert drawn.event.text == "Ask the school."
    assert drawn.event.tag_words == ("water", "the school")
    assert b'"tags":["water","the school"]' in await record_of(street, drawn.position)


async def record_of(street: Community, position: int) -> bytes:
    (stored,), _ = await street.ports.log.read_page(
        street.organisation, after=position - 1, limit=1
    )
    return stored.record


async def test_so_do_the_clerk_and_the_facilitator_and_nobody_else(street: Community):
    with pytest.raises(CarrierRequired):
        await draws(street, BEN)
    with pytest.raises(OrganisationNotFound):
        await draws(street, STRANGER)
    await draws(street, CLERK)
    await street.grants(BEN, "facilitator")
    await draws(street, BEN, lesson=numbered("lesson", 2))


async def test_there_is_nothing_to_learn_before_the_plan_is_adopted(street: Community):
    await happens(street, PlanAdoptionLapsed(plan=GARDEN, decision=QUESTION), CLERK)
    with pytest.raises(NothingLearnedYet):
        await draws(street)
    with pytest.raises(PlanNotFound):
        await draws(street, plan=numbered("plan", 7))


async def test_a_plan_that_was_stopped_teaches_too(street: Community):
    await happens(street, PlanStopped(plan=GARDEN, reason="No water."), ADA)
    await draws(street)


async def test_a_lesson_is_that_of_an_evaluation_of_this_plan(street: Community):
    evaluation: Any = numbered("evaluation", 1)
    with pytest.raises(EvaluationNotFound):
        await draws(street, evaluation=evaluation)
    said: Any = {"worked": "Beans.", "did_not_work": "The well.", "again": "yes"}
    await happens(street, PlanEvaluated(evaluation=evaluation, plan=GARDEN, **said), ADA)
    await draws(street, evaluation=evaluation)
    (drawn,) = await street.history(LessonDrawn)
    assert drawn.event.evaluation == evaluation


def test_the_same_word_is_the_same_however_it_was_typed():
    assert plain_word("  Pruning \n Roses ") == "pruning roses"
    assert plain_words(["Water", "water ", " ", "sun"]) == ("water", "sun")
