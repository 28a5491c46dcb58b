"""Cross-pollination: plans that organisations share, and what becomes of them elsewhere."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, delete, get, post
from litestar.params import FromPath

from api.callers import ByCaller
from api.errors import CursorMalformed
from api.examples import ORGANISATION, PLAN, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, done
from api.searching import Label, Words
from api.types import (
    Asked,
    OrganisationPath,
    OtherOrganisation,
    Plan,
    PlanPath,
    Published,
    PublishedText,
)
from domain import record
from domain.errors import OrganisationNotFound
from domain.events.plans import Particular
from domain.ids import OrganisationId, PlanId
from domain.kernel import select
from domain.plans.course import State
from domain.plans.errors import PlanNotFound
from domain.ports import Log
from domain.sharing.errors import SharedPlanNotFound
from domain.sharing.share_plan import SharePlan
from domain.sharing.take_over_plan import Example, TakeOverPlan
from domain.sharing.unshare_plan import UnsharePlan
from projections.lessons import LESSONS, Lesson
from projections.plans import PLANS
from projections.provenance import PROVENANCE, Trail
from projections.replay import replay
from projections.shared_plans import SHARED_PLANS, SharedPlan

PROVENANCE_OF = "/organisations/{organisation}/plans/{plan}/provenance"


class TakingOverAsked(Asked, frozen=True, kw_only=True):
    """What you do not say anew is said as it is there."""

    origin_organisation: OtherOrganisation
    origin_plan: Plan
    title: Published | None = None
    text: PublishedText | None = None
    theme: Published | None = None


class PlanElsewhere(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``position`` is the last in the log of its organisation that changed what stands here."""

    organisation: OrganisationId
    plan: PlanId
    shared_by: str
    shared_at: datetime
    title: str
    text: str
    theme: str
    state: State
    position: int
    particulars: tuple[Particular, ...] | None = None


class PlansElsewhere(msgspec.Struct, frozen=True, kw_only=True):
    plans: tuple[PlanElsewhere, ...]
    next: str | None


class PlanWithLessons(msgspec.Struct, frozen=True, kw_only=True):
    """``next`` is the next page of its lessons, the newest of which come first."""

    plan: PlanElsewhere
    lessons: tuple[Lesson, ...]
    next: str | None


class ProvenanceSeen(msgspec.Struct, frozen=True, kw_only=True):
    """``came_from`` is its origin, if it was taken over; ``went_to`` is who took it over, and
    what came back from there, in the order in which it was heard."""

    plan: PlanId
    came_from: Trail | None
    went_to: tuple[Trail, ...]
    next: str | None


@post("/plans/{plan:str}/sharing", operation_id="sharePlan")
async def share_plan(
    organisation: FromPath[OrganisationPath], plan: FromPath[PlanPath], caller: ByCaller
) -> Response[Done]:
    """Share a plan and its lessons with all other organisations of this installation.

    Who carries it may, the facilitator and the clerk, once it was adopted.
    """
    receipt = await caller.asks(SharePlan, organisation, plan=plan)
    return done(receipt, f"/shared-plans/{organisation}/{plan}")


@delete("/plans/{plan:str}/sharing", operation_id="unsharePlan", status_code=201)
async def unshare_plan(
    organisation: FromPath[OrganisationPath], plan: FromPath[PlanPath], caller: ByCaller
) -> Response[Done]:
    """Share a plan no longer. Whoever took it over keeps what they made of it."""
    receipt = await caller.asks(UnsharePlan, organisation, plan=plan)
    return done(receipt, f"/organisations/{organisation}/plans/{plan}")


