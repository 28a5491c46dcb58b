"""Roll calls: seats are called one by one in a meeting, and everybody hears what they answer."""

from typing import Annotated, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from api.callers import ByCaller
from api.examples import SEAT, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, page_of
from api.receipts import Done, done
from api.types import Asked, DecisionPath, OrganisationPath, Seat
from domain.decisions.record_roll_call_answer import RecordRollCallAnswer
from projections.roll_calls import ROLL_CALLS, Answer


class AnswerAsked(Asked, frozen=True, kw_only=True):
    """As it was said. It is published, for ever."""

    seat: Seat
    choice: Literal["for", "against", "abstain"]


class RollCallSeen(msgspec.Struct, frozen=True, kw_only=True):
    answers: tuple[Answer, ...]
    next: str | None


@post("/decisions/{decision:str}/roll-call-answers", operation_id="recordRollCallAnswer")
async def record_roll_call_answer(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[AnswerAsked, json_such_as(seat=SEAT, choice="for")],
    caller: ByCaller,
) -> Response[Done]:
    """Record what a seat answered when it was called. The chair may, and the clerk.

    Who answers is whoever is there for the seat: its voter, or else the holder of its proxy. A
    later answer takes the place of an earlier one, until the close.
    """
    receipt = await caller.asks(
        RecordRollCallAnswer, organisation, decision=decision, seat=data.seat, choice=data.choice
    )
    where = f"/organisations/{organisation}/decisions/{decision}/roll-call-answers"
    return done(receipt, where, about=decision)


@get("/decisions/{decision:str}/roll-call-answers", operation_id="listRollCallAnswers")
async def list_roll_call_answers(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[RollCallSeen]:
    """List what seats answered, in the order in which they were first called."""
    page = await page_of(
        views,
        organisation,
        ROLL_CALLS,
        "answers",
        decision,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = RollCallSeen(answers=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))
