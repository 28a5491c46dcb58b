"""Milestones: the steps of a plan, reached or missed."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.examples import json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, page_of
from api.receipts import Done, done
from api.types import Asked, Day, MilestonePath, OrganisationPath, PlanPath, Published
from domain.milestones.miss_milestone import MissMilestone
from domain.milestones.on_one_milestone import Reach
from domain.milestones.plan_milestone import PlanMilestone
from domain.milestones.plan_milestone_anew import PlanMilestoneAnew
from domain.milestones.reach_milestone import ReachMilestone
from projections.milestones import MILESTONES, Milestone

MILESTONES_OF = "/organisations/{organisation}/plans/{plan}/milestones"


class MilestoneAsked(Asked, frozen=True, kw_only=True):
    title: Published
    due_on: Day


class ReachedAsked(Asked, frozen=True, kw_only=True):
    reached_on: Day


class MissedAsked(Asked, frozen=True, kw_only=True):
    reason: Published


class AnewAsked(Asked, frozen=True, kw_only=True):
    due_on: Day


class MilestonesSeen(msgspec.Struct, frozen=True, kw_only=True):
    milestones: tuple[Milestone, ...]
    next: str | None


@post("/plans/{plan:str}/milestones", operation_id="planMilestone")
async def plan_milestone(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    data: Annotated[MilestoneAsked, json_such_as(title="The well is dug", due_on="2026-09-01")],
    caller: ByCaller,
) -> Response[Done]:
    """Plan a step and the day by which it comes. Who carries the plan may, facilitator and clerk.

    This may be before the plan is adopted.
    """
    receipt = await caller.asks(
        PlanMilestone,
        organisation,
        plan=plan,
        milestone=caller.new_id("milestone"),
        title=data.title,
        due_on=data.due_on,
    )
    return done(receipt, MILESTONES_OF.format(organisation=organisation, plan=plan))


@post("/plans/{plan:str}/milestones/{milestone:str}/reached", operation_id="reachMilestone")
async def reach_milestone(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    milestone: FromPath[MilestonePath],
    data: Annotated[ReachedAsked, json_such_as(reached_on="2026-08-28")],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a milestone was reached, once the plan was adopted."""
    receipt = await caller.asks(
        ReachMilestone, organisation, plan=plan, milestone=milestone, reached_on=data.reached_on
    )
    return done(receipt, MILESTONES_OF.format(organisation=organisation, plan=plan))


@post("/plans/{plan:str}/milestones/{milestone:str}/missed", operation_id="missMilestone")
async def miss_milestone(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    milestone: FromPath[MilestonePath],
    data: Annotated[MissedAsked, json_such_as(reason="The ground was frozen.")],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a milestone was missed, and why."""
    receipt = await caller.asks(
        MissMilestone, organisation, plan=plan, milestone=milestone, reason=data.reason
    )
    return done(receipt, MILESTONES_OF.format(organisation=organisation, plan=plan))


@post("/plans/{plan:str}/milestones/{milestone:str}/planning", operation_id="planMilestoneAnew")
async def plan_milestone_anew(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    milestone: FromPath[MilestonePath],
    data: Annotated[AnewAsked, json_such_as(due_on="2026-11-01")],
    caller: ByCaller,
) -> Response[Done]:
    """Plan a milestone anew that was missed."""
    receipt = await caller.asks(
        PlanMilestoneAnew, organisation, plan=plan, milestone=milestone, due_on=data.due_on
    )
    return done(receipt, MILESTONES_OF.format(organisation=organisation, plan=plan))


@get("/plans/{plan:str}/milestones", operation_id="listMilestones")
async def list_milestones(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    views: ByViews,
    asked: ByPage,
    in_state: Annotated[Reach | None, QueryParameter(name="state")] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[MilestonesSeen]:
    """List the milestones of a plan by the day they are due; all, or those in one state."""
    page = await page_of(
        views,
        organisation,
        MILESTONES,
        "milestones",
        plan if in_state is None else f"{plan} {in_state}",
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = MilestonesSeen(milestones=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))
