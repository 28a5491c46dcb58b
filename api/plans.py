"""Plans: whoever takes part proposes them; everybody who takes part reads them."""

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from api.callers import ByCaller
from api.examples import json_such_as
from api.plan_bodies import PlanAsked, RevisionAsked
from api.reading import (
    LIMIT,
    AtLeast,
    ByPage,
    ByViews,
    Cursor,
    Limit,
    narrowed,
    page_of,
)
from api.receipts import Done, at_position, done
from api.types import UUID, OrganisationPath, PlanPath
from domain.events.ideas import Origin
from domain.ids import OrganisationId, PersonId
from domain.plans.course import State
from domain.plans.errors import PlanNotFound
from domain.plans.join_bearers import JoinBearers
from domain.plans.leave_bearers import LeaveBearers
from domain.plans.propose_plan import ProposePlan
from domain.plans.revise_plan import RevisePlan
from projections.bearers import BEARERS, Bearer
from projections.plans import PLANS, Plan
from projections.ports import Page, Views
from projections.revisions import REVISIONS, Revision

PLAN = "/organisations/{organisation}/plans/{plan}"
REVISIONS_OF = f"{PLAN}/revisions"
BEARERS_OF = f"{PLAN}/bearers"
Theme = Annotated[str | None, QueryParameter(min_length=1, max_length=200, pattern=r"^[^\x00]+\Z")]
CarriedBy = Annotated[
    PersonId | None,
    QueryParameter(
        name="bearer", pattern=rf"^person:{UUID}\Z", description="Whose plans: who carries them."
    ),
]


class PlansSeen(msgspec.Struct, frozen=True, kw_only=True):
    plans: tuple[Plan, ...]
    next: str | None


class RevisionsSeen(msgspec.Struct, frozen=True, kw_only=True):
    revisions: tuple[Revision, ...]
    next: str | None


class BearersSeen(msgspec.Struct, frozen=True, kw_only=True):
    bearers: tuple[Bearer, ...]
    next: str | None


@post("/plans", operation_id="proposePlan")
async def propose_plan(
    organisation: FromPath[OrganisationPath], data: JSONBody[PlanAsked], caller: ByCaller
) -> Response[Done]:
    """Propose a plan. Everybody who is registered may; a resident is the first to carry it."""
    receipt = await caller.asks(
        ProposePlan, organisation, plan=caller.new_id("plan"), **data.for_the_act()
    )
    return done(receipt, f"/organisations/{organisation}/plans/{{id}}")


@get("/plans", operation_id="listPlans")
async def list_plans(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    theme: Theme = None,
    in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    origin: Annotated[Origin | None, QueryParameter()] = None,
    bearer: CarriedBy = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[PlansSeen]:
    """List plans, the newest first; narrowed by one thing at a time.

    By theme, by state, by origin, or by who carries them.
    """
    filters = (
        narrowed("theme", theme),
        narrowed("state", in_state),
        narrowed("origin", origin),
    )
    how: dict[str, Any] = {"cursor": cursor, "limit": limit, "at_least": at_least}
    page: Page[Plan] | Page[Bearer]
    if bearer is None:
        page = await page_of(views, organisation, PLANS, "plans", *filters, **how)
        plans = tuple(page.documents)
    else:
        page = await page_of(views, organisation, BEARERS, "carried", bearer, *filters, **how)
        plans = await _carried(views, organisation, page)
    return Response(PlansSeen(plans=plans, next=page.cursor), headers=asked.headers(page))


async def _carried(
    views: Views, organisation: OrganisationId, page: Page[Bearer]
) -> tuple[Plan, ...]:
    """In one read, that has come as far as the list."""
    if not page.documents:
        return ()
    names = [each.plan for each in page.documents]
    newest = max(each.position for each in page.documents)
    plans, _ = await views.several(organisation, PLANS, names, at_least=newest)
    return tuple(plans[name] for name in names if name in plans)


@get("/plans/{plan:str}", operation_id="readPlan")
async def read_plan(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[Plan]:
    """Read a plan as it reads now, and what became of it."""
    found = await views.get(organisation, PLANS, plan, at_least=at_least)
    if found is None:
        raise PlanNotFound(plan=plan)
    return Response(found.document, headers=at_position(found.position))


@post("/plans/{plan:str}/revisions", operation_id="revisePlan")
async def revise_plan(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    data: Annotated[
        RevisionAsked,
        json_such_as(
            why="There is water now.",
            budget=[{"what": "A well", "cents": 120000}],
            currency="EUR",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Revise a plan: whoever carries it may, and the facilitator and the clerk.

    Not while people vote on it; and what was adopted stands.
    """
    receipt = await caller.asks(RevisePlan, organisation, plan=plan, **data.for_the_act())
    return done(receipt, REVISIONS_OF.format(organisation=organisation, plan=plan))


@get("/plans/{plan:str}/revisions", operation_id="listRevisions")
async def list_revisions(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[RevisionsSeen]:
    """List the revisions of a plan, each with its author; the first is what was proposed."""
    page = await page_of(
        views,
        organisation,
        REVISIONS,
        "revisions",
        plan,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = RevisionsSeen(revisions=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@post("/plans/{plan:str}/bearers", operation_id="joinBearers")
async def join_bearers(
    organisation: FromPath[OrganisationPath], plan: FromPath[PlanPath], caller: ByCaller
) -> Response[Done]:
    """Help to carry a plan. Residents may, each for themselves."""
    receipt = await caller.asks(JoinBearers, organisation, plan=plan)
    return done(receipt, BEARERS_OF.format(organisation=organisation, plan=plan))


@post("/plans/{plan:str}/bearers/leaving", operation_id="leaveBearers")
async def leave_bearers(
    organisation: FromPath[OrganisationPath], plan: FromPath[PlanPath], caller: ByCaller
) -> Response[Done]:
    """Carry a plan no more."""
    receipt = await caller.asks(LeaveBearers, organisation, plan=plan)
    return done(receipt, BEARERS_OF.format(organisation=organisation, plan=plan))


@get("/plans/{plan:str}/bearers", operation_id="listBearers")
async def list_bearers(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[BearersSeen]:
    """List who carries a plan now, first to last."""
    page = await page_of(
        views,
        organisation,
        BEARERS,
        "bearers",
        plan,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = BearersSeen(bearers=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))
