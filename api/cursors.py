"""Cursors of the event feed: ``epoch:position``, and positions as ranges."""

from collections.abc import Sequence
from itertools import count, groupby
from typing import NamedTuple

from api.errors import CursorMalformed, CursorOfOtherEpoch

LONGEST_POSITION = 16
"""Digits."""


class Cursor(NamedTuple):
    epoch: str
    position: int

    def __str__(self) -> str:
        return f"{self.epoch}:{self.position}"


def position_after(cursor: str | None, epoch: str) -> int:
    """0 without a cursor. Raise CursorMalformed, CursorOfOtherEpoch."""
    if cursor is None:
        return 0
    named, _, position = cursor.rpartition(":")
    if not (named and position.isascii() and position.isdigit()):
        raise CursorMalformed
    if len(position) > LONGEST_POSITION:
        raise CursorMalformed
    if named != epoch:
        raise CursorOfOtherEpoch
    return int(position)


def ranges(positions: Sequence[int]) -> str:
    """``5-104,107``: ascending positions, consecutive ones drawn together."""
    place = count()
    runs = (list(run) for _, run in groupby(positions, key=lambda position: position - next(place)))
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
