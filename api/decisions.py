"""Decisions: the clerk puts a question to an organ, and the holders of its seats vote."""

from typing import Annotated

import msgspec
from litestar import Response, delete, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from api.ballots import BallotsSeen, LinesSeen, ballots_of, lines_of
from api.callers import ByCaller
from api.decision_bodies import BallotAsked, DeadlineAsked, DecisionAsked, MethodObjectionAsked
from api.examples import SEAT, json_such_as
from api.moments import At, evidence_up_to
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Cast, Declared, Done, answered, at_position, declared, done
from api.replays import Replayed, replay_of
from api.types import ORGAN, UUID, DecisionPath, OrganisationPath, SeatPath
from domain.ballots.close_voting import CloseVoting
from domain.ballots.errors import DecisionNotFound
from domain.ballots.extend_deadline import ExtendDeadline
from domain.decisions.cast_ballot import CastBallotOnDecision
from domain.decisions.count_ballots import CountBallots
from domain.decisions.declare_result import DeclareDecisionResult
from domain.decisions.object_to_method import ObjectToMethod
from domain.decisions.open_decision import OpenDecision
from domain.decisions.secrecy import said_on_casting, tracker_of
from domain.decisions.withdraw_ballot import WithdrawBallot
from domain.events.decisions import DecisionOpened
from domain.ids import DecisionId, OrganisationId
from domain.kernel import select
from domain.ports import Log
from domain.record import decode, subject
from projections.decisions import DECISIONS, Decision, State
from projections.doubt import is_doubtful
from projections.evidence import voting_of
from projections.ports import Found, Views


class DecisionsSeen(msgspec.Struct, frozen=True, kw_only=True):
    decisions: tuple[Decision, ...]
    next: str | None


class DecisionSeen(Decision, frozen=True, kw_only=True, omit_defaults=True):
    """``explanation`` is where it stands how the result came about, once it is declared.

    ``entitlement_doubtful``: it was corrected after the close who was entitled. The result stays;
    the explanation gives both readings.
    """

    explanation: str | None = None
    entitlement_doubtful: bool | None = None


class DecisionReplayed(Replayed, frozen=True, kw_only=True, omit_defaults=True):
    decision: Decision


@post("/decisions", operation_id="openDecision")
async def open_decision(
    organisation: FromPath[OrganisationPath], data: JSONBody[DecisionAsked], caller: ByCaller
) -> Response[Done]:
    """Put a question to an organ: on a plan, on bylaws, or by itself. Only the clerk may.

    In a meeting the chair may too. Read the decision to see how its options are named.
    """
    receipt = await caller.asks(
        OpenDecision,
        organisation,
        decision=caller.new_id("decision"),
        option_ids=tuple(caller.new_id("option") for _ in data.options or ()),
        seed=caller.ports.new_seed(),
        **data.for_the_act(),
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
    caller: ByCaller,
    at_least: AtLeast = 0,
) -> Response[DecisionSeen]:
    """Read a decision: the question, the rule, the turnout, and the result once declared.

    Then `explanation` is where every step of the count is explained, and `entitlement_doubtful`
    says whether it was corrected afterwards who was entitled.
    """
    found = await _found(views, organisation, decision, at_least)
    seen = DecisionSeen(**msgspec.structs.asdict(found.document))
    if seen.state == "declared":
        log = caller.ports.log
        events = await evidence_up_to(log, organisation, decision, found.position)
        seen = msgspec.structs.replace(
            seen,
            explanation=f"/organisations/{organisation}/decisions/{decision}/explanation",
            entitlement_doubtful=is_doubtful(voting_of(decision, events)),
        )
    return Response(seen, headers=at_position(found.position))


@post("/decisions/{decision:str}/ballots", operation_id="castBallotOnDecision")
async def cast_ballot_on_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: JSONBody[BallotAsked],
    caller: ByCaller,
) -> Response[Cast]:
    """Cast the ballot of the seat that you hold, or replace it, until voting closes.

    So too for a seat that gave yours a proxy. Where the decision has codes the answer tells
    yours, this once: keep it, for nobody can tell it to you again.
    """
    opened = await _opening(caller.ports.log, organisation, decision)
    ballot, seed = caller.new_id("ballot"), caller.ports.new_seed()
    receipt = await caller.asks(
        CastBallotOnDecision,
        organisation,
        ballot=ballot,
        seed=seed,
        decision=decision,
        seat=data.seat,
        choice=data.choice,
        proposal=data.proposal,
        groups=data.groups,
    )
    first_time = subject(receipt.recorded[0].event) == ballot
    return answered(
        Cast,
        receipt,
        f"/organisations/{organisation}/decisions/{decision}/ballots",
        tracker=tracker_of(seed) if opened.trackers and first_time else None,
        notices=said_on_casting(opened, first_time=first_time),
    )


