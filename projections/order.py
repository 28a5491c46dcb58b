"""Sort keys: they order as text the way that positions and moments are ordered."""

from datetime import UTC, datetime, timedelta

from domain.record import LARGEST_INTEGER, moment

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DIGITS = len(str(LARGEST_INTEGER))


def oldest_first(position: int) -> str:
    return f"{position:0{DIGITS}}"


def newest_first(position: int) -> str:
    return oldest_first(LARGEST_INTEGER - position)


def soonest_first(at: datetime) -> str:
    return moment(at)


def latest_first(at: datetime) -> str:
    """Where positions of several logs do not tell which was first."""
    return newest_first((at - EPOCH) // timedelta(microseconds=1))