@post("/plans/taken-over", operation_id="takeOverPlan")
async def take_over_plan(
    organisation: FromPath[OrganisationPath],
    data: Annotated[
        TakingOverAsked,
        json_such_as(
            origin_organisation=ORGANISATION, origin_plan=PLAN, title="A garden for us too"
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Propose a plan here that another organisation shares. Everybody who is registered may.

    The origin is told, and so it is later of what became of the plan here.
    """
    found = await _shared_now(caller.ports.log, data.origin_organisation, data.origin_plan)
    receipt = await caller.asks(
        TakeOverPlan,
        organisation,
        plan=caller.new_id("plan"),
        origin_organisation=data.origin_organisation,
        origin_plan=data.origin_plan,
        new_title=data.title,
        new_text=data.text,
        new_theme=data.theme,
        title=data.title or (found.title if found else ""),
        text=data.text or (found.text if found else ""),
        theme=data.theme or (found.theme if found else ""),
        example=found and Example(found.shared_by or "", found.position),
    )
    return done(receipt, PROVENANCE_OF.format(organisation=organisation, plan="{id}"))


@get("/plans/{plan:str}/provenance", operation_id="readProvenance")
async def read_provenance(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[ProvenanceSeen]:
    """Read where a plan came from, where it went, and what came back from there."""
    if await views.get(organisation, PLANS, plan, at_least=at_least) is None:
        raise PlanNotFound(plan=plan)
    origin = await views.get(organisation, PROVENANCE, plan, at_least=at_least)
    page = await page_of(
        views,
        organisation,
        PROVENANCE,
        "provenance",
        plan,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = ProvenanceSeen(
        plan=plan,
        came_from=None if origin is None else origin.document,
        went_to=tuple(page.documents),
        next=page.cursor,
    )
    return Response(seen, headers=asked.headers(page))


@get("/shared-plans", operation_id="listSharedPlans")
async def list_shared_plans(
    views: ByViews,
    asked: ByPage,
    words: Words = None,
    theme: Label = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
) -> Response[PlansElsewhere]:
    """Search the plans that organisations share, by the words in them and in their lessons.

    What fits best comes first, the same for everybody; without words, what was shared last.
    A search looks through the first 2,000 that it finds.
    """
    try:
        page = await views.shared(
            SHARED_PLANS,
            LESSONS,
            narrowed("theme", theme) or "",
            words=words,
            cursor=cursor,
            limit=limit,
        )
    except ValueError:
        raise CursorMalformed from None
    plans = tuple(_elsewhere(organisation, plan) for organisation, plan in page.found)
    seen = PlansElsewhere(plans=plans, next=page.cursor)
    return Response(seen, headers=asked.link(page.cursor))


@get("/shared-plans/{organisation:str}/{plan:str}", operation_id="readSharedPlan")
async def read_shared_plan(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    caller: ByCaller,
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
) -> Response[PlanWithLessons]:
    """Read a plan that another organisation shares, and what was learned from it."""
    found = await _shared_now(caller.ports.log, organisation, plan)
    if found is None:
        raise SharedPlanNotFound
    page = await page_of(
        views, organisation, LESSONS, "lessons", plan, cursor=cursor, limit=limit, at_least=0
    )
    lessons = tuple(msgspec.structs.replace(each, drawn_by=None) for each in page.documents)
    seen = PlanWithLessons(plan=_elsewhere(organisation, found), lessons=lessons, next=page.cursor)
    return Response(seen, headers=asked.link(page.cursor))


async def _shared_now(log: Log, organisation: OrganisationId, plan: PlanId) -> SharedPlan | None:
    """As the log says it: a view may not have heard yet that it is shared no more."""
    about = select(*SHARED_PLANS.FOLLOWS, tags=[plan])
    try:
        seen = await log.read(organisation, [about], None)
    except OrganisationNotFound:
        return None
    known = [record.decode(each.position, each.record) for each in seen.records]
    found = replay(SHARED_PLANS, known).get(plan)
    return found if found is not None and found.shared else None


def _elsewhere(organisation: OrganisationId, plan: SharedPlan) -> PlanElsewhere:
    assert plan.shared_by is not None
    assert plan.shared_at is not None
    return PlanElsewhere(
        organisation=organisation,
        plan=plan.plan,
        shared_by=plan.shared_by,
        shared_at=plan.shared_at,
        title=plan.title,
        text=plan.text,
        theme=plan.theme,
        state=plan.halted or "adopted",
        position=plan.position,
        particulars=plan.particulars,
    )
