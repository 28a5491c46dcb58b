"""One round of an election: what is asked, and how its ballots are counted."""

from collections.abc import Collection, Iterable
from typing import Literal

from msgspec import Struct

from domain.counting.majority import Choice
from domain.counting.places import OptionVotes, in_votes

RoundKind = Literal["free_vote", "second_vote", "run_off", "yes_no"]


class NextRound(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is voted on: each ballot names at most ``seats`` of the candidates.

    In a ``yes_no`` round the one candidate is voted on with for, against and abstain. ``tied``
    had equal votes, and the lot let only some of them into this round.
    """

    kind: RoundKind
    candidates: tuple[str, ...]
    seats: int
    tied: tuple[str, ...] | None = None


class ElectionTally(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """The votes of one round in the order of its candidates; ``against`` in a yes_no round."""

    kind: RoundKind
    seats: int
    votes: tuple[OptionVotes, ...]
    received: int
    blank: int
    against: int | None = None


def count_names(asked: NextRound, ballots: Iterable[Collection[str]]) -> ElectionTally:
    """Count ballots that name candidates; one that names nobody is blank.

    ValueError for a yes_no round, and if a ballot names more than there are seats, or anybody
    who does not stand.
    """
    if asked.kind == "yes_no":
        raise ValueError("In this round a ballot is for, against or abstain.")
    votes = dict.fromkeys(asked.candidates, 0)
    received = blank = 0
    for names in map(set, ballots):
        received += 1
        blank += not names
        if len(names) > asked.seats:
            raise ValueError(f"A ballot names {len(names)}, and {asked.seats} at most are elected.")
        for name in names:
            if name not in votes:
                raise ValueError(f"A ballot names {name!r}, who does not stand.")
            votes[name] += 1
    return ElectionTally(
        kind=asked.kind, seats=asked.seats, votes=in_votes(votes), received=received, blank=blank
    )


def count_yes_no(asked: NextRound, choices: Iterable[Choice]) -> ElectionTally:
    """Count ballots on a single candidate; ValueError for any other round or choice."""
    if asked.kind != "yes_no":
        raise ValueError("In this round a ballot names candidates.")
    cast = list(choices)
    in_favour, against, blank = (cast.count(each) for each in ("for", "against", "abstain"))
    if in_favour + against + blank < len(cast):
        raise ValueError("A choice is for, against or abstain, and nothing else.")
    return ElectionTally(
        kind=asked.kind,
        seats=asked.seats,
        votes=(OptionVotes(option=asked.candidates[0], votes=in_favour),),
        received=len(cast),
        blank=blank,
        against=against,
    )