@delete(
    "/decisions/{decision:str}/ballots/{seat:str}",
    operation_id="withdrawBallotOnDecision",
    status_code=201,
)
async def withdraw_ballot_on_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    seat: FromPath[SeatPath],
    caller: ByCaller,
) -> Response[Done]:
    """Withdraw the ballot that you cast for a seat, until voting closes.

    It is as if it had never been cast, and its choice is gone.
    """
    receipt = await caller.asks(WithdrawBallot, organisation, decision=decision, seat=seat)
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
    """Read the turnout; and once they are counted, the ballots in order of casting.

    Those of a secret decision are receipts: they say that a ballot was cast, and never what.
    """
    found = await _found(views, organisation, decision, at_least)
    return await ballots_of(views, organisation, found, decision, asked, cursor=cursor, limit=limit)


@get("/decisions/{decision:str}/lines", operation_id="listLinesOfDecision")
async def list_lines_of_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[LinesSeen]:
    """Read what was chosen in secret: one line for every ballot, in no order.

    Anybody can count them. There are as many as receipts, unless too few voted for secrecy.
    Look for your own code yourself: to ask the server for it would say that it is yours.
    """
    found = await _found(views, organisation, decision, at_least)
    return await lines_of(views, organisation, found, decision, asked, cursor=cursor, limit=limit)


@post("/decisions/{decision:str}/deadline", operation_id="extendDeadlineOfDecision")
async def extend_deadline_of_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[DeadlineAsked, json_such_as(closes_at="2026-05-25T20:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Extend the deadline, before it passes, for everybody. Only the clerk may."""
    receipt = await caller.asks(
        ExtendDeadline, organisation, decision=decision, closes_at=data.closes_at
    )
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}", about=decision)


@post("/decisions/{decision:str}/close", operation_id="closeDecision")
async def close_decision(
    organisation: FromPath[OrganisationPath], decision: FromPath[DecisionPath], caller: ByCaller
) -> Response[Done]:
    """Record that voting has closed, once the deadline has passed. Only the clerk may."""
    receipt = await caller.asks(CloseVoting, organisation, decision=decision)
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}", about=decision)


@post("/decisions/{decision:str}/count", operation_id="countDecision")
async def count_decision(
    organisation: FromPath[OrganisationPath], decision: FromPath[DecisionPath], caller: ByCaller
) -> Response[Done]:
    """Open and count the ballots of a decision in a meeting, once voting has closed.

    The chair may, and the clerk. The result is declared after it, by the chair.
    """
    receipt = await caller.asks(
        CountBallots, organisation, decision=decision, seed=caller.ports.new_seed()
    )
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}", about=decision)


@post("/decisions/{decision:str}/result", operation_id="declareDecisionResult")
async def declare_decision_result(
    organisation: FromPath[OrganisationPath], decision: FromPath[DecisionPath], caller: ByCaller
) -> Response[Declared]:
    """Open the ballots, count them and declare the result with its effects, all at once.

    Only the clerk may. In a meeting they were counted before, and the chair declares the
    result, or the clerk records that the chair did. `explanation` is where it stands how the
    result came about.
    """
    receipt = await caller.asks(
        DeclareDecisionResult, organisation, decision=decision, seed=caller.ports.new_seed()
    )
    return declared(receipt, f"/organisations/{organisation}/decisions/{{id}}", about=decision)


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


async def _opening(log: Log, organisation: OrganisationId, decision: DecisionId) -> DecisionOpened:
    """As recorded: views may be behind. Raise DecisionNotFound."""
    seen = await log.read(organisation, [select(DecisionOpened, tags=[decision])], None)
    for stored in seen.records:
        opened = decode(stored.position, stored.record).event
        if isinstance(opened, DecisionOpened) and opened.decision == decision:
            return opened
    raise DecisionNotFound(decision=decision)
