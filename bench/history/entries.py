"""What is written down of a run: a line of JSON for each call, and for each event at the end.

Times are nanoseconds of the machine's monotonic clock, which all of its processes share. No two
records that are asked for in a run are alike, so that each is known again by its mark.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from domain.kernel import Selector
from domain.ports import CommandKey

NEVER = 2**62
"""The end of a call whose outcome nobody was told: it may take effect at any later time."""

Outcome = Literal["appended", "before", "conflict", "nothing", "unknown"]
"""``before``: carried out earlier. ``nothing``: refused for another cause than a conflict."""


class Line(NamedTuple):
    """One record that somebody wants appended; ``mark`` stands for its bytes."""

    type: str
    tags: tuple[str, ...]
    mark: str


class Call(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="what"):
    organisation: str
    start: int = 0
    end: int = NEVER


class Append(Call, frozen=True, kw_only=True, omit_defaults=True, tag="append"):
    """Written twice: when it begins, and when it has an outcome. ``call`` is unique in a run."""

    call: str
    lines: tuple[Line, ...]
    unless: tuple[Selector, ...] = ()
    after: int = 0
    key: CommandKey | None = None
    outcome: Outcome = "unknown"
    first: int = 0
    last: int = 0


class Read(Call, frozen=True, kw_only=True, omit_defaults=True, tag="read"):
    boundary: tuple[Selector, ...]
    positions: tuple[int, ...]
    mark: str
    head: int
    key: CommandKey | None = None
    carried: tuple[int, int] | None = None


class Page(Call, frozen=True, kw_only=True, omit_defaults=True, tag="page"):
    after: int
    limit: int
    positions: tuple[int, ...]
    mark: str
    head: int
    types: tuple[str, ...] = ()
    until: int | None = None


class Delivery(Call, frozen=True, kw_only=True, omit_defaults=True, tag="delivery"):
    """What a subscriber was given at once; it had seen everything up to ``after``."""

    subscriber: str
    after: int
    positions: tuple[int, ...]
    mark: str
    types: tuple[str, ...] = ()


class Rest(Call, frozen=True, kw_only=True, omit_defaults=True, tag="rest"):
    """By ``end`` the subscriber should have been given all that was appended before ``start``."""

    subscriber: str
    after: int
    types: tuple[str, ...] = ()


class View(Call, frozen=True, kw_only=True, omit_defaults=True, tag="view"):
    """All documents (id -> JSON) of one view, and how far it had come, from one moment."""

    projection: str
    position: int
    documents: dict[str, str]


class Kept(Call, frozen=True, kw_only=True, omit_defaults=True, tag="kept"):
    """One event of the log, read back when all was over.

    Without ``tags`` its tags are those that whoever appended it asked for.
    """

    position: int
    type: str
    record: str
    tags: tuple[str, ...] | None = None


Entry: TypeAlias = Append | Read | Page | Delivery | Rest | View | Kept

_DECODER: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


def mark(record: bytes) -> str:
    return sha256(record).hexdigest()[:16]


def together(marks: Iterable[str]) -> str:
    """One mark for several records in their order."""
    return mark("".join(marks).encode())


def read_files(*paths: Path) -> Iterator[Entry]:
    """A line that was cut short by a kill is the last of its file, and is left out."""
    for path in paths:
        with path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield _DECODER.decode(line)
