"""How a decision between *for* and *against* is counted, in whole numbers only."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from domain.counting.share import Comparison, check_share, reaches

Choice = Literal["for", "against", "abstain"]
Denominator = Literal["for_and_against", "ballots", "present", "in_office", "all_seats"]
Reason = Literal["passed", "no_quorum", "too_few_voters", "no_votes", "not_passed"]


class Threshold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The share of ``of`` that must be in favour; more than half is 1, 2, ``>``.

    ValueError if the numbers are no share between nothing and everything.
    """

    numerator: int
    denominator: int
    comparison: Comparison
    of: Denominator

    def __post_init__(self) -> None:
        check_share("threshold", self.numerator, self.denominator)


class Quorum(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The share of the seats in office and entitled that must be present or represented.

    ValueError if the numbers are no share between nothing and everything.
    """

    numerator: int
    denominator: int
    comparison: Comparison

    def __post_init__(self) -> None:
        check_share("quorum", self.numerator, self.denominator)


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
    quorum_holds: bool | None = None,
) -> MajorityCount:
    """Count the received ballots, one choice each; invalid, voided and absent ones are not given.

    ``present`` and ``in_office`` leave recused seats out, ``all_seats`` does not. Outside a
    meeting the seats present are those with a ballot. ``quorum_holds`` is what ``quorum.py``
    found where recused or absent seats count otherwise towards the quorum than towards the
    vote; left out, ``present`` is held against ``in_office``. ``reason`` is the first obstacle
    met, in the order quorum, voters, votes, threshold. ValueError if the numbers contradict
    each other.
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
    if quorum_holds is None:
        quorum_holds = reaches(present, quorum, in_office)
    reason = verdict(quorum_holds, received >= min_voters, in_favour, threshold, measured)
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


def verdict(
    quorum_holds: bool, enough_voters: bool, in_favour: int, threshold: Threshold, measured: int
) -> Reason:
    """The first obstacle met, ``measured`` being what the threshold is a share of."""
    if not quorum_holds:
        return "no_quorum"
    if not enough_voters:
        return "too_few_voters"
    if measured == 0:
        return "no_votes"
    # A threshold of nothing would otherwise be reached by nobody.
    if in_favour >= 1 and reaches(in_favour, threshold, measured):
        return "passed"
    return "not_passed"
