"""Days of the calendar, as text (YYYY-MM-DD), which orders as the days do."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from domain.days.errors import DayToCome, NoSuchDay
from domain.seats.terms import months_later

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
FURTHEST_EAST: Final = timedelta(hours=14)
"""Where a day begins first, before it does in UTC."""


def require_days(*days: str | None) -> None:
    """Raise NoSuchDay for any that the calendar does not have; one left out is no day."""
    for day in days:
        if day is not None:
            _require_day(day)


def _require_day(day: str) -> None:
    try:
        known = date.fromisoformat(day)
    except ValueError:
        raise NoSuchDay(day=day) from None
    if known.isoformat() != day or not FIRST_YEAR <= known.year <= LAST_YEAR:
        raise NoSuchDay(day=day)


def require_come(day: str, at: datetime) -> None:
    """Raise NoSuchDay, or DayToCome for one that has begun nowhere yet."""
    require_days(day)
    if day > day_of(at + FURTHEST_EAST):
        raise DayToCome(day=day)


def day_of(at: datetime) -> str:
    """The day in UTC."""
    return at.astimezone(UTC).date().isoformat()


@lru_cache(maxsize=4_096)
def days_after(day: str, days: int) -> str:
    """``days`` may be negative."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def days_between(first: str, other: str) -> int:
    """How many days later ``other`` is: 0 for the same day."""
    return (date.fromisoformat(other) - date.fromisoformat(first)).days


def months_after(day: str, months: int) -> str:
    """The same day of the month, or the last one of a shorter month."""
    return day_of(months_later(datetime.fromisoformat(day).replace(tzinfo=UTC), months))
