"""Seats and who holds them: one document per seat, of every organ."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.seats import (
    SeatEstablished,
    SeatFilled,
    SeatKind,
    SeatVacated,
    VacancyReason,
)
from domain.ids import PersonId, SeatId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """Half-open: in office from ``term_from`` until just before ``term_until``."""

    holder: PersonId
    term_from: datetime
    term_until: datetime


class Seat(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``terms`` are those that had not ended when the seat last changed: earlier ones are
    found by a replay. ``vacated`` is why it was last left before the end of a term."""

    seat: SeatId
    organ: str
    kind: SeatKind
    title: str
    position: int
    terms: tuple[Term, ...] = ()
    vacated: VacancyReason | None = None


class Occupancy(msgspec.Struct, frozen=True, kw_only=True):
    """How full the seats of an organ are at a moment."""

    seats: int
    filled: int
    vacant: int
    resident_seats: int
    resident_seats_filled: int


class Board:
    NAME = "board"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (SeatEstablished, SeatFilled, SeatVacated)
    DOCUMENT = Seat

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, SeatEstablished | SeatFilled | SeatVacated)
        return (event.seat,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Seat], recorded: Recorded) -> None:
        match recorded.event:
            case SeatEstablished() as event:
                documents[event.seat] = Seat(
                    seat=event.seat,
                    organ=event.organ,
                    kind=event.kind,
                    title=event.title,
                    position=recorded.position,
                )
            case SeatFilled() as event:
                seat = documents[event.seat]
                term = Term(
                    holder=event.holder, term_from=event.term_from, term_until=event.term_until
                )
                documents[event.seat] = _with_terms(seat, (*seat.terms, term), recorded.time)
            case SeatVacated() as event:
                seat = documents[event.seat]
                terms = tuple(_left(term, event) for term in seat.terms)
                seat = msgspec.structs.replace(seat, vacated=event.reason)
                documents[event.seat] = _with_terms(seat, terms, recorded.time)

    def index(self, document: Seat) -> Iterable[Entry]:
        """List "seats", in order of establishment; filter ``organ:…``."""
        sort = oldest_first(document.position)
        return [Entry("seats", "", sort), Entry("seats", f"organ:{document.organ}", sort)]


def holder_at(seat: Seat, moment: datetime) -> PersonId | None:
    """Who holds the seat; true of every moment since the seat last changed."""
    return next((term.holder for term in seat.terms if _covers(term, moment)), None)


def occupancy(seats: Iterable[Seat], moment: datetime) -> Occupancy:
    """``moment`` is not before the newest event in ``seats``."""
    filled = [(seat.kind, holder_at(seat, moment) is not None) for seat in seats]
    return Occupancy(
        seats=len(filled),
        filled=sum(held for _, held in filled),
        vacant=sum(not held for _, held in filled),
        resident_seats=sum(kind == "resident" for kind, _ in filled),
        resident_seats_filled=sum(held for kind, held in filled if kind == "resident"),
    )


def _covers(term: Term, moment: datetime) -> bool:
    return term.term_from <= moment < term.term_until


def _left(term: Term, event: SeatVacated) -> Term:
    if term.holder != event.holder or not _covers(term, event.vacated_at):
        return term
    return msgspec.structs.replace(term, term_until=event.vacated_at)


def _with_terms(seat: Seat, terms: tuple[Term, ...], at: datetime) -> Seat:
    """Terms that have ended are left out, so that the document does not grow with them."""
    return msgspec.structs.replace(seat, terms=tuple(t for t in terms if t.term_until > at))


BOARD: Projection[Seat] = Board()
