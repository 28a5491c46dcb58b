"""Funding: what is committed to a plan, whether it lasts, and how long plans take."""

from collections.abc import Iterable
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from api.bodies import LARGEST_INTEGER
from api.callers import ByCaller, Caller
from api.errors import Fault, RequestInvalid
from api.examples import PERSON, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, page_of
from api.receipts import Done, at_position, done
from api.types import (
    FOR_EVER,
    Asked,
    Currency,
    Day,
    FundingPath,
    Holder,
    OrganisationPath,
    PlanPath,
    Published,
)
from domain.days.day import day_of, months_after, require_days
from domain.days.errors import NoSuchDay
from domain.funding.commit_funding import CommitFunding
from domain.funding.errors import FundingNotFound
from domain.funding.receive_instalment import ReceiveInstalment
from domain.funding.reduce_funding import ReduceFunding
from domain.funding.renew_funding import RenewFunding
from domain.funding.shorten_funding import ShortenFunding
from domain.funding.withdraw_funding import WithdrawFunding
from domain.plans.errors import PlanNotFound
from projections.funding import FUNDING
from projections.funding import Funding as FundingSeen
from projections.funding_gaps import ALL_PLANS, FUNDING_GAPS, FundedPlan, PlansAndMoney
from projections.funding_seen import (
    FundingGapSeen,
    HowLong,
    PlanEvidence,
    evidence_of,
    funding_gap,
    how_long,
)

ONE_FUNDING = "/organisations/{organisation}/funding/{{id}}"
MONTHS_AHEAD = 6
MOST_MONTHS = 120

Amount = Annotated[
    int, Meta(ge=1, le=LARGEST_INTEGER, description="Whole cents, more than nothing.")
]
Conditions = Annotated[str, Meta(min_length=1, max_length=2_000, description=FOR_EVER)]
AsOf = Annotated[
    str | None,
    QueryParameter(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z",
        description="The day to look from; today if absent.",
    ),
]
Months = Annotated[
    int, QueryParameter(ge=0, le=MOST_MONTHS, description="How many months ahead to warn.")
]


class FundingAsked(Asked, frozen=True, kw_only=True):
    """The first day with money and the last one. `partner` is who gives it, if registered here;
    a partner records their own."""

    funder: Published
    cents: Amount
    currency: Currency
    funding_from: Day
    funding_until: Day
    partner: Holder | None = None
    conditions: Conditions | None = None


class InstalmentAsked(Asked, frozen=True, kw_only=True):
    cents: Amount
    received_on: Day


class ReductionAsked(Asked, frozen=True, kw_only=True):
    """`cents` is what is left of the commitment, with what came in before."""

    cents: Amount
    reason: Published | None = None


class ShorteningAsked(Asked, frozen=True, kw_only=True):
    funding_until: Day
    reason: Published | None = None


class RenewalAsked(Asked, frozen=True, kw_only=True):
    """`cents` is what is committed in all, with what was committed before."""

    funding_until: Day
    cents: Amount


class FundingWithdrawalAsked(Asked, frozen=True, kw_only=True):
    """From `withdrawn_on` on there is no money any more."""

    reason: Published
    withdrawn_on: Day


class FundingsSeen(msgspec.Struct, frozen=True, kw_only=True):
    funding: tuple[FundingSeen, ...]
    next: str | None


class FundingGapsSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Soonest first. With `warned` a page may show fewer than were asked for: plans that had a
    gap and have money again are left out."""

    as_of: str
    plans: tuple[FundingGapSeen, ...]
    next: str | None


class FundingEvidenceSeen(msgspec.Struct, frozen=True, kw_only=True):
    """``ended_before_result`` is how many plans had no money any more when they had their first
    result."""

    how_long: tuple[HowLong, ...]
    ended_before_result: int
    plans: tuple[PlanEvidence, ...]
    next: str | None


@post("/plans/{plan:str}/funding", operation_id="commitFunding")
async def commit_funding(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    data: Annotated[
        FundingAsked,
        json_such_as(
            funder="Gemeente Amsterdam",
            cents=1_200_000,
            currency="EUR",
            funding_from="2026-07-01",
            funding_until="2027-06-30",
            partner=PERSON,
            conditions="Open to the whole street.",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record money that was committed to a plan.

    Who carries the plan may, the facilitator and the clerk; and a partner their own.
    """
    receipt = await caller.asks(
        CommitFunding,
        organisation,
        plan=plan,
        funding=caller.new_id("funding"),
        funder=data.funder,
        cents=data.cents,
        currency=data.currency,
        funding_from=data.funding_from,
        funding_until=data.funding_until,
        partner=data.partner,
        conditions=data.conditions,
    )
    return done(receipt, ONE_FUNDING.format(organisation=organisation))


