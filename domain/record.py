"""The record: one event as the exact bytes of one canonical CloudEvents document.

The bytes are what is hashed, streamed, exported and replayed; they are made once and are
never re-encoded. Canonical: members sorted, UTF-8, no spaces, absent instead of null,
integers within +-(2**53 - 1), no floats, times in UTC with six decimals and ``Z``.
"""

from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

import msgspec

from domain.catalogue import EVENTS
from domain.errors import RecordTooLarge
from domain.ids import OrganisationId
from domain.kernel import Event

LARGEST_INTEGER = 2**53 - 1
LARGEST_RECORD = 65_535


class _Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """Members stand in the order of their names, which is the order they are encoded in."""

    actor: str | None = None
    causation: str | None = None
    data: msgspec.Raw = msgspec.Raw()
    datacontenttype: str = ""
    id: str = ""
    source: str = ""
    specversion: str = ""
    subject: str = ""
    time: str = ""
    type: str = ""


class Recorded(NamedTuple):
    """An event as it was read back from the log."""

    position: int
    id: str
    time: datetime
    actor: str | None
    causation: str | None
    event: Event


def encode(
    event: Event,
    *,
    organisation: OrganisationId,
    event_id: str,
    at: datetime,
    actor: str | None,
    causation: str | None = None,
) -> bytes:
    """Raise RecordTooLarge, and ValueError for what a canonical record cannot hold."""
    record = msgspec.json.encode(
        _Record(
            actor=actor,
            causation=causation,
            data=msgspec.Raw(canonical(event)),
            datacontenttype="application/json",
            id=event_id,
            source=f"/organisations/{organisation}",
            specversion="1.0",
            subject=subject(event),
            time=moment(at),
            type=event.NAME,
        )
    )
    if len(record) > LARGEST_RECORD:
        raise RecordTooLarge(type=event.NAME, bytes=len(record))
    return record


def tags(event: Event, actor: str | None) -> tuple[str, ...]:
    """What the log indexes: a pure function of the record, so that anyone can recompute it.

    What somebody did and what is about them are told apart: a clerk's own authority must not
    be searched among all that the clerk recorded of others.
    """
    by_actor = () if actor is None else (f"actor:{actor}",)
    return tuple(sorted({*event.tags, *by_actor}))


def subject(event: Event) -> str:
    identifiers = (getattr(event, field) for field in event.TAGGED_BY)
    return str(next(value for value in identifiers if value is not None))


def decode(position: int, record: bytes) -> Recorded:
    """Raise KeyError for a type that this version does not know."""
    read = _ENVELOPE.decode(record)
    return Recorded(
        position=position,
        id=read.id,
        time=datetime.fromisoformat(read.time),
        actor=read.actor,
        causation=read.causation,
        event=_decoder(read.type).decode(read.data),
    )


def canonical(value: Any) -> bytes:
    """The one byte string that stands for ``value``."""
    return msgspec.json.encode(
        _plain(msgspec.to_builtins(value, builtin_types=(datetime,))), order="sorted"
    )


def moment(at: datetime) -> str:
    """UTC with exactly six decimals and ``Z``."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be recorded")
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return utc.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _plain(value: Any) -> Any:
    """What ``to_builtins`` leaves is of these very types. Most of it is text: it is passed over."""
    kind = type(value)
    if kind is dict:
        return {
            name: member if type(member) is str else _plain(member)
            for name, member in value.items()
            if member is not None
        }
    if kind is list or kind is tuple:
        return [member if type(member) is str else _plain(member) for member in value]
    if kind is str or kind is bool or (kind is int and abs(value) <= LARGEST_INTEGER):
        return value
    if kind is datetime:
        return moment(value)
    raise ValueError(f"a {kind.__name__} such as this one cannot be recorded")


_ENVELOPE = msgspec.json.Decoder(_Record)


@cache
def _decoder(name: str) -> msgspec.json.Decoder[Event]:
    return msgspec.json.Decoder(EVENTS[name])
