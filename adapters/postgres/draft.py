"""The documents of one view under construction that are at hand, and which ones are not."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from adapters.postgres.view_store import Change, Place
from projections.base import Projection
from projections.folding import Step, touched

MARKS = 2**26
MARKS_EACH = 4
"""With a million names marked, one in a hundred thousand others seems to be; never the reverse."""


class Taken(NamedTuple):
    """To be put down: documents that never were, and those that changed since."""

    new: Mapping[str, msgspec.Struct]
    changed: list[Change]


class Draft:
    def __init__(self, view: Projection[Any], shelf: int) -> None:
        self.view, self.shelf = view, shelf
        self.documents: dict[str, msgspec.Struct] = {}
        """Those at hand; the ones that changed last come last."""
        self._fetched: dict[str, msgspec.Struct] = {}
        """Those of them that were put down before, as they were then."""
        self._marks = bytearray()
        self._decode = msgspec.json.Decoder(view.DOCUMENT).decode

    def change(self, changed: Mapping[str, msgspec.Struct]) -> None:
        for name in changed:
            self.documents.pop(name, None)
        self.documents.update(changed)

    def take(self, count: int) -> Taken:
        """The ``count`` that have not changed for longest; they are no longer at hand."""
        new, changed = {}, []
        for name in list(islice(self.documents, count)):
            document, before = self.documents.pop(name), self._fetched.pop(name, None)
            if before is None:
                new[name] = document
            elif before is not document:
                changed.append(Change(self._place(name), before, document))
        return Taken(new, changed)

    def mark(self, names: Iterable[str]) -> None:
        """Remember, in as much memory for few as for many, that these were put down."""
        marks = self._marks = self._marks or bytearray(MARKS // 8)
        for name in names:
            for bit in _bits(name):
                marks[bit >> 3] |= 1 << (bit & 7)

    def is_marked(self, name: str) -> bool:
        marks = self._marks
        return all(marks[bit >> 3] & 1 << (bit & 7) for bit in _bits(name))

    def not_at_hand(self, way: list[Step]) -> list[Place]:
        """What is touched and was put down, and rarely something that was not."""
        if not self._marks:
            return []
        away = touched(self.view, way) - self.documents.keys()
        return [self._place(name) for name in sorted(away) if self.is_marked(name)]

    def fetch(self, stored: Mapping[str, bytes]) -> None:
        found = {name: self._decode(document) for name, document in stored.items()}
        self._fetched.update(found)
        self.documents.update(found)

    def _place(self, name: str) -> Place:
        return Place(self.view, self.shelf, name)


def _bits(name: str) -> Iterator[int]:
    hashed = hash(name)
    step = hashed >> 32 | 1
    return ((hashed + n * step) % MARKS for n in range(MARKS_EACH))
