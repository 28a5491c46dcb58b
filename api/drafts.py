"""Drafts: what an organ is to decide is talked about before it is put to the vote."""

from typing import Annotated

from litestar import Response, post
from litestar.params import FromPath

from api.callers import ByCaller
from api.examples import PLAN, json_such_as
from api.receipts import Done, done
from api.types import (
    Asked,
    Bylaws,
    DecisionPath,
    Moment,
    Organ,
    OrganisationPath,
    Plan,
    Published,
    PublishedText,
)
from domain.bylaws.articles import DecisionKind
from domain.decisions.draft_decision import DraftDecision
from domain.decisions.expire_draft import ExpireDraft

DECISION = "/organisations/{organisation}/decisions/{{id}}"


class DraftAsked(Asked, frozen=True, kw_only=True):
    """On a `plan`, on `proposed_bylaws`, or on what `text` says. Without `expires_at` it stays."""

    organ: Organ
    question: Published
    text: PublishedText | None = None
    kind: DecisionKind | None = None
    plan: Plan | None = None
    proposed_bylaws: Bylaws | None = None
    expires_at: Moment | None = None


@post("/drafts", operation_id="draftDecision")
async def draft_decision(
    organisation: FromPath[OrganisationPath],
    data: Annotated[
        DraftAsked,
        json_such_as(
            organ="board",
            question="Shall we lay out the garden?",
            kind="plan",
            plan=PLAN,
            expires_at="2026-06-15T18:00:00Z",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Draft what an organ is to decide. Only the clerk may.

    It is a decision in state `drafted`, and keeps its identifier when it is put to the vote.
    """
    receipt = await caller.asks(
        DraftDecision,
        organisation,
        decision=caller.new_id("decision"),
        organ=data.organ,
        question=data.question,
        text=data.text,
        kind=data.kind,
        plan=data.plan,
        proposed_bylaws=data.proposed_bylaws,
        expires_at=data.expires_at,
    )
    return done(receipt, DECISION.format(organisation=organisation))


@post("/decisions/{decision:str}/expiry", operation_id="expireDraft")
async def expire_draft(
    organisation: FromPath[OrganisationPath], decision: FromPath[DecisionPath], caller: ByCaller
) -> Response[Done]:
    """Record that a draft expired, once its time has passed. Only the clerk may.

    It happens by itself too.
    """
    receipt = await caller.asks(ExpireDraft, organisation, decision=decision)
    return done(receipt, DECISION.format(organisation=organisation))
