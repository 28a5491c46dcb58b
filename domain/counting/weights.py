"""How votes of unequal weight are counted, and a casting vote; always in whole votes.

Nobody may outvote all others together: a weight above their sum is capped at their sum, and
the count says so.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from domain.counting.majority import Choice, Reason, Threshold, verdict

CastingRefused = Literal["two_entitled", "outweighs_others"]


class SeatWeight(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The votes of one entitled seat as the bylaws give them, and as they count."""

    seat: str
    weight: int
    counted: int


class WeightedCount(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What was counted: ``received`` in ballots, all other numbers in votes.

    ``capped`` are the seats whose weight was lowered. ``casting`` is how the casting vote was
    used, and is one vote of that number; ``casting_refused`` why it could not be.
    """

    in_favour: int
    against: int
    abstained: int
    received: int
    present: int
    in_office: int
    all_seats: int
    measured: int
    quorum_holds: bool
    capped: tuple[SeatWeight, ...]
    passed: bool
    reason: Reason
    casting: Literal["for", "against"] | None = None
    casting_refused: CastingRefused | None = None


def cap_weights(weights: Mapping[str, int]) -> tuple[SeatWeight, ...]:
    """The votes that each entitled seat may cast, in the order given.

    Asked at the close, of the seats entitled then. At most one seat can outweigh all others,
    and capping it makes nobody else do so. A seat that is alone has nobody to outweigh: it
    keeps its weight, and whether it may decide is asked by ``min_voters``. ValueError for a
    weight below 1.
    """
    if any(weight < 1 for weight in weights.values()):
        raise ValueError("A seat has at least one vote.")
    total = sum(weights.values())
    return tuple(
        SeatWeight(
            seat=seat,
            weight=weight,
            counted=weight if len(weights) == 1 else min(weight, total - weight),
        )
        for seat, weight in weights.items()
    )


def casting_refused(weights: Iterable[SeatWeight], seat: str) -> CastingRefused | None:
    """Why ``seat`` may not use a casting vote; None if it may.

    It counts as one vote more, so with it a seat may still not outvote the others together.
    One entitled seat, or two, leave nothing to cast: the one would always decide.
    ValueError if the seat is not entitled.
    """
    counted = {each.seat: each.counted for each in weights}
    if seat not in counted:
        raise ValueError(f"{seat!r} is not among the entitled seats.")
    if len(counted) <= 2:
        return "two_entitled"
    others = sum(counted.values()) - counted[seat]
    return "outweighs_others" if counted[seat] + 1 > others else None


def count_weighted(
    ballots: Iterable[tuple[Choice, int]],
    *,
    threshold: Threshold,
    quorum_holds: bool,
    min_voters: int,
    present: int,
    in_office: int,
    all_seats: int,
    weights: Iterable[SeatWeight],
    casting: tuple[str, Choice] | None = None,
) -> WeightedCount:
    """Count ballots of a choice and the votes it counts for, as ``cap_weights`` gives them.

    ``present``, ``in_office`` and ``all_seats`` are sums of votes, the quorum is one of seats,
    ``min_voters`` one of ballots. ``casting`` is the seat with the casting vote and what it
    chose. It counts one vote more where for and against are equal and at least one, and there
    only; a denominator of votes cast grows with it, a denominator of seats does not.
    ``reason`` as in ``count_majority``. ValueError if the numbers contradict each other.
    """
    votes: dict[Choice, int] = {"for": 0, "against": 0, "abstain": 0}
    received = 0
    for choice, weight in ballots:
        if choice not in votes:
            raise ValueError("A choice is for, against or abstain, and nothing else.")
        votes[choice] += weight
        received += 1
    if not sum(votes.values()) <= present <= in_office <= all_seats:
        raise ValueError(
            "There cannot be more votes cast than votes present, more votes present than in "
            "office, or more in office than there are: "
            f"{sum(votes.values())}, {present}, {in_office}, {all_seats}."
        )
    entitled = tuple(weights)
    used, refused = _casting(votes, entitled, casting)
    if used is not None:
        votes[used] += 1
    measured = {
        "for_and_against": votes["for"] + votes["against"],
        "ballots": sum(votes.values()),
        "present": present,
        "in_office": in_office,
        "all_seats": all_seats,
    }[threshold.of]
    reason = verdict(quorum_holds, received >= min_voters, votes["for"], threshold, measured)
    return WeightedCount(
        in_favour=votes["for"],
        against=votes["against"],
        abstained=votes["abstain"],
        received=received,
        present=present,
        in_office=in_office,
        all_seats=all_seats,
        measured=measured,
        quorum_holds=quorum_holds,
        capped=tuple(each for each in entitled if each.counted < each.weight),
        passed=reason == "passed",
        reason=reason,
        casting=used,
        casting_refused=refused,
    )


def _casting(
    votes: Mapping[Choice, int], weights: tuple[SeatWeight, ...], casting: tuple[str, Choice] | None
) -> tuple[Literal["for", "against"] | None, CastingRefused | None]:
    """How a casting vote is used, or why it is not; neither where nothing asks for one."""
    if casting is None or votes["for"] != votes["against"] or not votes["for"]:
        return None, None
    seat, choice = casting
    if choice == "abstain":
        return None, None
    refused = casting_refused(weights, seat)
    return (None, refused) if refused else (choice, None)
