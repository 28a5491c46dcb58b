"""Sort keys: they order as text the way that positions and moments are ordered."""

from datetime import datetime

from domain.record import LARGEST_INTEGER, moment

DIGITS = len(str(LARGEST_INTEGER))


def oldest_first(position: int) -> str:
    return f"{position:0{DIGITS}}"


def newest_first(position: int) -> str:
    return oldest_first(LARGEST_INTEGER - position)


def soonest_first(at: datetime) -> str:
    return moment(at)
