"""What people do with a plan, in the organisation of the tests."""

from typing import Any

from domain.carry_out import Receipt
from domain.events.plans import Indicator
from domain.ids import EvaluationId, PersonId
from domain.plans.add_theme import AddTheme
from domain.plans.complete_plan import CompletePlan
from domain.plans.evaluate_plan import EvaluatePlan
from domain.plans.join_bearers import JoinBearers
from domain.plans.leave_bearers import LeaveBearers
from domain.plans.pause_plan import PausePlan
from domain.plans.revise_plan import RevisePlan
from domain.plans.revive_plan import RevivePlan
from domain.plans.stop_plan import StopPlan
from tests.residents import ADA, BEN, CHEN, CLERK, EAST, GARDEN, NORTH, WEST, Community, numbered

EVALUATION = EvaluationId(numbered("evaluation", 1))
READERS = Indicator(indicator="readers", unit="people")


async def adds_theme(street: Community, actor: PersonId = CLERK, **asked: Any) -> Receipt:
    given = {"theme": "reading together", "name": "Samen lezen", "indicators": (READERS,)}
    return await street.does(actor, AddTheme, **{**given, **asked})


async def joins(street: Community, actor: PersonId, plan: str = GARDEN) -> Receipt:
    return await street.does(actor, JoinBearers, plan=plan)


async def leaves(street: Community, actor: PersonId, plan: str = GARDEN) -> Receipt:
    return await street.does(actor, LeaveBearers, plan=plan)


async def revises(street: Community, actor: PersonId = ADA, **asked: Any) -> Receipt:
    return await street.does(actor, RevisePlan, **{"plan": GARDEN, **asked})


async def pauses(street: Community, actor: PersonId = ADA, **asked: Any) -> Receipt:
    given = {"plan": GARDEN, "reason": "The ground is frozen."}
    return await street.does(actor, PausePlan, **{**given, **asked})


async def stops(street: Community, actor: PersonId = ADA, **asked: Any) -> Receipt:
    given = {"plan": GARDEN, "reason": "The ground is built on."}
    return await street.does(actor, StopPlan, **{**given, **asked})


async def completes_plan(street: Community, actor: PersonId = ADA, **asked: Any) -> Receipt:
    return await street.does(actor, CompletePlan, **{"plan": GARDEN, **asked})


async def revives(street: Community, actor: PersonId = ADA, **asked: Any) -> Receipt:
    return await street.does(actor, RevivePlan, **{"plan": GARDEN, **asked})


async def evaluates(street: Community, actor: PersonId = ADA, **asked: Any) -> Receipt:
    given = {
        "evaluation": EVALUATION,
        "plan": GARDEN,
        "worked": "The beans.",
        "did_not_work": "The flowers.",
        "again": "differently",
    }
    return await street.does(actor, EvaluatePlan, **{**given, **asked})


async def adopts(street: Community, **asked: Any) -> Receipt:
    """The board adopts the garden: the receipt is that of the declaration."""
    await street.opens(**{"plan": GARDEN, **asked})
    for voter, seat in ((ADA, EAST), (BEN, WEST), (CHEN, NORTH)):
        await street.votes(voter, seat, "for")
    street.ports.clock.pass_by(days=2)  # type: ignore[attr-defined]
    await street.closes()
    return await street.declares()
