"""What becomes of a proposal: other words, another candidate, a further round, its review."""

from typing import Annotated

from litestar import Response, post
from litestar.params import FromPath
from msgspec import Meta

from api.callers import ByCaller, Caller
from api.examples import ARGUMENT, DUTY, PERSON, json_such_as
from api.receipts import Done, done
from api.types import (
    Argument,
    Asked,
    DecisionPath,
    Duty,
    Holder,
    Item,
    Moment,
    OrganisationPath,
    PublishedText,
)
from domain.carry_out import Receipt
from domain.decisions.amend_proposal import AmendProposal
from domain.decisions.follows_up import FollowsUp
from domain.decisions.open_consent_round import OpenConsentRound
from domain.decisions.open_fallback import OpenFallback
from domain.decisions.propose_other_candidate import ProposeOtherCandidate
from domain.decisions.record_review import RecordReview
from domain.events.decisions import DecisionOpened
from domain.ids import DecisionId, OrganisationId

DECISION = "/organisations/{organisation}/decisions/{{id}}"
REVIEW = "/organisations/{organisation}/decisions/{decision}/review"
Resolves = Annotated[tuple[Argument, ...], Meta(max_length=50)]


class RoundAsked(Asked, frozen=True, kw_only=True):
    """In a meeting it is on the same item, unless `item` names another one that is open."""

    closes_at: Moment
    item: Item | None = None


class AmendmentAsked(Asked, frozen=True, kw_only=True):
    """`text` is the whole proposal in its new words; `resolves` are the objections that they
    resolve. `review_on` takes the place of the date that was set."""

    text: PublishedText
    closes_at: Moment
    resolves: Resolves = ()
    item: Item | None = None
    review_on: Moment | None = None


class OtherCandidateAsked(Asked, frozen=True, kw_only=True):
    candidate: Holder
    closes_at: Moment
    resolves: Resolves = ()
    item: Item | None = None
    review_on: Moment | None = None


class ReviewAsked(Asked, frozen=True, kw_only=True):
    """`duty` is the one to review it; with `next_review_on` the next one opens itself."""

    duty: Duty
    how_it_helped: PublishedText
    reason_to_drop: PublishedText | None = None
    how_to_improve: PublishedText | None = None
    next_review_on: Moment | None = None


@post("/decisions/{decision:str}/amendments", operation_id="amendProposal")
async def amend_proposal(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        AmendmentAsked,
        json_such_as(
            text="A garden with a lid on the well.",
            closes_at="2026-05-18T18:30:00Z",
            resolves=[ARGUMENT],
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Put a proposal to the vote in other words. The clerk may, and in a meeting the chair.

    The vote that ran ends without a count, and no ballot of it is opened.
    """
    receipt = await caller.asks(
        AmendProposal,
        organisation,
        decision=decision,
        follow_up=caller.new_id("decision"),
        seed=caller.ports.new_seed(),
        text=data.text,
        closes_at=data.closes_at,
        resolves=data.resolves,
        item=data.item,
        review_on=data.review_on,
    )
    return _next(receipt, organisation)


@post("/decisions/{decision:str}/other-candidates", operation_id="proposeOtherCandidate")
async def propose_other_candidate(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        OtherCandidateAsked,
        json_such_as(candidate=PERSON, closes_at="2026-05-18T18:30:00Z", resolves=[ARGUMENT]),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Propose another candidate in an election by consent, as with an amendment."""
    receipt = await caller.asks(
        ProposeOtherCandidate,
        organisation,
        decision=decision,
        follow_up=caller.new_id("decision"),
        seed=caller.ports.new_seed(),
        option=caller.new_id("option"),
        candidate=data.candidate,
        closes_at=data.closes_at,
        resolves=data.resolves,
        item=data.item,
        review_on=data.review_on,
    )
    return _next(receipt, organisation)


@post("/decisions/{decision:str}/consent-rounds", operation_id="openConsentRound")
async def open_consent_round(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[RoundAsked, json_such_as(closes_at="2026-05-18T18:30:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Ask for consent once more in the same words, when no objection stands any more."""
    return await _opened(OpenConsentRound, organisation, decision, data, caller)


@post("/decisions/{decision:str}/fallback", operation_id="openFallback")
async def open_fallback(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[RoundAsked, json_such_as(closes_at="2026-05-18T18:30:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Let a majority decide once the rounds of consent are over, where the bylaws say so."""
    return await _opened(OpenFallback, organisation, decision, data, caller)


@post("/decisions/{decision:str}/reviews", operation_id="recordReview")
async def record_review(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        ReviewAsked,
        json_such_as(
            duty=DUTY,
            how_it_helped="Neighbours know each other.",
            how_to_improve="A bench in the shade.",
            next_review_on="2027-05-18T18:00:00Z",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record what the review of a decision found, for everybody to read. Only the clerk may."""
    receipt = await caller.asks(
        RecordReview,
        organisation,
        decision=decision,
        duty=data.duty,
        how_it_helped=data.how_it_helped,
        reason_to_drop=data.reason_to_drop,
        how_to_improve=data.how_to_improve,
        next_review_on=data.next_review_on,
    )
    where = REVIEW.format(organisation=organisation, decision=decision)
    return done(receipt, where, about=decision)


async def _opened(
    act: type[FollowsUp],
    organisation: OrganisationId,
    decision: DecisionId,
    data: RoundAsked,
    caller: Caller,
) -> Response[Done]:
    receipt = await caller.asks(
        act,
        organisation,
        decision=decision,
        follow_up=caller.new_id("decision"),
        seed=caller.ports.new_seed(),
        closes_at=data.closes_at,
        item=data.item,
    )
    return _next(receipt, organisation)


def _next(receipt: Receipt, organisation: str) -> Response[Done]:
    """The decision that follows is what came into being."""
    events = [each.event for each in receipt.recorded]
    opened: DecisionId = next(e.decision for e in events if isinstance(e, DecisionOpened))
    return done(receipt, DECISION.format(organisation=organisation), about=opened)
