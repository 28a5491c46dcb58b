"""The action list: what meetings agreed, who does it, and what was completed."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.examples import ITEM, PERSON, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, done
from api.types import (
    UUID,
    ActionPath,
    Asked,
    Holder,
    Item,
    MeetingPath,
    Moment,
    OrganisationPath,
    Published,
)
from domain.meetings.agree_action import AgreeAction
from domain.meetings.complete_action import CompleteAction
from projections.actions import ACTIONS, Action, State

ACTION_LIST = "/organisations/{organisation}/actions"


class ActionAsked(Asked, frozen=True, kw_only=True):
    """`by` is the person who does it."""

    text: Published
    item: Item | None = None
    by: Holder | None = None
    due_by: Moment | None = None


class CompletionAsked(Asked, frozen=True, kw_only=True):
    completed_at: Moment


class ActionsSeen(msgspec.Struct, frozen=True, kw_only=True):
    actions: tuple[Action, ...]
    next: str | None


@post("/meetings/{meeting:str}/actions", operation_id="agreeAction")
async def agree_action(
    organisation: FromPath[OrganisationPath],
    meeting: FromPath[MeetingPath],
    data: Annotated[
        ActionAsked,
        json_such_as(
            text="Ask for a tap on the square", item=ITEM, by=PERSON, due_by="2026-06-15T18:00:00Z"
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Enter in the action list what a meeting agreed. The chair may, and the clerk."""
    receipt = await caller.asks(
        AgreeAction,
        organisation,
        meeting=meeting,
        action=caller.new_id("action"),
        text=data.text,
        item=data.item,
        by=data.by,
        due_by=data.due_by,
    )
    return done(receipt, ACTION_LIST.format(organisation=organisation))


@post("/actions/{action:str}/completion", operation_id="completeAction")
async def complete_action(
    organisation: FromPath[OrganisationPath],
    action: FromPath[ActionPath],
    data: Annotated[CompletionAsked, json_such_as(completed_at="2026-06-01T09:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Note that an action was completed. Who does it may, and the clerk."""
    receipt = await caller.asks(
        CompleteAction, organisation, action=action, completed_at=data.completed_at
    )
    return done(receipt, ACTION_LIST.format(organisation=organisation))


@get("/actions", operation_id="listActions")
async def list_actions(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    meeting: Annotated[str | None, QueryParameter(pattern=rf"^meeting:{UUID}\Z")] = None,
    by: Annotated[str | None, QueryParameter(pattern=rf"^person:{UUID}\Z")] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[ActionsSeen]:
    """List actions, the oldest first; in one state, of one meeting, or of one person."""
    page = await page_of(
        views,
        organisation,
        ACTIONS,
        "actions",
        narrowed("state", in_state),
        meeting,
        by,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = ActionsSeen(actions=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))
