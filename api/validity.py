"""Whether a decision holds: claims, annulment, suspension, nullity, and how it is mended."""

from typing import Annotated, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.examples import ITEM, PERSON, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, done
from api.results import DECISION, FollowUpAsked
from api.types import (
    UUID,
    Asked,
    Claim,
    ClaimPath,
    Decision,
    DecisionPath,
    Holder,
    Moment,
    Organ,
    OrganisationPath,
    Published,
)
from domain.events.results import Defect
from domain.results.annul_decision import AnnulDecision
from domain.results.end_claim import EndClaim
from domain.results.find_decision_void import FindDecisionVoid
from domain.results.lift_decision_suspension import LiftDecisionSuspension
from domain.results.note_claim import NoteClaim
from domain.results.open_confirmation import OpenConfirmation
from domain.results.ratify_decision import RatifyDecision
from domain.results.suspend_decision import SuspendDecision
from projections.claims import CLAIMS
from projections.claims import Claim as ClaimSeen

COURT = {"court": "Rechtbank Amsterdam", "case_number": "C/13/123456 / HA ZA 26-1"}


class ClaimAsked(Asked, frozen=True, kw_only=True):
    court: Published
    filed_at: Moment
    case_number: Published | None = None
    defect: Defect | None = None


class ClaimEndAsked(Asked, frozen=True, kw_only=True):
    ended_at: Moment
    how: Literal["dismissed", "withdrawn", "settled"]


class AnnulmentAsked(Asked, frozen=True, kw_only=True):
    """`taken_anew: false` where a confirmation that waited for the claim was not meant to take
    the decision anew."""

    court: Published
    case_number: Published
    annulled_at: Moment
    claim: Claim | None = None
    taken_anew: bool | None = None


class ByCourtOrOrganAsked(Asked, frozen=True, kw_only=True):
    """Either a `court` with the number of its case, or an organ `by_decision`, an adopted one."""

    court: Published | None = None
    case_number: Published | None = None
    by_decision: Decision | None = None


class SuspensionOfDecisionAsked(ByCourtOrOrganAsked, frozen=True, kw_only=True):
    ground: Published


class NullityAsked(ByCourtOrOrganAsked, frozen=True, kw_only=True):
    """Who was passed over, a person or an organ, alone can ratify it, until `ratify_by`."""

    ground: Published
    passed_over: Holder | None = None
    passed_over_organ: Organ | None = None
    ratify_by: Moment | None = None


class RatificationAsked(Asked, frozen=True, kw_only=True):
    """`by_decision` if it was an organ that was passed over: the one by which it ratifies."""

    by_decision: Decision | None = None


class ConfirmationAsked(FollowUpAsked, frozen=True, kw_only=True):
    defect: Defect
    cures: Published


class ClaimsSeen(msgspec.Struct, frozen=True, kw_only=True):
    claims: tuple[ClaimSeen, ...]
    next: str | None


