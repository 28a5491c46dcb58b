"""Notices: authors and bearers are told what happens to their plans."""

import asyncio
from collections.abc import Collection, Sequence
from heapq import merge
from itertools import islice
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from api.bodies import LARGEST_INTEGER
from api.callers import ByCaller
from api.cursors import Cursor as Place
from api.cursors import position_after
from api.errors import CursorMalformed
from api.examples import json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, whole_list
from api.receipts import Done, done
from api.types import Asked, OrganisationPath
from domain import record
from domain.events.notices import NoticesAcknowledged
from domain.ids import OrganisationId, PersonId, PlanId
from domain.kernel import Event, select
from domain.notices.acknowledge_notices import AcknowledgeNotices
from domain.notices.acknowledged import acknowledgement_of
from domain.ports import Log, StoredRecord
from projections.bearers import BEARERS
from projections.plan_notices import (
    ABOUT_BALLOTS,
    ABOUT_PLANS,
    PUTS_PLANS,
    Audience,
    PlanNotice,
)
from projections.plans import PLANS
from projections.ports import Page, Views

NOTICES = "/organisations/{organisation}/notices"

Everything = Annotated[
    bool, QueryParameter(name="all", description="Also what was acknowledged already.")
]


class AcknowledgementAsked(Asked, frozen=True, kw_only=True):
    """`through` is a position: that of the last notice that was read, or `through` of its page."""

    through: Annotated[int, Meta(ge=1, le=LARGEST_INTEGER)]


class NamedPlan(msgspec.Struct, frozen=True, kw_only=True):
    plan: PlanId
    title: str


class NoticesOfPlansSeen(msgspec.Struct, frozen=True, kw_only=True):
    """`plans` are those that the notices of this page name. `acknowledged` and `through` are
    positions: how far was read before, and how far this page tells."""

    notices: tuple[PlanNotice, ...]
    plans: tuple[NamedPlan, ...]
    acknowledged: int
    through: int
    next: str | None


@get("/notices", operation_id="readNotices")
async def read_notices(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    views: ByViews,
    asked: ByPage,
    everything: Everything = False,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[NoticesOfPlansSeen]:
    """Read what others did with the plans that you proposed or carry, the oldest first.

    What you acknowledged is left out. A page may be shorter than `limit` and yet have a `next`.
    """
    log = caller.ports.log
    epoch = await log.epoch(organisation)
    after = position_after(cursor, epoch)
    mine, known_to = await _plans_of(views, organisation, caller.who, at_least)
    audience = Audience(caller.who, mine)
    acknowledged, head = await _heard(log, organisation, audience)
    if after > head:
        raise CursorMalformed
    until = min(known_to, head)
    after = after if everything else max(after, acknowledged)
    found = await _about(log, organisation, audience, after, until, limit + 1)
    told = [record.decode(each.position, each.record) for each in found[:limit]]
    through = told[-1].position if len(found) > limit else until
    notices = tuple(each for each in map(audience.notice, told) if each is not None)
    seen = NoticesOfPlansSeen(
        notices=notices,
        plans=await _named(views, organisation, notices),
        acknowledged=acknowledged,
        through=through,
        next=str(Place(epoch, through)) if len(found) > limit else None,
    )
    page = Page(documents=notices, cursor=seen.next, position=until)
    return Response(seen, headers=asked.headers(page))


@post("/notices/acknowledgement", operation_id="acknowledgeNotices")
async def acknowledge_notices(
    organisation: FromPath[OrganisationPath],
    data: Annotated[AcknowledgementAsked, json_such_as(through=1234)],
    caller: ByCaller,
) -> Response[Done]:
    """Say how far you have read. It never goes back: what was acknowledged stays so."""
    receipt = await caller.asks(AcknowledgeNotices, organisation, through=data.through)
    return done(receipt, NOTICES.format(organisation=organisation), about=caller.who)


async def _plans_of(
    views: Views, organisation: OrganisationId, who: PersonId, at_least: int
) -> tuple[dict[PlanId, int], int]:
    """Each with the position from which on it is theirs, and how far that is known."""
    (carried, known), (proposed, known_too) = await asyncio.gather(
        whole_list(views, organisation, BEARERS, "carried", who, at_least=at_least),
        whole_list(views, organisation, PLANS, "proposed", who, at_least=at_least),
    )
    mine = {each.plan: each.position for each in carried}
    return mine | {each.plan: each.position for each in proposed}, min(known, known_too)


async def _heard(log: Log, organisation: OrganisationId, audience: Audience) -> tuple[int, int]:
    """How far was acknowledged, and the head; the audience hears what its plans are put to."""
    own = acknowledgement_of(audience.person)
    puts = [select(*PUTS_PLANS, tags=[plan]) for plan in audience.plans]
    seen = await log.read(organisation, [own, *puts], None)
    acknowledged = 0
    for each in seen.records:
        event = record.decode(each.position, each.record).event
        if isinstance(event, NoticesAcknowledged):
            acknowledged = event.through
        else:
            audience.see(event)
    return acknowledged, seen.head


async def _about(
    log: Log, organisation: OrganisationId, audience: Audience, after: int, until: int, limit: int
) -> list[StoredRecord]:
    """The first ``limit``, of the plans and of what they are put to."""

    async def first(events: Sequence[type[Event]], tags: Collection[str]) -> Sequence[StoredRecord]:
        if not tags:
            return ()
        types = [event.NAME for event in events]
        page, _ = await log.read_page(
            organisation, after=after, until=until, limit=limit, types=types, tags=tags
        )
        return page

    found = await asyncio.gather(
        first(ABOUT_PLANS, audience.plans), first(ABOUT_BALLOTS, audience.ballots)
    )
    return list(islice(dict.fromkeys(merge(*found)), limit))


async def _named(
    views: Views, organisation: OrganisationId, notices: Sequence[PlanNotice]
) -> tuple[NamedPlan, ...]:
    names = dict.fromkeys(plan for notice in notices for plan in notice.plans)
    if not names:
        return ()
    plans, _ = await views.several(organisation, PLANS, tuple(names))
    return tuple(NamedPlan(plan=each.plan, title=each.title) for each in plans.values())
