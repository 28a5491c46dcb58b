"""An evaluation is due at a date that is set with the adoption."""

from datetime import timedelta

import msgspec
import pytest

from domain.bylaws.articles import PlansArticle
from domain.decisions.errors import EvaluatedTooSoon, NoPlanToEvaluate
from domain.duties.naming import duty_id
from domain.events.duties import DutyDone, DutyOpened
from domain.events.plans import PlanAdopted, PlanEvaluated
from domain.ids import VoteId
from domain.kernel import Event
from domain.plans.errors import CarrierRequired, NothingToEvaluate
from domain.plans.evaluation import evaluation_due, evaluation_duty
from domain.seats.terms import months_later
from tests.bylaws import FOUNDATION
from tests.conftest import StoryClock
from tests.plans import EVALUATION, adopts, evaluates, joins, stops
from tests.residents import (
    ADA,
    BEN,
    CLERK,
    DEWI,
    GARDEN,
    NEXT_YEAR,
    NOON,
    QUESTION,
    TOMORROW,
    VOTE,
    Community,
    events,
)

DUTY = duty_id("evaluation", GARDEN, QUESTION)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Ada has proposed a garden."""
    await de_pijp.describes()
    await de_pijp.has_a_board()
    await de_pijp.proposes(ADA)
    return de_pijp


def duties(happened: list[Event]) -> list[DutyOpened]:
    return [each for each in happened if isinstance(each, DutyOpened)]


async def test_the_opening_names_the_day(street: Community):
    declared = events(await adopts(street, evaluate_on=NEXT_YEAR))
    assert PlanAdopted(plan=GARDEN, decision=QUESTION) in declared
    assert duties(declared) == [
        DutyOpened(
            duty=DUTY,
            kind="evaluation",
            organ="board",
            decision=QUESTION,
            due_by=NEXT_YEAR,
            plan=GARDEN,
        )
    ]


async def test_else_it_is_so_many_months_after_the_adoption_by_the_bylaws(street: Community):
    article = PlansArticle(belongs_to="regulations", bearers=1, evaluation_months=6)
    await street.records_bylaws(msgspec.structs.replace(FOUNDATION, plans=article))
    outside = {"threshold": None, "quorum": None, "outside_meeting": True}
    declared = await adopts(street, **outside)
    adopted_at = declared.recorded[0].time
    found = [each for each in duties(events(declared)) if each.kind == "evaluation"]
    assert [each.due_by for each in found] == [months_later(adopted_at, 6)]


async def test_without_either_there_is_no_duty(street: Community):
    assert duties(events(await adopts(street))) == []


def test_the_day_that_is_asked_for_comes_before_the_months_of_the_bylaws():
    assert evaluation_due(NOON, NEXT_YEAR, 6) == NEXT_YEAR
    assert evaluation_due(NOON, None, 0) is None


def test_a_neighbourhood_vote_brings_the_duty_too():
    duty = evaluation_duty(GARDEN, VoteId(VOTE), NEXT_YEAR)
    assert (duty.vote, duty.decision, duty.organ) == (VOTE, None, "board")
    assert duty.duty == duty_id("evaluation", GARDEN, VOTE)


async def test_a_plan_is_evaluated_after_it_was_decided_on(street: Community):
    with pytest.raises(EvaluatedTooSoon):
        await street.opens(plan=GARDEN, evaluate_on=TOMORROW)


async def test_only_a_plan_is_evaluated(street: Community):
    with pytest.raises(NoPlanToEvaluate):
        await street.opens(evaluate_on=NEXT_YEAR)


async def test_the_evaluation_keeps_the_origin_and_does_the_duty(
    street: Community, clock: StoryClock
):
    await adopts(street, evaluate_on=NEXT_YEAR)
    assert events(await evaluates(street, hours_carried=640)) == [
        PlanEvaluated(
            evaluation=EVALUATION,
            plan=GARDEN,
            worked="The beans.",
            did_not_work="The flowers.",
            again="differently",
            hours_carried=640,
            origin="resident",
        ),
        DutyDone(duty=DUTY, done_at=clock.now),
    ]
    clock.now += timedelta(days=1)
    (again,) = events(await evaluates(street, again="yes"))
    assert isinstance(again, PlanEvaluated)


async def test_what_was_never_adopted_is_not_evaluated_unless_it_was_stopped(street: Community):
    with pytest.raises(NothingToEvaluate):
        await evaluates(street)
    await stops(street)
    await evaluates(street)


async def test_bearers_facilitator_and_clerk_evaluate(street: Community):
    await adopts(street)
    with pytest.raises(CarrierRequired):
        await evaluates(street, BEN)
    await joins(street, BEN)
    await evaluates(street, BEN)
    await street.grants(DEWI, "facilitator")
    await evaluates(street, DEWI)
    await evaluates(street, CLERK)