@post("/decisions/{decision:str}/claims", operation_id="noteClaim")
async def note_claim(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        ClaimAsked,
        json_such_as(**COURT, filed_at="2026-06-01T09:00:00Z", defect="how_it_came_about"),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a court is asked to annul a decision. Only the clerk may."""
    receipt = await caller.asks(
        NoteClaim,
        organisation,
        decision=decision,
        claim=caller.new_id("claim"),
        court=data.court,
        filed_at=data.filed_at,
        case_number=data.case_number,
        defect=data.defect,
    )
    return done(receipt, f"/organisations/{organisation}/claims")


@post("/decisions/{decision:str}/claims/{claim:str}/end", operation_id="endClaim")
async def end_claim(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    claim: FromPath[ClaimPath],
    data: Annotated[ClaimEndAsked, json_such_as(ended_at="2026-09-01T09:00:00Z", how="dismissed")],
    caller: ByCaller,
) -> Response[Done]:
    """Note that a claim ended without an annulment. Only the clerk may.

    A confirmation that had waited for it has its effect now.
    """
    receipt = await caller.asks(
        EndClaim,
        organisation,
        decision=decision,
        claim=claim,
        ended_at=data.ended_at,
        how=data.how,
    )
    return done(receipt, f"/organisations/{organisation}/claims", about=claim)


@get("/claims", operation_id="listClaims")
async def list_claims(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    in_state: Annotated[Literal["pending", "ended"] | None, QueryParameter(name="state")] = None,
    decision: Annotated[str | None, QueryParameter(pattern=rf"^decision:{UUID}\Z")] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[ClaimsSeen]:
    """List the claims before courts, the newest first; in one state, or against a decision."""
    page = await page_of(
        views,
        organisation,
        CLAIMS,
        "claims",
        narrowed("state", in_state),
        decision,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = ClaimsSeen(claims=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@post("/decisions/{decision:str}/annulment", operation_id="annulDecision")
async def annul_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[AnnulmentAsked, json_such_as(**COURT, annulled_at="2026-09-01T09:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a court annulled a decision; its effects are reversed. Only the clerk may."""
    receipt = await caller.asks(
        AnnulDecision,
        organisation,
        decision=decision,
        court=data.court,
        case_number=data.case_number,
        annulled_at=data.annulled_at,
        claim=data.claim,
        taken_anew=data.taken_anew,
    )
    return done(receipt, DECISION.format(organisation=organisation), about=decision)


@post("/decisions/{decision:str}/suspension", operation_id="suspendDecision")
async def suspend_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        SuspensionOfDecisionAsked, json_such_as(**COURT, ground="It waits for the permit.")
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a decision is suspended; its effects are reversed. Only the clerk may."""
    receipt = await caller.asks(
        SuspendDecision,
        organisation,
        decision=decision,
        ground=data.ground,
        court=data.court,
        case_number=data.case_number,
        by_decision=data.by_decision,
    )
    return done(receipt, DECISION.format(organisation=organisation), about=decision)


@post("/decisions/{decision:str}/suspension/end", operation_id="liftDecisionSuspension")
async def lift_decision_suspension(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[ByCourtOrOrganAsked, json_such_as(**COURT)],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a suspension was lifted; the effects come again. Only the clerk may."""
    receipt = await caller.asks(
        LiftDecisionSuspension,
        organisation,
        decision=decision,
        court=data.court,
        case_number=data.case_number,
        by_decision=data.by_decision,
    )
    return done(receipt, DECISION.format(organisation=organisation), about=decision)


@post("/decisions/{decision:str}/nullity", operation_id="findDecisionVoid")
async def find_decision_void(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        NullityAsked,
        json_such_as(**COURT, ground="The members were not told.", passed_over=PERSON),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a decision was found void, by law; its effects are reversed.

    Only the clerk may, on the word of a court or of an organ.
    """
    receipt = await caller.asks(
        FindDecisionVoid,
        organisation,
        decision=decision,
        ground=data.ground,
        court=data.court,
        case_number=data.case_number,
        by_decision=data.by_decision,
        passed_over=data.passed_over,
        passed_over_organ=data.passed_over_organ,
        ratify_by=data.ratify_by,
    )
    return done(receipt, DECISION.format(organisation=organisation), about=decision)


@post("/decisions/{decision:str}/ratification", operation_id="ratifyDecision")
async def ratify_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[RatificationAsked, json_such_as()],
    caller: ByCaller,
) -> Response[Done]:
    """Ratify a void decision by which you were passed over; its effects come again.

    For an organ that was passed over the clerk records the decision by which it ratifies.
    """
    receipt = await caller.asks(
        RatifyDecision, organisation, decision=decision, by_decision=data.by_decision
    )
    return done(receipt, DECISION.format(organisation=organisation), about=decision)


@post("/decisions/{decision:str}/confirmations", operation_id="openConfirmation")
async def open_confirmation(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        ConfirmationAsked,
        json_such_as(
            closes_at="2026-06-15T19:00:00Z",
            item=ITEM,
            defect="how_it_came_about",
            cures="The notice had come two days too late.",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Put to the vote whether a decision is confirmed: by the same organ and the same rule.

    The chair may in a meeting, and the clerk. It cures only a defect in how the decision came
    about, and has no effect while an earlier claim is pending.
    """
    receipt = await caller.asks(
        OpenConfirmation,
        organisation,
        decision=decision,
        follow_up=caller.new_id("decision"),
        closes_at=data.closes_at,
        item=data.item,
        defect=data.defect,
        cures=data.cures,
        seed=caller.ports.new_seed(),
    )
    return done(receipt, DECISION.format(organisation=organisation))
