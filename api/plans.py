"""Plans: whoever takes part proposes them; everybody who takes part reads them."""

from typing import Annotated, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from api.callers import ByCaller
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, at_position, done
from api.types import Asked, OrganisationPath, PlanPath, Published, PublishedText
from domain.plans.errors import PlanNotFound
from domain.plans.propose_plan import ProposePlan
from projections.plans import PLANS, Plan

Theme = Annotated[str | None, QueryParameter(min_length=1, max_length=200, pattern=r"^[^\x00]+\Z")]


class PlanAsked(Asked, frozen=True, kw_only=True):
    """The themes of the movement: re-integration, neighbourhood economy, urban gardens,
    energy, diversity; an organisation may add its own."""

    title: Published
    text: PublishedText
    theme: Published


class PlansSeen(msgspec.Struct, frozen=True, kw_only=True):
    plans: tuple[Plan, ...]
    next: str | None


@post("/plans", operation_id="proposePlan")
async def propose_plan(
    organisation: FromPath[OrganisationPath], data: JSONBody[PlanAsked], caller: ByCaller
) -> Response[Done]:
    """Propose a plan. Everybody who is registered may."""
    receipt = await caller.asks(
        ProposePlan,
        organisation,
        plan=caller.new_id("plan"),
        title=data.title,
        text=data.text,
        theme=data.theme,
    )
    return done(receipt, f"/organisations/{organisation}/plans/{{id}}")


@get("/plans", operation_id="listPlans")
async def list_plans(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    theme: Theme = None,
    in_state: Annotated[Literal["proposed", "adopted"] | None, QueryParameter(name="state")] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[PlansSeen]:
    """List plans, the newest first; of one theme, or in one state."""
    page = await page_of(
        views,
        organisation,
        PLANS,
        "plans",
        narrowed("theme", theme),
        narrowed("state", in_state),
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = PlansSeen(plans=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/plans/{plan:str}", operation_id="readPlan")
async def read_plan(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[Plan]:
    """Read a plan."""
    found = await views.get(organisation, PLANS, plan, at_least=at_least)
    if found is None:
        raise PlanNotFound(plan=plan)
    return Response(found.document, headers=at_position(found.position))
