"""What people say about a proposal: dialogue rounds, arguments and their test, nominations."""

from typing import Annotated, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from api.callers import ByCaller, ByMember
from api.examples import PERSON, SEAT, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, page_of, whole_list
from api.receipts import Done, at_position, done
from api.said import SaidSeen, the_case, with_words
from api.types import (
    ArgumentPath,
    Asked,
    DecisionPath,
    Holder,
    Moment,
    OrganisationPath,
    PersonalText,
    Seat,
)
from domain.deliberation.conclude_testing import ConcludeTesting
from domain.deliberation.contribute import Contribute
from domain.deliberation.judge_argument import JudgeArgument
from domain.deliberation.nominate import Nominate
from domain.deliberation.open_dialogue_round import OpenDialogueRound
from domain.deliberation.raise_argument import RaiseArgument
from domain.deliberation.resolve_argument import ResolveArgument
from domain.deliberation.withdraw_argument import WithdrawArgument
from domain.events.deliberation import ArgumentKind, DialogueRound
from domain.ids import DecisionId
from projections.deliberation import DELIBERATION
from projections.reviews import REVIEWS, Review

DELIBERATION_OF = "/organisations/{organisation}/decisions/{decision}/deliberation"
KEPT = ("monitored", "deferred", "delegated")
"""How objections are resolved that come back in the review."""


class DialogueRoundAsked(Asked, frozen=True, kw_only=True):
    round: DialogueRound


class ContributionAsked(Asked, frozen=True, kw_only=True):
    words: PersonalText


class ArgumentAsked(Asked, frozen=True, kw_only=True):
    """Your own seat, or one that gave yours a proxy. `in_writing` is for who will not be there;
    the clerk records so what somebody handed in."""

    seat: Seat
    kind: ArgumentKind
    premises: Annotated[tuple[PersonalText, ...], Meta(min_length=1, max_length=10)]
    conclusion: PersonalText
    in_writing: bool | None = None


class ResolutionAsked(Asked, frozen=True, kw_only=True):
    """`by` is who monitors it, decides later or looks into it, until `due_by`."""

    how: Literal["monitored", "deferred", "delegated"]
    by: Holder | None = None
    due_by: Moment | None = None


class JudgementAsked(Asked, frozen=True, kw_only=True):
    seat: Seat
    qualifies: bool
    why: PersonalText | None = None


class NominationAsked(Asked, frozen=True, kw_only=True):
    seat: Seat
    candidate: Holder
    why: PersonalText


class DeliberationSeen(msgspec.Struct, frozen=True, kw_only=True):
    """``case`` is the first decision about this proposal: what was said stays with it."""

    decision: DecisionId
    case: DecisionId
    said: tuple[SaidSeen, ...]
    next: str | None


class ReviewSeen(msgspec.Struct, frozen=True, kw_only=True):
    """``concerns`` are the arguments kept for the review: concerns, what the test found to be
    one, and objections that were monitored, deferred or delegated."""

    decision: DecisionId
    concerns: tuple[SaidSeen, ...]
    reviews: tuple[Review, ...]


@post("/decisions/{decision:str}/dialogue-rounds", operation_id="openDialogueRound")
async def open_dialogue_round(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[DialogueRoundAsked, json_such_as(round="clarification")],
    caller: ByCaller,
) -> Response[Done]:
    """Open a dialogue round. The facilitator may, the chair and the clerk.

    First what is proposed is made clear, then everybody responds; as often as it takes.
    """
    receipt = await caller.asks(
        OpenDialogueRound, organisation, decision=decision, round=data.round
    )
    return done(receipt, DELIBERATION_OF.format(organisation=organisation, decision=decision))


@post("/decisions/{decision:str}/contributions", operation_id="contribute")
async def contribute(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[ContributionAsked, json_such_as(words="How deep is the well?")],
    caller: ByCaller,
) -> Response[Done]:
    """Speak in the dialogue round. Who has a seat of the organ may, and who made the plan."""
    receipt = await caller.asks(Contribute, organisation, decision=decision, words=data.words)
    return done(receipt, DELIBERATION_OF.format(organisation=organisation, decision=decision))


