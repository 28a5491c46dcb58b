"""The board: who holds which seat and may vote, now, as it was, and as it was known to be."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.moments import At, KnownAt
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import at_position
from api.seats_known import seats_known
from api.types import ORGAN, OrganisationPath
from domain.ids import PersonId, SeatId
from projections.board import BOARD, Seat, last_end, register_of
from projections.board_seen import BoardSeen, board_seen


class TermEnding(msgspec.Struct, frozen=True, kw_only=True):
    seat: SeatId
    organ: str
    holder: PersonId
    term_until: datetime


class TermsSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Soonest first; terms that ran out without a successor come before all others."""

    terms: tuple[TermEnding, ...]
    next: str | None


@get("/board", operation_id="readBoard")
async def read_board(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    views: ByViews,
    organ: Annotated[str, QueryParameter(pattern=ORGAN)] = "board",
    at: At = None,
    known_at: KnownAt = None,
    at_least: AtLeast = 0,
) -> Response[BoardSeen]:
    """Read who holds which seat of an organ and may vote for it, and what is due.

    With `at`: at another moment. With `known_at`: as it was known then, so that "who could vote
    on 3 May at 14:03, as known then, and as known now" are two answers. `position` is how much
    of the log was known. Where residents hold too few seats, `resident_majority` says why, and
    which kinds of decision have to wait.
    """
    known = await seats_known(
        caller, views, organisation, organ, at=at, known_at=known_at, at_least=at_least
    )
    seen = board_seen(known.register, organ, known.moment, known.position, known.bylaws)
    return Response(seen, headers=at_position(known.position))


@get("/terms", operation_id="listTerms")
async def list_terms(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    organ: Annotated[str | None, QueryParameter(pattern=ORGAN)] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[TermsSeen]:
    """List the seats by when their last term ends, soonest first: whom to look for, and when."""
    page = await page_of(
        views,
        organisation,
        BOARD,
        "terms",
        narrowed("organ", organ),
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = TermsSeen(terms=tuple(_ending(page.documents)), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


def _ending(seats: Sequence[Seat]) -> list[TermEnding]:
    register = register_of(seats)
    endings = []
    for seat in seats:
        until = last_end(register, seat.seat)
        terms = register.history(seat.seat).all_terms
        holder = next((term.person for term in terms if term.ends == until), None)
        if until is not None and holder is not None:
            endings.append(
                TermEnding(seat=seat.seat, organ=seat.organ, holder=holder, term_until=until)
            )
    return endings
