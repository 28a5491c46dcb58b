"""What can be wrong with a seat."""

from domain.errors import NotFound, RuleSaysNo


class SeatNotFound(NotFound):
    """There is no such seat in this organisation."""

    code = "seat.not_found"


class SeatOccupied(RuleSaysNo):
    """This seat is held by somebody during that term."""

    code = "seat.occupied"


class SeatVacant(RuleSaysNo):
    """Nobody holds this seat."""

    code = "seat.vacant"


class SeatOfAnotherKind(RuleSaysNo):
    """This person's standing does not fit the kind of this seat."""

    code = "seat.other_kind"


class TermEndsBeforeItStarts(RuleSaysNo):
    """A term must end after it starts."""

    code = "seat.term_ends_before_it_starts"


class HolderAlreadySeated(RuleSaysNo):
    """This person holds a seat on this organ already during that term."""

    code = "seat.holder_already_seated"
