"""What can be wrong with a day."""

from domain.errors import RuleSaysNo


class NoSuchDay(RuleSaysNo):
    """There is no such day in the calendar, or it lies further away than people plan."""

    code = "day.not_in_calendar"


class DayToCome(RuleSaysNo):
    """What is noted has happened; this day is still to come."""

    code = "day.still_to_come"
