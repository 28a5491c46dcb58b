"""Decisions: the clerk puts a question to an organ, and the holders of its seats vote."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta

from api.ballots import BallotsSeen, ballots_of
from api.callers import ByCaller
from api.examples import SEAT, json_such_as
from api.moments import At
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, at_position, done
from api.replays import Replayed, replay_of
from api.types import (
    ORGAN,
    UUID,
    Asked,
    Bylaws,
    DecisionPath,
    Item,
    Moment,
    Organ,
    OrganisationPath,
    Plan,
    Published,
    Seat,
    Sha256,
)
from api.types import Decision as ApprovingDecision
from domain.ballots.close_voting import CloseVoting
from domain.ballots.errors import DecisionNotFound
from domain.bylaws.articles import DecisionKind
from domain.counting.majority import Choice, Quorum, Threshold
from domain.decisions.cast_ballot import CastBallotOnDecision
from domain.decisions.declare_result import DeclareDecisionResult
from domain.decisions.object_to_method import ObjectToMethod
from domain.decisions.open_decision import OpenDecision
from domain.events.decisions import Secrecy
from domain.ids import DecisionId, OrganisationId
from projections.decisions import DECISIONS, Decision, State
from projections.ports import Found, Views


class DecisionAsked(Asked, frozen=True, kw_only=True):
    """The rule in force, as exact whole numbers: more than half of the votes for and against
    is 1, 2, `>`, `for_and_against`; a quorum of half the seats in office is 1, 2, `>=`.

    With bylaws in force all of it is theirs, for the `kind` of question: leave it out, or state
    the same, or state another where they leave it open. Without bylaws, `threshold` and `quorum`
    are needed; two voters are, unless `min_voters` says otherwise. `approved_by` is the decision
    by which another organ approved, where the bylaws ask for it.

    `item` is the open item of a meeting: then its notice and attendance count. `outside_meeting`
    is for what is decided outside one, as far as the bylaws allow it; the members decide so only
    once the board was informed, at `board_informed_at`.
    """

    organ: Organ
    question: Published
    closes_at: Moment
    threshold: Threshold | None = None
    quorum: Quorum | None = None
    min_voters: Annotated[int, Meta(ge=1, le=500)] | None = None
    secrecy: Secrecy | None = None
    plan: Plan | None = None
    kind: DecisionKind | None = None
    proposed_bylaws: Bylaws | None = None
    approved_by: ApprovingDecision | None = None
    item: Item | None = None
    outside_meeting: bool | None = None
    board_informed_at: Moment | None = None


class MethodObjectionAsked(Asked, frozen=True, kw_only=True):
    seat: Seat


class BallotAsked(Asked, frozen=True, kw_only=True):
    """`proposal`, when given, is the hash of the text that you read, as the decision shows it.

    Nobody can see the choice before voting has closed; then it is opened together with you
    as its voter, for everybody to read, for ever.
    """

    seat: Seat
    choice: Choice
    proposal: Sha256 | None = None


class DecisionsSeen(msgspec.Struct, frozen=True, kw_only=True):
    decisions: tuple[Decision, ...]
    next: str | None


class DecisionReplayed(Replayed, frozen=True, kw_only=True, omit_defaults=True):
    decision: Decision


@post("/decisions", operation_id="openDecision")
async def open_decision(
    organisation: FromPath[OrganisationPath], data: JSONBody[DecisionAsked], caller: ByCaller
) -> Response[Done]:
    """Put a question to an organ: on a plan, on bylaws, or by itself. Only the clerk may.

    In a meeting the chair may too.
    """
    receipt = await caller.asks(
        OpenDecision,
        organisation,
        decision=caller.new_id("decision"),
        organ=data.organ,
        question=data.question,
        threshold=data.threshold,
        quorum=data.quorum,
        closes_at=data.closes_at,
        min_voters=data.min_voters,
        secrecy=data.secrecy,
        plan=data.plan,
        kind=data.kind,
        proposed_bylaws=data.proposed_bylaws,
        approved_by=data.approved_by,
        item=data.item,
        outside_meeting=data.outside_meeting,
        board_informed_at=data.board_informed_at,
        seed=caller.ports.new_seed(),
    )
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}")


@post("/decisions/{decision:str}/method-objections", operation_id="objectToMethod")
async def object_to_method(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[MethodObjectionAsked, json_such_as(seat=SEAT)],
    caller: ByCaller,
) -> Response[Done]:
    """Object to deciding outside a meeting. Whoever votes for a seat may, until the close.

    No ballot is opened then: the next meeting decides.
    """
    receipt = await caller.asks(ObjectToMethod, organisation, decision=decision, seat=data.seat)
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}", about=decision)


@get("/decisions", operation_id="listDecisions")
async def list_decisions(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    organ: Annotated[str | None, QueryParameter(pattern=ORGAN)] = None,
    in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    plan: Annotated[str | None, QueryParameter(pattern=rf"^plan:{UUID}\Z")] = None,
    meeting: Annotated[str | None, QueryParameter(pattern=rf"^meeting:{UUID}\Z")] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[DecisionsSeen]:
    """List decisions, the newest first; of one organ or meeting, in one state, or on a plan."""
    page = await page_of(
        views,
        organisation,
        DECISIONS,
        "decisions",
        narrowed("organ", organ),
        narrowed("state", in_state),
        plan,
        meeting,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = DecisionsSeen(decisions=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/decisions/{decision:str}", operation_id="readDecision")
async def read_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[Decision]:
    """Read a decision: the question, the rule, the turnout, and the result once declared."""
    found = await _found(views, organisation, decision, at_least)
    return Response(found.document, headers=at_position(found.position))


@post("/decisions/{decision:str}/ballots", operation_id="castBallotOnDecision")
async def cast_ballot_on_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: JSONBody[BallotAsked],
    caller: ByCaller,
) -> Response[Done]:
    """Cast the ballot of the seat that you hold, or replace it, until voting closes."""
    receipt = await caller.asks(
        CastBallotOnDecision,
        organisation,
        ballot=caller.new_id("ballot"),
        seed=caller.ports.new_seed(),
        decision=decision,
        seat=data.seat,
        choice=data.choice,
        proposal=data.proposal,
    )
    return done(receipt, f"/organisations/{organisation}/decisions/{decision}/ballots")


@get("/decisions/{decision:str}/ballots", operation_id="listBallotsOnDecision")
async def list_ballots_on_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[BallotsSeen]:
    """Read the turnout; and once the result is declared, the ballots in order of casting."""
    found = await _found(views, organisation, decision, at_least)
    return await ballots_of(views, organisation, found, decision, asked, cursor=cursor, limit=limit)


@post("/decisions/{decision:str}/close", operation_id="closeDecision")
async def close_decision(
    organisation: FromPath[OrganisationPath], decision: FromPath[DecisionPath], caller: ByCaller
) -> Response[Done]:
    """Record that voting has closed, once the deadline has passed. Only the clerk may."""
    receipt = await caller.asks(CloseVoting, organisation, decision=decision)
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}", about=decision)


@post("/decisions/{decision:str}/result", operation_id="declareDecisionResult")
async def declare_decision_result(
    organisation: FromPath[OrganisationPath], decision: FromPath[DecisionPath], caller: ByCaller
) -> Response[Done]:
    """Open the ballots, count them and declare the result with its effects, all at once.

    Only the clerk may.
    """
    receipt = await caller.asks(
        DeclareDecisionResult, organisation, decision=decision, seed=caller.ports.new_seed()
    )
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}", about=decision)


@get("/decisions/{decision:str}/replay", operation_id="replayDecision")
async def replay_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    caller: ByCaller,
    at: At = None,
) -> Response[DecisionReplayed]:
    """Replay a decision from the record, up to a moment, and recount its ballots."""
    replayed = await replay_of(caller.ports.log, organisation, DECISIONS, decision, at)
    if replayed is None:
        raise DecisionNotFound(decision=decision)
    document, recounted = replayed
    seen = DecisionReplayed(decision=document, **recounted)
    return Response(seen, headers=at_position(seen.position))


async def _found(
    views: Views, organisation: OrganisationId, decision: DecisionId, at_least: int
) -> Found[Decision]:
    found = await views.get(organisation, DECISIONS, decision, at_least=at_least)
    if found is None:
        raise DecisionNotFound(decision=decision)
    return found
