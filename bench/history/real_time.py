"""How far the log had come, for all to know, at a moment of a run."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from bench.history.entries import Delivery, Page, Read
from bench.history.held import Held


class Known(NamedTuple):
    position: int
    by: str


class Floor:
    """From (end, position, who) of calls: what was known before a later call began."""

    def __init__(self, calls: Iterable[tuple[int, int, str]]) -> None:
        ordered = sorted(calls)
        self._ends = [end for end, _, _ in ordered]
        self._highest = list(accumulate((Known(*call[1:]) for call in ordered), max))

    def before(self, start: int) -> Known:
        place = bisect_left(self._ends, start)
        return self._highest[place - 1] if place else Known(0, "nobody")


def acknowledged(held: Held) -> Floor:
    return Floor((append.end, last, append.call) for append, _, last in held.placed)


def seen(held: Held) -> Floor:
    """Also what somebody was shown: it can never be unseen."""
    return Floor(
        [
            *((a.end, a.last, a.call) for a in held.appends if a.outcome in ("appended", "before")),
            *((r.end, r.head, "another reading") for r in held.of(Read)),
            *((p.end, p.head, "another reading") for p in held.of(Page)),
            *((d.end, d.positions[-1], d.subscriber) for d in held.of(Delivery) if d.positions),
        ]
    )
