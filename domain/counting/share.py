"""A share of a whole: two whole numbers, and whether reaching it is enough."""

from typing import Literal, Protocol

from msgspec import Struct

Comparison = Literal[">", ">="]

LARGEST_TERM = 1_000_000


class Share(Protocol):
    @property
    def numerator(self) -> int: ...
    @property
    def denominator(self) -> int: ...
    @property
    def comparison(self) -> Comparison: ...


class BallotShare(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The share of the ballots, blank ones left out or not, that must name an option.

    ValueError if the numbers are no share between nothing and everything.
    """

    numerator: int
    denominator: int
    comparison: Comparison
    of: Literal["not_blank", "ballots"]

    def __post_init__(self) -> None:
        check_share("share", self.numerator, self.denominator)

    def measured(self, *, received: int, blank: int) -> int:
        """How many ballots the votes are held against."""
        return received if self.of == "ballots" else received - blank


def reaches(part: int, share: Share, whole: int) -> bool:
    """Cross-multiplied, so that a third is a third; a quotient would have to be rounded."""
    have, need = part * share.denominator, share.numerator * whole
    return have > need if share.comparison == ">" else have >= need


def check_share(name: str, numerator: int, denominator: int) -> None:
    """ValueError, calling the share by its ``name``, unless it lies between 0 and 1."""
    if type(numerator) is not int or type(denominator) is not int:
        raise ValueError(f"The {name} is written in whole numbers.")
    if not 1 <= denominator <= LARGEST_TERM:
        raise ValueError(f"The {name}'s denominator lies between 1 and {LARGEST_TERM}.")
    if not 0 <= numerator <= denominator:
        raise ValueError(f"The {name} lies between nothing and everything: 0 up to {denominator}.")
