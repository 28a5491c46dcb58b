"""What a fire leaves behind: what everybody was told, and what the database holds."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from domain.ids import BallotId, PersonId, VoteId
from domain.ports import CommandKey, StoredRecord
from projections.base import Entry


class Acknowledged(msgspec.Struct, frozen=True, tag="acknowledged"):
    """The server told ``resident`` that a ballot is recorded; ``tries`` is how often it was asked.

    The same command may have been asked and answered again later.
    """

    resident: PersonId
    command: str
    vote: VoteId
    ballot: BallotId
    position: int
    replayed: bool
    tries: int


class Late(msgspec.Struct, frozen=True, tag="late"):
    """The ballot was refused because voting had closed.

    ``certain``: no try before had an unknown outcome, so that nothing can be recorded.
    """

    resident: PersonId
    command: str
    vote: VoteId
    certain: bool


class Odd(msgspec.Struct, frozen=True, tag="odd"):
    """An answer that nobody should ever get."""

    who: str
    asked: str
    answer: str


Told: TypeAlias = Acknowledged | Late | Odd


class Delivered(msgspec.Struct, frozen=True, array_like=True):
    """One event as it came out of a stream."""

    position: int
    sha256: str
    connection: int
    """How often the subscriber had connected by then."""


class Subscription(msgspec.Struct, frozen=True):
    """``types`` are those that were asked for; none means all."""

    types: tuple[str, ...]
    delivered: Sequence[Delivered]


class View(msgspec.Struct, frozen=True):
    """A view as it stands in the database: documents as their bytes, by identifier."""

    position: int
    fault: str | None
    documents: Mapping[str, bytes]
    entries: frozenset[tuple[str, Entry]]
    """(identifier, where it is found)"""


class Books(msgspec.Struct, frozen=True, kw_only=True):
    """What the database holds of one organisation."""

    log: Sequence[StoredRecord]
    commands: Mapping[CommandKey, tuple[int, int]]
    """First and last position of what each command recorded."""
    views: Mapping[str, View]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    books: Books
    told: Sequence[Told]
    votes: Sequence[VoteId]
    """Those whose opening was acknowledged."""
    subscriptions: Mapping[str, Subscription]


def told_in(paths: Sequence[Path]) -> list[Told]:
    return [msgspec.json.decode(line, type=Told) for path in paths for line in _lines(path)]


def delivered_in(path: Path) -> list[Delivered]:
    return [msgspec.json.decode(line, type=Delivered) for line in _lines(path)]


def _lines(path: Path) -> Iterator[bytes]:
    """A line that was being written when its writer ended is none."""
    return (line for line in path.read_bytes().splitlines(keepends=True) if line.endswith(b"\n"))
