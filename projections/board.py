"""Seats, and what is known of them: one document per seat, of every organ.

Who holds a seat, who votes for it and what is due follows from the moment that is asked of:
``board_seen`` tells it from these documents, by the fold that the rules use.
"""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Final

import msgspec

from domain.catalogue import EVENTS
from domain.events.seats import SeatEstablished, SeatKind
from domain.ids import EventId, PersonId, SeatId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from domain.seats.history import SeatHistory
from domain.seats.register import SEAT_EVENTS, SeatRegister
from domain.seats.spans import Span
from projections.base import Entry, Projection
from projections.order import oldest_first, soonest_first

KEPT: Final = 24
"""The newest events of a seat that its document keeps in any case."""


class KnownEvent(msgspec.Struct, frozen=True, kw_only=True):
    """``fields`` as the record has them, but for the seat and the organ."""

    position: int
    event: EventId
    type: str
    fields: dict[str, str]


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """``known`` is whatever still has effect, and the newest besides.

    Older events are found by a replay; a correction of one of them is seen there only.
    """

    seat: SeatId
    organ: str
    kind: SeatKind
    title: str
    position: int
    event: EventId
    known: tuple[KnownEvent, ...] = ()


class Board:
    NAME = "board"
    VERSION = 4
    FOLLOWS: tuple[type[Event], ...] = SEAT_EVENTS
    DOCUMENT = Seat

    def touches(self, event: Event) -> Iterable[str]:
        seat: SeatId = event.seat  # type: ignore[attr-defined]
        return (seat,)

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
                    event=EventId(recorded.id),
                )
            case event:
                for seat in self.touches(event):
                    documents[seat] = _with_known(documents[seat], recorded)

    def index(self, document: Seat) -> Iterable[Entry]:
        """List "seats", in order of establishment; filter ``organ:…``.

        List "terms": seats whose last term nobody cut short, by when it ends, soonest first;
        also those that ran out without anybody having done anything. The same filter.
        """
        filters = ("", f"organ:{document.organ}")
        yield from (Entry("seats", each, oldest_first(document.position)) for each in filters)
        if (ends := last_end(register_of([document]), document.seat)) is not None:
            yield from (Entry("terms", each, soonest_first(ends)) for each in filters)


def register_of(seats: Iterable[Seat]) -> SeatRegister:
    """What the documents of these seats know."""
    register = SeatRegister()
    for seat in seats:
        established = SeatEstablished(
            seat=seat.seat, organ=seat.organ, kind=seat.kind, title=seat.title
        )
        register.see(established, seat.position, seat.event)
        for known in seat.known:
            fields = {**known.fields, "seat": seat.seat, "organ": seat.organ}
            event = msgspec.convert(fields, EVENTS[known.type])
            register.see(event, known.position, known.event)
    return register


def holder_at(seat: Seat, moment: datetime) -> PersonId | None:
    """Who holds the seat; true of every moment since the seat last changed."""
    return register_of([seat]).holder(seat.seat, moment)


def last_end(register: SeatRegister, seat: SeatId) -> datetime | None:
    """When the last term ends that was not cut short; somebody may be carried over."""
    terms = [term for term in register.history(seat).all_terms if not term.empty]
    last = max(terms, key=lambda term: term.begins, default=None)
    return None if last is None or last.ends != last.due else last.ends


def _with_known(seat: Seat, recorded: Recorded) -> Seat:
    fields: dict[str, str] = msgspec.to_builtins(recorded.event)
    newest = KnownEvent(
        position=recorded.position,
        event=EventId(recorded.id),
        type=recorded.event.NAME,
        fields={name: text for name, text in fields.items() if name not in ("seat", "organ")},
    )
    known = (*seat.known, newest)
    seat = msgspec.structs.replace(seat, known=known)
    if len(known) <= KEPT:
        return seat
    history = register_of([seat]).history(seat.seat)
    spans = [*history.spans, *_dismissed(history)]
    in_effect = {at for span in spans if not span.over(recorded.time) for at in span.made_by}
    kept = tuple(e for e in known[:-KEPT] if e.position in in_effect)
    return msgspec.structs.replace(seat, known=(*kept, *known[-KEPT:]))


def _dismissed(history: SeatHistory) -> list[Span]:
    """Terms that were ended by a decision, until they would have ended anyhow: they come again
    if that decision is undone."""
    return [
        Span(person=term.person, begins=term.begins, ends=term.due, made_by=term.made_by)
        for term in history.terms
        if term.left_by is not None
    ]


BOARD: Projection[Seat] = Board()
