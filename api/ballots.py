"""Ballots of a decision or a neighbourhood vote, as far as anybody may see them."""

import msgspec
from litestar import Response

from api.reading import PageAsked, page_of
from api.receipts import at_position
from domain.ids import DecisionId, OrganisationId, VoteId
from projections.ballots import BALLOTS, Ballot
from projections.decisions import Decision
from projections.lines import LINES, Line
from projections.ports import Found, Views
from projections.votes import Vote

OPENED = ("counted", "declared")


class BallotsSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Until they are counted ``received``, the turnout, is all there is to see."""

    received: int
    ballots: tuple[Ballot, ...]
    next: str | None


class LinesSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Until they are counted ``received``, the turnout, is all there is to see."""

    received: int
    lines: tuple[Line, ...]
    next: str | None


async def ballots_of(
    views: Views,
    organisation: OrganisationId,
    found: Found[Decision] | Found[Vote],
    about: DecisionId | VoteId,
    asked: PageAsked,
    *,
    cursor: str | None,
    limit: int,
) -> Response[BallotsSeen]:
    if found.document.state not in OPENED:
        turnout = BallotsSeen(received=found.document.received, ballots=(), next=None)
        return Response(turnout, headers=at_position(found.position))
    page = await page_of(
        views,
        organisation,
        BALLOTS,
        "ballots",
        about,
        cursor=cursor,
        limit=limit,
        at_least=found.position,
    )
    seen = BallotsSeen(
        received=found.document.received, ballots=tuple(page.documents), next=page.cursor
    )
    return Response(seen, headers=asked.headers(page))


async def lines_of(
    views: Views,
    organisation: OrganisationId,
    found: Found[Decision] | Found[Vote],
    about: DecisionId | VoteId,
    asked: PageAsked,
    *,
    cursor: str | None,
    limit: int,
) -> Response[LinesSeen]:
    if found.document.state not in OPENED:
        turnout = LinesSeen(received=found.document.received, lines=(), next=None)
        return Response(turnout, headers=at_position(found.position))
    page = await page_of(
        views,
        organisation,
        LINES,
        "lines",
        about,
        cursor=cursor,
        limit=limit,
        at_least=found.position,
    )
    seen = LinesSeen(
        received=found.document.received, lines=tuple(page.documents), next=page.cursor
    )
    return Response(seen, headers=asked.headers(page))
