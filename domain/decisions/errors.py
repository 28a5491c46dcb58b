"""What can be wrong with a decision."""

from domain.errors import RuleSaysNo


class NoSeats(RuleSaysNo):
    """This organ has no seats."""

    code = "organ.no_seats"


class TooManySeats(RuleSaysNo):
    """A decision lists at most 500 seats."""

    code = "organ.too_many_seats"
