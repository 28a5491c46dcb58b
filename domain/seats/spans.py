"""What lasts on a seat from one moment to another."""

from datetime import datetime

import msgspec

from domain.events.seats import Office, Serves, VacancyReason
from domain.ids import DecisionId, EventId, PersonId


class Span(msgspec.Struct, kw_only=True):
    """Half-open: from ``begins`` until just before ``ends``, or until something ends it.

    ``made_by`` are the positions of the events that it came from.
    """

    person: PersonId
    begins: datetime
    ends: datetime | None
    made_by: tuple[int, ...]
    decision: DecisionId | None = None

    def covers(self, moment: datetime) -> bool:
        return self.begins <= moment and (self.ends is None or moment < self.ends)

    def overlaps(self, other: "Span") -> bool:
        """Nothing overlaps with a span that ended before it could begin."""
        if self.empty or other.empty:
            return False
        before_other_ends = other.ends is None or self.begins < other.ends
        return before_other_ends and (self.ends is None or other.begins < self.ends)

    def common(self, other: "Span") -> "Span":
        """Where both are in force; they overlap."""
        ends = [each.ends for each in (self, other) if each.ends is not None]
        return Span(
            person=self.person,
            begins=max(self.begins, other.begins),
            ends=min(ends, default=None),
            made_by=self.made_by,
        )

    @property
    def empty(self) -> bool:
        return self.ends is not None and self.ends <= self.begins

    def over(self, moment: datetime) -> bool:
        return self.ends is not None and self.ends <= moment

    def end(self, moment: datetime, made_by: tuple[int, ...]) -> None:
        self.ends = moment
        self.made_by += made_by


class Term(Span, kw_only=True):
    """``due`` is when it was to end, ``left`` why it ended before, ``left_by`` the decision by
    which it did."""

    event: EventId
    due: datetime
    serves: Serves | None = None
    left: VacancyReason | None = None
    left_by: DecisionId | None = None
    carried_over: bool = False


class OfficeSpan(Span, kw_only=True):
    office: Office
