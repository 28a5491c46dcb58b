"""Ballots of a decision or a neighbourhood vote, as far as anybody may see them."""

import msgspec
from litestar import Response

from api.reading import PageAsked, page_of
from api.receipts import at_position
from domain.ids import DecisionId, OrganisationId, VoteId
from projections.ballots import BALLOTS, Ballot
from projections.decisions import Decision
from projections.ports import Found, Views
from projections.votes import Vote


class BallotsSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Until the result is declared ``received``, the turnout, is all there is to see."""

    received: int
    ballots: tuple[Ballot, ...]
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
    if found.document.state != "declared":
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