@post("/funding/{funding:str}/instalments", operation_id="receiveInstalment")
async def receive_instalment(
    organisation: FromPath[OrganisationPath],
    funding: FromPath[FundingPath],
    data: Annotated[InstalmentAsked, json_such_as(cents=300_000, received_on="2026-07-03")],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a part of the money came in. All parts are no more than the commitment."""
    receipt = await caller.asks(
        ReceiveInstalment,
        organisation,
        funding=funding,
        cents=data.cents,
        received_on=data.received_on,
    )
    return done(receipt, ONE_FUNDING.format(organisation=organisation))


@post("/funding/{funding:str}/reduction", operation_id="reduceFunding")
async def reduce_funding(
    organisation: FromPath[OrganisationPath],
    funding: FromPath[FundingPath],
    data: Annotated[ReductionAsked, json_such_as(cents=900_000, reason="A smaller budget.")],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a funder commits less than before."""
    receipt = await caller.asks(
        ReduceFunding, organisation, funding=funding, cents=data.cents, reason=data.reason
    )
    return done(receipt, ONE_FUNDING.format(organisation=organisation))


@post("/funding/{funding:str}/shortening", operation_id="shortenFunding")
async def shorten_funding(
    organisation: FromPath[OrganisationPath],
    funding: FromPath[FundingPath],
    data: Annotated[
        ShorteningAsked, json_such_as(funding_until="2026-12-31", reason="The fund closes.")
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record that the money ends earlier than was said."""
    receipt = await caller.asks(
        ShortenFunding,
        organisation,
        funding=funding,
        funding_until=data.funding_until,
        reason=data.reason,
    )
    return done(receipt, ONE_FUNDING.format(organisation=organisation))


@post("/funding/{funding:str}/renewal", operation_id="renewFunding")
async def renew_funding(
    organisation: FromPath[OrganisationPath],
    funding: FromPath[FundingPath],
    data: Annotated[RenewalAsked, json_such_as(funding_until="2028-06-30", cents=2_400_000)],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a funder goes on: for longer, and with no less in all."""
    receipt = await caller.asks(
        RenewFunding,
        organisation,
        funding=funding,
        funding_until=data.funding_until,
        cents=data.cents,
    )
    return done(receipt, ONE_FUNDING.format(organisation=organisation))


@post("/funding/{funding:str}/withdrawal", operation_id="withdrawFunding")
async def withdraw_funding(
    organisation: FromPath[OrganisationPath],
    funding: FromPath[FundingPath],
    data: Annotated[
        FundingWithdrawalAsked,
        json_such_as(reason="The fund was wound up.", withdrawn_on="2027-01-01"),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a funder stops before the end, and why. What came in stays."""
    receipt = await caller.asks(
        WithdrawFunding,
        organisation,
        funding=funding,
        reason=data.reason,
        withdrawn_on=data.withdrawn_on,
    )
    return done(receipt, ONE_FUNDING.format(organisation=organisation))


@get("/plans/{plan:str}/funding", operation_id="listFunding")
async def list_funding(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[FundingsSeen]:
    """List the money committed to a plan, the oldest commitment first."""
    page = await page_of(
        views,
        organisation,
        FUNDING,
        "funding",
        plan,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = FundingsSeen(funding=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/funding/{funding:str}", operation_id="readFunding")
async def read_funding(
    organisation: FromPath[OrganisationPath],
    funding: FromPath[FundingPath],
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[FundingSeen]:
    """Read one commitment of money: as it stands, and what it was at first."""
    found = await views.get(organisation, FUNDING, funding, at_least=at_least)
    if found is None:
        raise FundingNotFound(funding=funding)
    return Response(found.document, headers=at_position(found.position))


@get("/plans/{plan:str}/funding-gap", operation_id="readFundingGap")
async def read_funding_gap(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    caller: ByCaller,
    views: ByViews,
    as_of: AsOf = None,
    months: Months = MONTHS_AHEAD,
    at_least: AtLeast = 0,
) -> Response[FundingGapSeen]:
    """Read whether the money for a plan lasts as long as the plan needs it."""
    found = await views.get(organisation, FUNDING_GAPS, plan, at_least=at_least)
    if found is None or found.document.of_plan is None:
        raise PlanNotFound(plan=plan)
    seen = funding_gap(found.document.of_plan, _today(caller, as_of), months)
    return Response(seen, headers=at_position(found.position))


@get("/funding-gaps", operation_id="listFundingGaps")
async def list_funding_gaps(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    views: ByViews,
    asked: ByPage,
    as_of: AsOf = None,
    months: Months = MONTHS_AHEAD,
    warned: Annotated[
        bool, QueryParameter(description="Only plans that are out of money, or will be soon.")
    ] = False,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[FundingGapsSeen]:
    """List the plans that need money on days when there is none, by the first of these days.

    Whatever is over, and plans that were completed or stopped, are not there.
    """
    today = _today(caller, as_of)
    page = await page_of(
        views,
        organisation,
        FUNDING_GAPS,
        "funding_gaps",
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    plans = _of_plans(page.documents)
    if warned and plans and plans[-1].gaps[0].gap_from > months_after(today, months):
        # Of all that follow, money ends later still.
        page = page._replace(cursor=None)
    gaps = [funding_gap(each, today, months) for each in plans]
    if warned:
        gaps = [each for each in gaps if each.warning is not None]
    seen = FundingGapsSeen(as_of=today, plans=tuple(gaps), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/funding-evidence", operation_id="readFundingEvidence")
async def read_funding_evidence(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[FundingEvidenceSeen]:
    """Read how long plans took, and how long their money lasted: evidence for a funder.

    From the first signal to the decision and to the first result: over all plans in whole weeks,
    and of each plan, the newest first.
    """
    page = await page_of(
        views,
        organisation,
        FUNDING_GAPS,
        "evidence",
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    found = await views.get(organisation, FUNDING_GAPS, ALL_PLANS, at_least=at_least)
    all_plans = PlansAndMoney() if found is None else found.document
    seen = FundingEvidenceSeen(
        how_long=how_long(all_plans),
        ended_before_result=all_plans.ended_before_result,
        plans=tuple(evidence_of(each) for each in _of_plans(page.documents)),
        next=page.cursor,
    )
    return Response(seen, headers=asked.headers(page))


def _today(caller: Caller, as_of: str | None) -> str:
    """Raise RequestInvalid."""
    try:
        require_days(as_of)
    except NoSuchDay as unknown:
        raise RequestInvalid(Fault(detail=str(unknown), parameter="as_of")) from None
    return as_of or day_of(caller.at)


def _of_plans(documents: Iterable[PlansAndMoney]) -> list[FundedPlan]:
    return [each.of_plan for each in documents if each.of_plan is not None]
