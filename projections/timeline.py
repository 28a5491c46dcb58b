"""All that happened, in order and in plain sentences.

A happening is made from one event, which never changes, and the log's own index leads to what
is about one thing. So nothing is kept: the timeline is made as it is read, and never late.
"""

from datetime import datetime
from functools import cache

import msgspec

from domain.ids import EventId
from domain.kernel import Event, tag_of
from domain.record import Recorded, subject
from projections.sentences import sentence

NARROWED_BY = ("decision", "vote", "plan", "seat", "organ", "meeting")
"""Identifier fields under whose tags a timeline can be asked for."""


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


def happening(recorded: Recorded) -> Happening:
    event = recorded.event
    return Happening(
        position=recorded.position,
        event=EventId(recorded.id),
        time=recorded.time,
        type=event.NAME,
        subject=subject(event),
        sentence=sentence(event),
        actor=recorded.actor,
        about=_about(event),
    )


def _about(event: Event) -> tuple[str, ...]:
    values = [(field, getattr(event, field)) for field in _narrowing(type(event))]
    return tuple([tag_of(field, value) for field, value in values if value is not None])


@cache
def _narrowing(event: type[Event]) -> tuple[str, ...]:
    return tuple(field for field in event.TAGGED_BY if field in NARROWED_BY)
