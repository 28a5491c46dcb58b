"""The board: who holds which seat and may vote, now, as it was, and as it was known to be."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.moments import At, Known, events_up_to, resolve
from api.reading import (
    LIMIT,
    AtLeast,
    ByPage,
    ByViews,
    Cursor,
    Limit,
    narrowed,
    page_of,
    whole_list,
)
from api.receipts import at_position
from api.types import ORGAN, OrganisationPath
from domain.bylaws.bylaws import Bylaws
from domain.ids import EventId, OrganisationId, PersonId, SeatId
from domain.kernel import select
from domain.organisations.versions import BYLAWS_EVENTS, Versions
from domain.ports import Log
from domain.seats.register import SEAT_EVENTS, SeatRegister
from projections.board import BOARD, Seat, last_end, register_of
from projections.board_seen import BoardSeen, board_seen

KnownAt = Annotated[
    str | None,
    QueryParameter(
        min_length=1,
        max_length=40,
        description="What was known then: a position in the log, or a time with a zone. "
        "Left out, it is what was known at the moment asked about.",
    ),
]


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
    log = caller.ports.log
    if at is None and known_at is None:
        seats, position = await whole_list(
            views, organisation, BOARD, "seats", f"organ:{organ}", at_least=at_least
        )
        known, register = Known(position, caller.at), register_of(seats)
    else:
        known = await _asked(log, organisation, at, known_at)
        register = await _replayed(log, organisation, organ, known.position)
    bylaws = await _bylaws(log, organisation, known)
    seen = board_seen(register, organ, known.moment, known.position, bylaws)
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


async def _asked(
    log: Log, organisation: OrganisationId, at: str | None, known_at: str | None
) -> Known:
    """Raise MomentMalformed."""
    known = await resolve(log, organisation, str(known_at or at))
    if at is None or known_at is None:
        return known
    return Known(known.position, (await resolve(log, organisation, at)).moment)


async def _replayed(
    log: Log, organisation: OrganisationId, organ: str, position: int
) -> SeatRegister:
    """All that happened to the organ's seats, by its index: never the whole log."""
    register = SeatRegister()
    selectors = [select(*SEAT_EVENTS, tags=[f"organ:{organ}"])]
    for known in await events_up_to(log, organisation, selectors, position):
        register.see(known.event, known.position, EventId(known.id))
    return register


async def _bylaws(log: Log, organisation: OrganisationId, known: Known) -> Bylaws | None:
    versions = Versions()
    for each in await events_up_to(log, organisation, [select(*BYLAWS_EVENTS)], known.position):
        versions.see(each.event, each.position, each.time)
    version = versions.in_force(known.moment)
    return None if version is None else version.content
