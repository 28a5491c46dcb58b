"""All that happened, in order: one document per event, under its position."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from functools import cache

import msgspec

from domain.catalogue import EVENTS
from domain.ids import EventId
from domain.kernel import Event, Selector, select, tag_of
from domain.record import Recorded, subject
from projections.base import Entry, Projection
from projections.order import oldest_first
from projections.sentences import sentence

NARROWED_BY = ("decision", "vote", "plan", "seat", "organ")


class Happening(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``about`` are the tags under which the timeline of one thing is found."""

    position: int
    event: EventId
    time: datetime
    type: str
    subject: str
    sentence: str
    actor: str | None = None
    about: tuple[str, ...] = ()


class Timeline:
    NAME = "timeline"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = tuple(EVENTS.values())
    DOCUMENT = Happening

    def touches(self, event: Event) -> Iterable[str]:
        """A happening is written once and never changes: there is nothing to load."""
        return ()

    def feeds(self, document_id: str) -> Sequence[Selector]:
        """No tag leads to one position; who replays a single one reads that position."""
        return [select(*self.FOLLOWS)]

    def apply(self, documents: MutableMapping[str, Happening], recorded: Recorded) -> None:
        event = recorded.event
        documents[str(recorded.position)] = Happening(
            position=recorded.position,
            event=EventId(recorded.id),
            time=recorded.time,
            type=event.NAME,
            subject=subject(event),
            sentence=sentence(event),
            actor=recorded.actor,
            about=_about(event),
        )

    def index(self, document: Happening) -> Iterable[Entry]:
        """List "timeline", oldest first; filters: a decision, vote, plan, seat, ``organ:…``."""
        sort = oldest_first(document.position)
        return [Entry("timeline", each, sort) for each in ("", *document.about)]


def _about(event: Event) -> tuple[str, ...]:
    values = [(field, getattr(event, field)) for field in _narrowing(type(event))]
    return tuple([tag_of(field, value) for field, value in values if value is not None])


@cache
def _narrowing(event: type[Event]) -> tuple[str, ...]:
    return tuple(field for field in event.TAGGED_BY if field in NARROWED_BY)


TIMELINE: Projection[Happening] = Timeline()
