"""Until when one may ask a court to annul a decision (article 2:15(5))."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.seats.terms import months_later

YEAR: Final = 12


def claim_until(*known_at: datetime | None) -> datetime | None:
    """Half-open: a year from the end of the first day on which one could know of it, by its
    publication or otherwise. None as long as nobody could.

    A day is one of UTC, whatever the season, as in all of the record.
    """
    days = [moment.astimezone(UTC) for moment in known_at if moment is not None]
    if not days:
        return None
    day = min(days).replace(hour=0, minute=0, second=0, microsecond=0)
    return months_later(day, YEAR) + timedelta(days=1)
