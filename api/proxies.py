"""Proxies: a seat lets another one of its organ vote for it."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.examples import DECISION, OTHER_SEAT, SEAT, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, at_position, done
from api.types import (
    ORGAN,
    UUID,
    Asked,
    Decision,
    Meeting,
    Moment,
    OrganisationPath,
    ProxyPath,
    Seat,
)
from domain.proxies.errors import ProxyNotFound
from domain.proxies.grant_proxy import GrantProxy
from domain.proxies.revoke_proxy import RevokeProxy
from projections.proxies import PROXIES, Proxy, State

PROXY = "/organisations/{organisation}/proxies/{{id}}"


class ProxyAsked(Asked, frozen=True, kw_only=True):
    """From `seat` to another one: for one `decision`, for one `meeting`, or for all.

    `on_paper` says that the clerk has it in writing; then it may be valid from before now.
    """

    seat: Seat
    to: Seat
    valid_from: Moment | None = None
    valid_until: Moment | None = None
    decision: Decision | None = None
    meeting: Meeting | None = None
    on_paper: bool | None = None


class ProxiesSeen(msgspec.Struct, frozen=True, kw_only=True):
    proxies: tuple[Proxy, ...]
    next: str | None


@post("/proxies", operation_id="grantProxy")
async def grant_proxy(
    organisation: FromPath[OrganisationPath],
    data: Annotated[ProxyAsked, json_such_as(seat=SEAT, to=OTHER_SEAT, decision=DECISION)],
    caller: ByCaller,
) -> Response[Done]:
    """Let another seat of the organ vote for yours. The clerk records one that is on paper.

    Your own ballot always wins. The proxy lapses when either of you leaves the seat; while one
    of you is suspended, stood in for or recused nobody votes by it.
    """
    receipt = await caller.asks(
        GrantProxy,
        organisation,
        proxy=caller.new_id("proxy"),
        seat=data.seat,
        to=data.to,
        valid_from=data.valid_from,
        valid_until=data.valid_until,
        decision=data.decision,
        meeting=data.meeting,
        on_paper=data.on_paper,
    )
    return done(receipt, PROXY.format(organisation=organisation))


@post("/proxies/{proxy:str}/revocation", operation_id="revokeProxy")
async def revoke_proxy(
    organisation: FromPath[OrganisationPath], proxy: FromPath[ProxyPath], caller: ByCaller
) -> Response[Done]:
    """Revoke a proxy that you gave; the clerk may too. One for a decision until its close.

    What was cast by it in a decision that runs is voided.
    """
    receipt = await caller.asks(RevokeProxy, organisation, proxy=proxy)
    return done(receipt, PROXY.format(organisation=organisation), about=proxy)


@get("/proxies", operation_id="listProxies")
async def list_proxies(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    organ: Annotated[str | None, QueryParameter(pattern=ORGAN)] = None,
    in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    seat: Annotated[str | None, QueryParameter(pattern=rf"^seat:{UUID}\Z")] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[ProxiesSeen]:
    """List proxies, the newest first; of one organ, in one state, or from and to one seat.

    One that was granted and not revoked may have ended or lapsed: the board says who holds what.
    """
    page = await page_of(
        views,
        organisation,
        PROXIES,
        "proxies",
        narrowed("organ", organ),
        narrowed("state", in_state),
        seat,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = ProxiesSeen(proxies=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/proxies/{proxy:str}", operation_id="readProxy")
async def read_proxy(
    organisation: FromPath[OrganisationPath],
    proxy: FromPath[ProxyPath],
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[Proxy]:
    """Read a proxy: from whom, to whom, for what and until when, and whether it was revoked."""
    found = await views.get(organisation, PROXIES, proxy, at_least=at_least)
    if found is None:
        raise ProxyNotFound(proxy=proxy)
    return Response(found.document, headers=at_position(found.position))
