"""What must hold of every reading: it shows a whole prefix, and never an older one than before."""

from collections.abc import Iterator

from bench.history.entries import Page, Read
from bench.history.held import Held
from bench.history.real_time import Floor, seen


def every_reading_is_of_a_whole_prefix(held: Held) -> Iterator[str]:
    """It includes all that was acknowledged or shown to anybody before the reading began."""
    known = seen(held)
    readings: list[Read | Page] = [*held.of(Read), *held.of(Page)]
    for reading in readings:
        yield from _is_recent(held, known, reading)
        expected = _expected(held, reading)
        if expected != list(reading.positions):
            yield (
                f"a reading of the prefix up to {reading.head} differs from it at "
                f"{_difference(expected, reading.positions)}"
            )
        elif held.together(expected) != reading.mark:
            yield f"a reading of the prefix up to {reading.head} found other bytes in it"


def _is_recent(held: Held, known: Floor, reading: Read | Page) -> Iterator[str]:
    earlier = known.before(reading.start)
    if reading.head < earlier.position:
        yield (
            f"a reading came to {reading.head} and began after "
            f"{earlier.by} had come to {earlier.position}"
        )
    if not 0 <= reading.head <= held.head:
        yield f"a reading came to {reading.head}; the log ends at {held.head}"
    elif not held.could_be_there(reading.head, reading.end):
        yield f"a reading came to {reading.head}, which nobody had asked for yet"


def _expected(held: Held, reading: Read | Page) -> list[int]:
    if isinstance(reading, Page):
        until = reading.head if reading.until is None else min(reading.until, reading.head)
        return held.between(reading.types, reading.after, until)[: reading.limit]
    return held.boundary(reading.boundary, reading.head) if reading.carried is None else []


def _difference(expected: list[int], found: tuple[int, ...]) -> str:
    some = sorted({*expected} ^ {*found})[:5]
    return ", ".join(map(str, some)) or "no position but in order or number"
