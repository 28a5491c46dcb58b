"""Pledges: whoever takes part promises a plan hours, money or materials."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from api.callers import ByCaller
from api.examples import json_such_as
from api.funding import Amount
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, page_of
from api.receipts import Done, done
from api.types import Asked, Cents, Currency, OrganisationPath, PlanPath, PledgePath, Published
from domain.events.pledges import Support
from domain.pledges.make_pledge import MakePledge
from domain.pledges.note_pledge_kept import NotePledgeKept
from domain.pledges.note_pledge_not_kept import NotePledgeNotKept
from domain.pledges.withdraw_pledge import WithdrawPledge
from projections.pledges import PLEDGES, Pledge, State

PLEDGES_OF = "/organisations/{organisation}/plans/{plan}/pledges"
Hours = Annotated[int, Meta(ge=1, le=1_000_000, description="Whole hours.")]
SomeHours = Annotated[int, Meta(ge=0, le=1_000_000, description="Whole hours.")]


class PledgeAsked(Asked, frozen=True, kw_only=True):
    """`hours`, or `cents` with `currency`, or `what` for materials, as `kind` says. Of hours and
    money, `what` may tell more."""

    kind: Support
    hours: Hours | None = None
    cents: Amount | None = None
    currency: Currency | None = None
    what: Published | None = None


class PledgeKeptAsked(Asked, frozen=True, kw_only=True):
    """How much it came to, where that is not what was pledged."""

    hours: SomeHours | None = None
    cents: Cents | None = None


class PledgeNotKeptAsked(Asked, frozen=True, kw_only=True):
    reason: Published | None = None


class PledgesSeen(msgspec.Struct, frozen=True, kw_only=True):
    pledges: tuple[Pledge, ...]
    next: str | None


@post("/plans/{plan:str}/pledges", operation_id="makePledge")
async def make_pledge(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    data: Annotated[PledgeAsked, json_such_as(kind="hours", hours=20, what="Digging.")],
    caller: ByCaller,
) -> Response[Done]:
    """Pledge a plan your own hours, money or materials. Everybody who is registered may."""
    receipt = await caller.asks(
        MakePledge,
        organisation,
        plan=plan,
        pledge=caller.new_id("pledge"),
        kind=data.kind,
        hours=data.hours,
        cents=data.cents,
        currency=data.currency,
        what=data.what,
    )
    return done(receipt, PLEDGES_OF.format(organisation=organisation, plan=plan))


@post("/plans/{plan:str}/pledges/{pledge:str}/kept", operation_id="notePledgeKept")
async def note_pledge_kept(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    pledge: FromPath[PledgePath],
    data: Annotated[PledgeKeptAsked, json_such_as(hours=24)],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a pledge was kept. Who made it may, who carries the plan, facilitator and clerk."""
    receipt = await caller.asks(
        NotePledgeKept, organisation, plan=plan, pledge=pledge, hours=data.hours, cents=data.cents
    )
    return done(receipt, PLEDGES_OF.format(organisation=organisation, plan=plan))


@post("/plans/{plan:str}/pledges/{pledge:str}/not-kept", operation_id="notePledgeNotKept")
async def note_pledge_not_kept(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    pledge: FromPath[PledgePath],
    data: Annotated[PledgeNotKeptAsked, json_such_as(reason="The digger broke down.")],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a pledge was not kept. Who may say that it was may say this too."""
    receipt = await caller.asks(
        NotePledgeNotKept, organisation, plan=plan, pledge=pledge, reason=data.reason
    )
    return done(receipt, PLEDGES_OF.format(organisation=organisation, plan=plan))


@post("/plans/{plan:str}/pledges/{pledge:str}/withdrawal", operation_id="withdrawPledge")
async def withdraw_pledge(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    pledge: FromPath[PledgePath],
    caller: ByCaller,
) -> Response[Done]:
    """Withdraw your pledge, before it is noted whether it was kept."""
    receipt = await caller.asks(WithdrawPledge, organisation, plan=plan, pledge=pledge)
    return done(receipt, PLEDGES_OF.format(organisation=organisation, plan=plan))


@get("/plans/{plan:str}/pledges", operation_id="listPledges")
async def list_pledges(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    views: ByViews,
    asked: ByPage,
    in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[PledgesSeen]:
    """List the pledges to a plan, the oldest first; all, or those in one state."""
    page = await page_of(
        views,
        organisation,
        PLEDGES,
        "pledges",
        plan if in_state is None else f"{plan} {in_state}",
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = PledgesSeen(pledges=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))
