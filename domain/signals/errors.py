"""What can be wrong with a signal."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class SignalNotFound(NotFound):
    """No such signal was noted here."""

    code = "signal.not_found"


class NotYoursToNote(NotEntitled):
    """Signals are noted by residents and by facilitators."""

    code = "signal.not_yours_to_note"


class ConsentMissing(RuleSaysNo):
    """What somebody else said is noted under their name only if they agreed. Ask them, or note it
    without a name."""

    code = "signal.consent_missing"


class NoSuchWeek(RuleSaysNo):
    """There is no such week in that year."""

    code = "signal.no_such_week"


class WeekToCome(RuleSaysNo):
    """A signal was heard this week or earlier."""

    code = "signal.week_to_come"


class SignalOfPerson(RuleSaysNo):
    """The words of somebody named are erased together with that person."""

    code = "signal.of_a_person"


class SignalErasedAlready(RuleSaysNo):
    """The words of this signal were erased already."""

    code = "signal.already_erased"


class EraserRequired(NotEntitled):
    """Only the clerk or a facilitator may erase the words of a signal."""

    code = "signal.eraser_required"
