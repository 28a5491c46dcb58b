"""Approval voting for several places: the options that most ballots approve."""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from msgspec import Struct

from domain.counting.approval import count_approvals
from domain.counting.places import OptionVotes, highest, in_votes
from domain.counting.share import BallotShare, reaches


class ApprovalCount(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Votes per option in the order listed, and who has a place, most votes first.

    ``floor`` is held against ``measured`` ballots; both are there or neither. ``below_floor``
    are the options with votes that do not reach it. ``tied`` are the equals of whom the lot
    gave only some a place.
    """

    options: tuple[OptionVotes, ...]
    places: int
    received: int
    blank: int
    chosen: tuple[str, ...]
    below_floor: tuple[str, ...]
    places_left: int
    reason: Literal["most_votes", "lot", "below_floor", "no_votes"]
    lot_mattered: bool
    floor: BallotShare | None = None
    measured: int | None = None
    tied: tuple[str, ...] | None = None


def count_election_by_approval(
    options: Sequence[str],
    ballots: Iterable[Collection[str]],
    *,
    places: int,
    floor: BallotShare | None = None,
    lot: Sequence[str],
) -> ApprovalCount:
    """Count ballots that approve any number of options; one that approves none is blank.

    An option without a vote has no place, however low the floor. How many a ballot may approve
    is checked where it is cast. ValueError as in ``count_approvals`` and ``highest``, and if an
    option stands there twice.
    """
    if len(set(options)) < len(options):
        raise ValueError("An option stands there only once.")
    papers = list(ballots)
    votes = count_approvals(options, papers)
    received, blank = len(papers), sum(not paper for paper in papers)
    measured = None if floor is None else floor.measured(received=received, blank=blank)
    reach = {
        option: number
        if floor is None or measured is None or reaches(number, floor, measured)
        else 0
        for option, number in votes.items()
    }
    chosen, tied = highest(reach, places, lot)
    reason: Literal["most_votes", "lot", "below_floor", "no_votes"] = "most_votes"
    if tied:
        reason = "lot"
    elif not chosen:
        reason = "below_floor" if any(votes.values()) else "no_votes"
    return ApprovalCount(
        options=in_votes(votes),
        places=places,
        received=received,
        blank=blank,
        chosen=chosen,
        below_floor=tuple(o for o, number in votes.items() if number and not reach[o]),
        places_left=places - len(chosen),
        reason=reason,
        lot_mattered=bool(tied),
        floor=floor,
        measured=measured,
        tied=tied or None,
    )
