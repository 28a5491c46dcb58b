"""How a simple majority among several options is counted: the one with the most votes."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from domain.counting.places import OptionVotes, highest, in_votes

Reason = Literal["most_votes", "casting_vote", "lot", "tied", "no_votes"]


class PluralityCount(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Votes per option in the order listed, and what follows from them.

    ``tied`` are the options with the most votes where they are several. ``casting`` is the
    option that the casting vote decided for, counted in no number here.
    """

    options: tuple[OptionVotes, ...]
    received: int
    blank: int
    on_a_tie: Literal["lot", "rejected"]
    reason: Reason
    lot_mattered: bool
    chosen: str | None = None
    tied: tuple[str, ...] | None = None
    casting: str | None = None


def count_plurality(
    options: Sequence[str],
    ballots: Iterable[str | None],
    *,
    on_a_tie: Literal["lot", "rejected"],
    lot: Sequence[str],
    casting: str | None = None,
) -> PluralityCount:
    """Count ballots of one option each, None being a blank one.

    With two options the one is chosen that has more votes than the other. ``casting`` is the
    option of whoever has a casting vote (``weights.py`` says whether they may use it): it
    counts as one more vote where the most votes are equal, and so decides only for one of
    those. ValueError if a ballot names an option that is not there, and as in ``luck``.
    """
    votes = dict.fromkeys(options, 0)
    if len(votes) < len(options):
        raise ValueError("An option stands there only once.")
    received = blank = 0
    for ballot in ballots:
        received += 1
        if ballot is None:
            blank += 1
        elif ballot in votes:
            votes[ballot] += 1
        else:
            raise ValueError(f"A ballot names {ballot!r}, which is not on the ballot.")
    ahead, tied = highest(votes, 1, lot)
    chosen, reason = _choose(ahead, tied, casting, on_a_tie)
    return PluralityCount(
        options=in_votes(votes),
        received=received,
        blank=blank,
        on_a_tie=on_a_tie,
        reason=reason,
        lot_mattered=reason == "lot",
        chosen=chosen,
        tied=tied or None,
        casting=casting if reason == "casting_vote" else None,
    )


def _choose(
    ahead: tuple[str, ...],
    tied: tuple[str, ...],
    casting: str | None,
    on_a_tie: Literal["lot", "rejected"],
) -> tuple[str | None, Reason]:
    if not ahead:
        return None, "no_votes"
    if not tied:
        return ahead[0], "most_votes"
    if casting in tied:
        return casting, "casting_vote"
    return (ahead[0], "lot") if on_a_tie == "lot" else (None, "tied")
