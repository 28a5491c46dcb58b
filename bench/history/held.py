"""One organisation's events as they stood when all was over, and who asked for what of them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from bench.history.entries import Append, Entry, Kept, Line, mark, together
from domain.kernel import Selector

Kind = TypeVar("Kind", bound=Entry)

ANY = ""
"""In the place of a tag: every event of a type."""


class Held:
    """Everything below costs O(n log n) for a history of n entries, results included."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: defaultdict[type[Any], list[Any]] = defaultdict(list)
        for entry in entries:
            self._entries[type(entry)].append(entry)
        self.kept = sorted(self.of(Kept), key=lambda kept: kept.position)
        self.head = self.kept[-1].position if self.kept else 0
        self._records = {kept.position: kept.record.encode() for kept in self.kept}
        self.marks = {position: mark(record) for position, record in self._records.items()}
        self._found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = {}

    def of(self, kind: type[Kind]) -> list[Kind]:
        return self._entries[kind]

    @cached_property
    def appends(self) -> list[Append]:
        """Each once, with its outcome if it has one."""
        return list({append.call: append for append in self.of(Append)}.values())

    @cached_property
    def asked(self) -> dict[str, Line]:
        return {line.mark: line for append in self.appends for line in append.lines}

    @cached_property
    def begun(self) -> dict[str, int]:
        """Mark -> when somebody first asked for that record."""
        begun: dict[str, int] = {}
        for append in self.appends:
            for line in append.lines:
                begun[line.mark] = min(append.start, begun.get(line.mark, append.start))
        return begun

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Mark -> positions, which should be one."""
        places = defaultdict(list)
        for position, found in self.marks.items():
            places[found].append(position)
        return dict(places)

    @cached_property
    def placed(self) -> list[tuple[Append, int, int]]:
        """Appends that are in the log, first and last position; also those nobody was told of."""
        said = [(a, a.first, a.last) for a in self.appends if a.outcome == "appended"]
        told = {line.mark for append, _, _ in said for line in append.lines}
        untold = [
            (a, self.places[a.lines[0].mark][0], self.places[a.lines[-1].mark][-1])
            for a in self.appends
            if a.outcome == "unknown" and a.lines and a.lines[0].mark not in told
            if all(line.mark in self.places for line in a.lines)
        ]
        return said + untold

    def could_be_there(self, position: int, by: int) -> bool:
        """Whether somebody had asked by then for what is there now."""
        return self.begun.get(self.marks.get(position, ""), 0) <= by

    def together(self, positions: Iterable[int]) -> str:
        return together(self.marks.get(position, "") for position in positions)

    def tags(self, kept: Kept) -> Sequence[str]:
        if kept.tags is not None:
            return kept.tags
        line = self.asked.get(self.marks[kept.position])
        return () if line is None else line.tags

    def matches(self, types: Sequence[str], tags: Sequence[str] = ()) -> list[int]:
        """Positions of all events of one of the types that carry all of the tags, in order."""
        key = (tuple(types), tuple(tags))
        if key not in self._found:
            self._found[key] = sorted(
                chain.from_iterable(self._of_type(each, tags) for each in set(types))
            )
        return self._found[key]

    def first_match(self, selectors: Iterable[Selector], after: int) -> int | None:
        """The first event past ``after`` that any of them finds."""
        found = []
        for selector in selectors:
            matches = self.matches(selector.types, selector.tags)
            found += matches[(past := bisect_right(matches, after)) : past + 1]
        return min(found, default=None)

    def boundary(self, selectors: Iterable[Selector], head: int) -> list[int]:
        """What a read of the prefix up to ``head`` must find."""
        found: set[int] = set()
        for selector in selectors:
            matches = self.matches(selector.types, selector.tags)
            end = bisect_right(matches, head)
            found.update(matches[max(end - 1, 0) if selector.latest else 0 : end])
        return sorted(found)

    def between(self, types: Sequence[str], after: int, until: int) -> list[int]:
        """All events of these types, or of all, past ``after`` and up to ``until``."""
        feed = self.matches(types) if types else self._everything
        return feed[bisect_right(feed, after) : bisect_right(feed, until)]

    def record(self, position: int) -> bytes:
        return self._records[position]

    @cached_property
    def _everything(self) -> list[int]:
        return [kept.position for kept in self.kept]

    @cached_property
    def _index(self) -> dict[tuple[str, str], list[int]]:
        index = defaultdict(list)
        for kept in self.kept:
            for tag in {ANY, *self.tags(kept)}:
                index[kept.type, tag].append(kept.position)
        return dict(index)

    def _of_type(self, type: str, tags: Sequence[str]) -> Iterable[int]:
        """The rarest tag drives."""
        lists = sorted((self._index.get((type, tag), []) for tag in tags or (ANY,)), key=len)
        others = [set(each) for each in lists[1:]] if lists[0] else []
        return [position for position in lists[0] if all(position in each for each in others)]
