"""What becomes of a declared result among those who took it: challenged, published, sent back."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody

from api.callers import ByCaller
from api.examples import ITEM, PERSON, SEAT, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, page_of
from api.receipts import Done, done
from api.types import (
    Asked,
    DecisionPath,
    Holder,
    Item,
    Moment,
    OrganisationPath,
    Published,
    PublishedText,
    Seat,
)
from domain.ballots.errors import DecisionNotFound
from domain.events.results import Notice as How
from domain.results.add_minority_statement import AddMinorityStatement
from domain.results.challenge_result import ChallengeResult
from domain.results.note_notice import NoteNotice
from domain.results.open_after_dialogue import OpenAfterDialogue
from domain.results.open_re_vote import OpenReVote
from domain.results.publish_result import PublishResult
from domain.results.send_back import SendBack
from domain.results.void_decision import VoidDecision
from domain.results.withdraw_proposal import WithdrawProposal
from projections.decisions import DECISIONS
from projections.minority_statements import MINORITY_STATEMENTS, MinorityStatement
from projections.notices import NOTICES, NoticeSeen, notice_seen

DECISION = "/organisations/{organisation}/decisions/{{id}}"
GROUND = "Nobody had asked the neighbours."


class ChallengeAsked(Asked, frozen=True, kw_only=True):
    seat: Seat


class FollowUpAsked(Asked, frozen=True, kw_only=True):
    """In a meeting it is voted on at the same item, or at another `item` that is open now."""

    closes_at: Moment
    item: Item | None = None


class PublicationAsked(Asked, frozen=True, kw_only=True):
    published_at: Moment


class NoticeAsked(Asked, frozen=True, kw_only=True):
    """`how`: they were notified, or came to know of it by themselves."""

    person: Holder
    noticed_at: Moment
    how: How


class WithdrawalAsked(Asked, frozen=True, kw_only=True):
    ground: Published | None = None


class VoidingAsked(Asked, frozen=True, kw_only=True):
    ground: Published


class StatementAsked(Asked, frozen=True, kw_only=True):
    """The statement is published together with your seat: everybody reads it, for ever."""

    seat: Seat
    text: PublishedText


class SendingBackAsked(Asked, frozen=True, kw_only=True):
    ground: Published


class NoticesSeen(msgspec.Struct, frozen=True, kw_only=True):
    notices: tuple[NoticeSeen, ...]
    next: str | None


class StatementsSeen(msgspec.Struct, frozen=True, kw_only=True):
    minority_statements: tuple[MinorityStatement, ...]
    next: str | None


@post("/decisions/{decision:str}/challenges", operation_id="challengeResult")
async def challenge_result(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[ChallengeAsked, json_such_as(seat=SEAT)],
    caller: ByCaller,
) -> Response[Done]:
    """Challenge the result that was declared in a meeting, and ask for a new vote.

    Who could vote may, until the next item of the agenda is opened or the meeting closes.
    """
    receipt = await caller.asks(ChallengeResult, organisation, decision=decision, seat=data.seat)
    return done(receipt, DECISION.format(organisation=organisation), about=decision)


@post("/decisions/{decision:str}/re-votes", operation_id="openReVote")
async def open_re_vote(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[FollowUpAsked, json_such_as(closes_at="2026-05-18T19:00:00Z", item=ITEM)],
    caller: ByCaller,
) -> Response[Done]:
    """Vote again, once more than half of those there have challenged the result.

    The chair may, and the clerk. With the new result the first one and its effects are void.
    """
    receipt = await caller.asks(
        OpenReVote,
        organisation,
        decision=decision,
        follow_up=caller.new_id("decision"),
        closes_at=data.closes_at,
        item=data.item,
        seed=caller.ports.new_seed(),
    )
    return done(receipt, DECISION.format(organisation=organisation))


@post("/decisions/{decision:str}/publication", operation_id="publishResult")
async def publish_result(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[PublicationAsked, json_such_as(published_at="2026-05-19T09:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Record when a result was made known to everybody. Only the clerk may.

    The year in which a court can be asked to annul it runs from the end of that day (UTC).
    """
    receipt = await caller.asks(
        PublishResult, organisation, decision=decision, published_at=data.published_at
    )
    return done(receipt, DECISION.format(organisation=organisation), about=decision)


