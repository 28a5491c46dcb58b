"""A share as people call it, and how many votes it takes."""

from fractions import Fraction
from typing import Final

from domain.counting.majority import Threshold
from domain.counting.share import Share, reaches
from projections.explaining.facts import ThresholdName

NAMED: Final[dict[tuple[int, int], ThresholdName]] = {
    (2, 3): "two_thirds",
    (3, 4): "three_quarters",
}


def in_lowest_terms(share: Share) -> tuple[int, int]:
    return Fraction(share.numerator, share.denominator).as_integer_ratio()


def threshold_name(threshold: Threshold) -> ThresholdName:
    """More than half is an absolute majority, all of them is unanimity."""
    terms = in_lowest_terms(threshold)
    if terms == (1, 2) and threshold.comparison == ">":
        return "absolute_majority"
    if terms == (1, 1) and threshold.comparison == ">=":
        return "unanimity"
    return NAMED.get(terms, "share")


def fewest(share: Share, whole: int) -> int | None:
    """The smallest number above nothing that reaches the share; None if not even all do."""
    found = max(1, share.numerator * whole // share.denominator)
    while not reaches(found, share, whole):
        found += 1
        if found > whole:
            return None
    return found if found <= whole else None