@post("/decisions/{decision:str}/arguments", operation_id="raiseArgument")
async def raise_argument(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        ArgumentAsked,
        json_such_as(
            seat=SEAT,
            kind="objection",
            premises=["The well is deep.", "Children play there."],
            conclusion="A child will fall in.",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Raise an objection or a concern for a seat, from the draft on until voting closes."""
    receipt = await caller.asks(
        RaiseArgument,
        organisation,
        argument=caller.new_id("argument"),
        decision=decision,
        seat=data.seat,
        kind=data.kind,
        premises=data.premises,
        conclusion=data.conclusion,
        in_writing=data.in_writing,
    )
    return done(receipt, DELIBERATION_OF.format(organisation=organisation, decision=decision))


@post(
    "/decisions/{decision:str}/arguments/{argument:str}/withdrawal",
    operation_id="withdrawArgument",
)
async def withdraw_argument(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    argument: FromPath[ArgumentPath],
    caller: ByCaller,
) -> Response[Done]:
    """Withdraw an argument of yours, or of your seat."""
    receipt = await caller.asks(
        WithdrawArgument, organisation, decision=decision, argument=argument
    )
    return done(receipt, DELIBERATION_OF.format(organisation=organisation, decision=decision))


@post(
    "/decisions/{decision:str}/arguments/{argument:str}/resolution",
    operation_id="resolveArgument",
)
async def resolve_argument(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    argument: FromPath[ArgumentPath],
    data: Annotated[
        ResolutionAsked, json_such_as(how="monitored", by=PERSON, due_by="2026-09-01T18:00:00Z")
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Agree that your argument is monitored, decided on later, or looked into by others."""
    receipt = await caller.asks(
        ResolveArgument,
        organisation,
        decision=decision,
        argument=argument,
        how=data.how,
        by=data.by,
        due_by=data.due_by,
    )
    return done(receipt, DELIBERATION_OF.format(organisation=organisation, decision=decision))


@post("/decisions/{decision:str}/arguments/{argument:str}/judgements", operation_id="judgeArgument")
async def judge_argument(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    argument: FromPath[ArgumentPath],
    data: Annotated[JudgementAsked, json_such_as(seat=SEAT, qualifies=False, why="It has a lid.")],
    caller: ByCaller,
) -> Response[Done]:
    """Say for your seat whether another one's argument qualifies as an objection, and why."""
    receipt = await caller.asks(
        JudgeArgument,
        organisation,
        decision=decision,
        argument=argument,
        seat=data.seat,
        qualifies=data.qualifies,
        why=data.why,
    )
    return done(receipt, DELIBERATION_OF.format(organisation=organisation, decision=decision))


@post("/decisions/{decision:str}/arguments/{argument:str}/test", operation_id="concludeTesting")
async def conclude_testing(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    argument: FromPath[ArgumentPath],
    caller: ByCaller,
) -> Response[Done]:
    """Conclude the test of an argument. The facilitator may, the chair and the clerk.

    It qualifies as an objection unless all others disagree.
    """
    receipt = await caller.asks(ConcludeTesting, organisation, decision=decision, argument=argument)
    return done(receipt, DELIBERATION_OF.format(organisation=organisation, decision=decision))


@post("/decisions/{decision:str}/nominations", operation_id="nominate")
async def nominate(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        NominationAsked, json_such_as(seat=SEAT, candidate=PERSON, why="Listens well.")
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Nominate a candidate for your seat, or change your nomination, on a draft."""
    receipt = await caller.asks(
        Nominate,
        organisation,
        decision=decision,
        seat=data.seat,
        candidate=data.candidate,
        why=data.why,
    )
    return done(receipt, DELIBERATION_OF.format(organisation=organisation, decision=decision))


@get("/decisions/{decision:str}/deliberation", operation_id="readDeliberation")
async def read_deliberation(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    caller: ByCaller,
    member: ByMember,
    views: ByViews,
    asked: ByPage,
    kind: Annotated[Literal["argument"] | None, QueryParameter()] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[DeliberationSeen]:
    """Read what was said about a proposal, in all its rounds; or its arguments only.

    Who takes part in it may, and the facilitator, the clerk and the auditor; nobody who is
    recused from it.
    """
    case = await the_case(caller, member, views, organisation, decision, at_least)
    page = await page_of(
        views,
        organisation,
        DELIBERATION,
        "deliberation",
        case if kind is None else f"{kind}:{case}",
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    said = await with_words(caller.ports, organisation, case, page.documents)
    seen = DeliberationSeen(decision=decision, case=case, said=said, next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/decisions/{decision:str}/review", operation_id="readReview")
async def read_review(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    caller: ByCaller,
    member: ByMember,
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[ReviewSeen]:
    """Read the concerns that were kept for the review of a decision, and what reviews found."""
    case = await the_case(caller, member, views, organisation, decision, at_least)
    arguments, position = await whole_list(
        views, organisation, DELIBERATION, "deliberation", f"argument:{case}", at_least=at_least
    )
    kept = [
        each
        for each in arguments
        if each.resolved in KEPT
        or (each.resolved is None and "concern" in (each.argues, each.tested))
    ]
    reviews, _ = await whole_list(
        views, organisation, REVIEWS, "reviews", decision, at_least=at_least
    )
    seen = ReviewSeen(
        decision=decision,
        concerns=await with_words(caller.ports, organisation, case, kept),
        reviews=tuple(reviews),
    )
    return Response(seen, headers=at_position(position))