@post("/decisions/{decision:str}/notices", operation_id="noteNotice")
async def note_notice(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        NoticeAsked,
        json_such_as(person=PERSON, noticed_at="2026-05-19T09:00:00Z", how="notice"),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Note since when a person knows of a decision. The clerk may, and that person."""
    receipt = await caller.asks(
        NoteNotice,
        organisation,
        decision=decision,
        person=data.person,
        noticed_at=data.noticed_at,
        how=data.how,
    )
    return done(receipt, f"/organisations/{organisation}/decisions/{decision}/notices")


@get("/decisions/{decision:str}/notices", operation_id="listNotices")
async def list_notices(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[NoticesSeen]:
    """Read since when persons know of a decision, and until when each can go to court."""
    found = await views.get(organisation, DECISIONS, decision, at_least=at_least)
    if found is None:
        raise DecisionNotFound(decision=decision)
    after = found.document.after
    published_at = None if after is None else after.published_at
    page = await page_of(
        views,
        organisation,
        NOTICES,
        "notices",
        decision,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    notices = tuple(notice_seen(each, published_at) for each in page.documents)
    return Response(NoticesSeen(notices=notices, next=page.cursor), headers=asked.headers(page))


@post("/decisions/{decision:str}/withdrawal", operation_id="withdrawProposal")
async def withdraw_proposal(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[WithdrawalAsked, json_such_as(ground="The money came from elsewhere.")],
    caller: ByCaller,
) -> Response[Done]:
    """Withdraw a proposal before voting closes. No ballot is ever opened then.

    Who made it or put it to the vote may, and the clerk.
    """
    receipt = await caller.asks(
        WithdrawProposal, organisation, decision=decision, ground=data.ground
    )
    return done(receipt, DECISION.format(organisation=organisation), about=decision)


@post("/decisions/{decision:str}/voiding", operation_id="voidDecision")
async def void_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[VoidingAsked, json_such_as(ground="It was the wrong plan.")],
    caller: ByCaller,
) -> Response[Done]:
    """Void a decision that was opened in error, until it is counted. No ballot is ever opened.

    The clerk may, and in a meeting the chair.
    """
    receipt = await caller.asks(VoidDecision, organisation, decision=decision, ground=data.ground)
    return done(receipt, DECISION.format(organisation=organisation), about=decision)


@post("/decisions/{decision:str}/minority-statements", operation_id="addMinorityStatement")
async def add_minority_statement(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[StatementAsked, json_such_as(seat=SEAT, text="The trees should have stayed.")],
    caller: ByCaller,
) -> Response[Done]:
    """Add what you want to be read with a decision, for ever. It is published at once.

    Who could vote for a seat may, after the result, once; nobody asks how you voted.
    """
    receipt = await caller.asks(
        AddMinorityStatement,
        organisation,
        statement=caller.new_id("statement"),
        decision=decision,
        seat=data.seat,
        text=data.text,
    )
    return done(receipt, f"/organisations/{organisation}/decisions/{decision}/minority-statements")


@get("/decisions/{decision:str}/minority-statements", operation_id="listMinorityStatements")
async def list_minority_statements(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[StatementsSeen]:
    """Read what minorities had to say about a decision, the oldest first."""
    page = await page_of(
        views,
        organisation,
        MINORITY_STATEMENTS,
        "minority_statements",
        decision,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = StatementsSeen(minority_statements=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@post("/decisions/{decision:str}/sending-back", operation_id="sendBack")
async def send_back(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[SendingBackAsked, json_such_as(ground=GROUND)],
    caller: ByCaller,
) -> Response[Done]:
    """Send back a decision that affects your group, once, within the days that there are.

    Who speaks for the group may. The effects are reversed until it was talked about and
    decided anew.
    """
    receipt = await caller.asks(SendBack, organisation, decision=decision, ground=data.ground)
    return done(receipt, DECISION.format(organisation=organisation), about=decision)


@post("/decisions/{decision:str}/after-dialogue", operation_id="openAfterDialogue")
async def open_after_dialogue(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: JSONBody[FollowUpAsked],
    caller: ByCaller,
) -> Response[Done]:
    """Put to the vote again what was sent back, after a dialogue round.

    The chair may in a meeting, and the clerk. It cannot be sent back again.
    """
    receipt = await caller.asks(
        OpenAfterDialogue,
        organisation,
        decision=decision,
        follow_up=caller.new_id("decision"),
        closes_at=data.closes_at,
        item=data.item,
        seed=caller.ports.new_seed(),
    )
    return done(receipt, DECISION.format(organisation=organisation))
