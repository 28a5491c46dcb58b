"""What becomes of a plan: paused, stopped, completed, revived, evaluated, and what was learned."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from msgspec import Meta

from api.callers import ByCaller
from api.examples import json_such_as
from api.plans import PLAN
from api.reading import (
    LIMIT,
    AtLeast,
    ByPage,
    ByViews,
    Cursor,
    Limit,
    page_of,
    whole_list,
)
from api.receipts import Done, at_position, done
from api.types import FOR_EVER, Asked, OrganisationPath, PlanPath, Published
from domain.events.plans import Again
from domain.plans.complete_plan import CompletePlan
from domain.plans.evaluate_plan import EvaluatePlan
from domain.plans.pause_plan import PausePlan
from domain.plans.revive_plan import RevivePlan
from domain.plans.stop_plan import StopPlan
from domain.record import LARGEST_INTEGER
from projections.evaluations import EVALUATIONS, Evaluation
from projections.origins import ORIGINS, OfOrigin

EVALUATIONS_OF = f"{PLAN}/evaluations"
Learned = Annotated[str, Meta(min_length=1, max_length=5_000, description=FOR_EVER)]


class HaltAsked(Asked, frozen=True, kw_only=True):
    reason: Published


class RevivalAsked(Asked, frozen=True, kw_only=True):
    reason: Published | None = None


class EvaluationAsked(Asked, frozen=True, kw_only=True):
    """`again`: would those who did it do it again? `hours_carried` are the whole hours that
    residents gave to it in all."""

    worked: Learned
    did_not_work: Learned
    again: Again
    hours_carried: Annotated[int, Meta(ge=0, le=LARGEST_INTEGER)] | None = None


class EvaluationsSeen(msgspec.Struct, frozen=True, kw_only=True):
    evaluations: tuple[Evaluation, ...]
    next: str | None


class OriginsSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One after the other, in an order that is the same for everybody."""

    origins: tuple[OfOrigin, ...]


@post("/plans/{plan:str}/pause", operation_id="pausePlan")
async def pause_plan(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    data: Annotated[HaltAsked, json_such_as(reason="The ground is frozen.")],
    caller: ByCaller,
) -> Response[Done]:
    """Let an adopted plan rest. Whoever carries it may, and the facilitator and the clerk."""
    receipt = await caller.asks(PausePlan, organisation, plan=plan, reason=data.reason)
    return done(receipt, PLAN.format(organisation=organisation, plan=plan))


@post("/plans/{plan:str}/stop", operation_id="stopPlan")
async def stop_plan(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    data: Annotated[HaltAsked, json_such_as(reason="The ground is built on.")],
    caller: ByCaller,
) -> Response[Done]:
    """Stop a plan before it is done. Whoever carries it may, and the facilitator and the clerk."""
    receipt = await caller.asks(StopPlan, organisation, plan=plan, reason=data.reason)
    return done(receipt, PLAN.format(organisation=organisation, plan=plan))


@post("/plans/{plan:str}/completion", operation_id="completePlan")
async def complete_plan(
    organisation: FromPath[OrganisationPath], plan: FromPath[PlanPath], caller: ByCaller
) -> Response[Done]:
    """Record that a plan is done. Whoever carries it may, and the facilitator and the clerk."""
    receipt = await caller.asks(CompletePlan, organisation, plan=plan)
    return done(receipt, PLAN.format(organisation=organisation, plan=plan))


@post("/plans/{plan:str}/revival", operation_id="revivePlan")
async def revive_plan(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    data: Annotated[RevivalAsked, json_such_as(reason="Spring has come.")],
    caller: ByCaller,
) -> Response[Done]:
    """Take up a plan again that was paused or stopped.

    Whoever carries it may, and the facilitator and the clerk.
    """
    receipt = await caller.asks(RevivePlan, organisation, plan=plan, reason=data.reason)
    return done(receipt, PLAN.format(organisation=organisation, plan=plan))


@post("/plans/{plan:str}/evaluations", operation_id="evaluatePlan")
async def evaluate_plan(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    data: Annotated[
        EvaluationAsked,
        json_such_as(
            worked="The beans, and the Saturdays.",
            did_not_work="The flowers.",
            again="differently",
            hours_carried=640,
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Say what worked, what did not, and whether you would do it again.

    Whoever carries the plan may, and the facilitator and the clerk. The duty to evaluate it is
    done with this.
    """
    receipt = await caller.asks(
        EvaluatePlan,
        organisation,
        evaluation=caller.new_id("evaluation"),
        plan=plan,
        worked=data.worked,
        did_not_work=data.did_not_work,
        again=data.again,
        hours_carried=data.hours_carried,
    )
    return done(receipt, EVALUATIONS_OF.format(organisation=organisation, plan=plan))


@get("/plans/{plan:str}/evaluations", operation_id="listEvaluations")
async def list_evaluations(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[EvaluationsSeen]:
    """List the evaluations of a plan, the newest first."""
    page = await page_of(
        views,
        organisation,
        EVALUATIONS,
        "evaluations",
        plan,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = EvaluationsSeen(evaluations=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/origins", operation_id="compareOrigins")
async def compare_origins(
    organisation: FromPath[OrganisationPath], views: ByViews, at_least: AtLeast = 0
) -> Response[OriginsSeen]:
    """Compare what became of plans by whose idea they were, and the hours that residents gave.

    An idea that seemed less good may have given more energy.
    """
    found, position = await whole_list(
        views, organisation, ORIGINS, "origins", "", at_least=at_least
    )
    return Response(OriginsSeen(origins=tuple(found)), headers=at_position(position))
