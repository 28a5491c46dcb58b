"""How a decision between *for* and *against* is counted, in whole numbers only."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Choice = Literal["for", "against", "abstain"]
Comparison = Literal[">", ">="]
Denominator = Literal["for_and_against", "ballots", "present", "in_office", "all_seats"]
Reason = Literal["passed", "no_quorum", "too_few_voters", "no_votes", "not_passed"]

LARGEST_TERM = 1_000_000


class Threshold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The share of ``of`` that must be in favour; more than half is 1, 2, ``>``.

    ValueError if the numbers are no share between nothing and everything.
    """

    numerator: int
    denominator: int
    comparison: Comparison
    of: Denominator

    def __post_init__(self) -> None:
        _check_share("threshold", self.numerator, self.denominator)


class Quorum(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The share of the seats in office and entitled that must be present or represented.

    ValueError if the numbers are no share between nothing and everything.
    """

    numerator: int
    denominator: int
    comparison: Comparison

    def __post_init__(self) -> None:
        _check_share("quorum", self.numerator, self.denominator)


class MajorityCount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was counted, against how many it was ``measured``, and what follows from it."""

    in_favour: int
    against: int
    abstained: int
    received: int
    present: int
    in_office: int
    all_seats: int
    measured: int
    quorum_holds: bool
    passed: bool
    reason: Reason


def count_majority(
    choices: Iterable[Choice],
    *,
    threshold: Threshold,
    quorum: Quorum,
    min_voters: int,
    present: int,
    in_office: int,
    all_seats: int,
) -> MajorityCount:
    """Count the received ballots, one choice each; invalid, voided and absent ones are not given.

    ``present`` and ``in_office`` leave recused seats out, ``all_seats`` does not. Outside a
    meeting the seats present are those with a ballot. ``reason`` is the first obstacle met, in
    the order quorum, voters, votes, threshold. ValueError if the numbers contradict each other.
    """
    tally = Counter(choices)
    in_favour, against, abstained = tally["for"], tally["against"], tally["abstain"]
    received = in_favour + against + abstained
    if received != tally.total():
        raise ValueError("A choice is for, against or abstain, and nothing else.")
    if not received <= present <= in_office <= all_seats:
        raise ValueError(
            "There cannot be more ballots than seats present, more seats present than in office, "
            f"or more in office than there are: {received}, {present}, {in_office}, {all_seats}."
        )
    measured = {
        "for_and_against": in_favour + against,
        "ballots": received,
        "present": present,
        "in_office": in_office,
        "all_seats": all_seats,
    }[threshold.of]
    quorum_holds = _reaches(present, quorum, in_office)
    reason = _reason(quorum_holds, received >= min_voters, in_favour, threshold, measured)
    return MajorityCount(
        in_favour=in_favour,
        against=against,
        abstained=abstained,
        received=received,
        present=present,
        in_office=in_office,
        all_seats=all_seats,
        measured=measured,
        quorum_holds=quorum_holds,
        passed=reason == "passed",
        reason=reason,
    )


def _reason(
    quorum_holds: bool, enough_voters: bool, in_favour: int, threshold: Threshold, measured: int
) -> Reason:
    if not quorum_holds:
        return "no_quorum"
    if not enough_voters:
        return "too_few_voters"
    if measured == 0:
        return "no_votes"
    # A threshold of nothing would otherwise be reached by nobody.
    if in_favour >= 1 and _reaches(in_favour, threshold, measured):
        return "passed"
    return "not_passed"


def _reaches(part: int, share: Threshold | Quorum, whole: int) -> bool:
    """Cross-multiplied, so that a third is a third; a quotient would have to be rounded."""
    have, need = part * share.denominator, share.numerator * whole
    return have > need if share.comparison == ">" else have >= need


def _check_share(name: str, numerator: int, denominator: int) -> None:
    if type(numerator) is not int or type(denominator) is not int:
        raise ValueError(f"The {name} is written in whole numbers.")
    if not 1 <= denominator <= LARGEST_TERM:
        raise ValueError(f"The {name}'s denominator lies between 1 and {LARGEST_TERM}.")
    if not 0 <= numerator <= denominator:
        raise ValueError(f"The {name} lies between nothing and everything: 0 up to {denominator}.")
