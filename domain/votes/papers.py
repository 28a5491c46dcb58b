"""Paper ballots of a neighbourhood vote: who entered which, and what stands on them.

A paper has a serial number, and nobody writes down who was given it. Two people enter what
stands on it; if they disagree a third does, and what two of the three say is what it says. If
all three differ it says nothing clear.
"""

from collections.abc import Iterator, Mapping, Sequence

from domain.ballots.errors import BallotUnreadable
from domain.events.voting_days import PaperBallotEntered
from domain.ports import Opened
from domain.sealing import commitment


def is_complete(entries: Sequence[PaperBallotEntered]) -> bool:
    return any(each.agrees or each.entry == 3 for each in entries)


class Papers:
    """All that were entered in one vote, by serial number, each with its entries in order."""

    def __init__(self) -> None:
        self._entries: dict[int, list[PaperBallotEntered]] = {}

    def see(self, event: PaperBallotEntered) -> None:
        self._entries.setdefault(event.serial, []).append(event)

    def __iter__(self) -> Iterator[tuple[int, Sequence[PaperBallotEntered]]]:
        return iter(sorted(self._entries.items()))

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def incomplete(self) -> list[int]:
        return [serial for serial, entries in self if not is_complete(entries)]


def settled(entries: Sequence[PaperBallotEntered], box: Mapping[str, Opened]) -> Opened | None:
    """What two people say; None where all three say something else.

    Raise BallotUnreadable if the box does not hold what the record promises.
    """
    opened = [taken_out(each, box) for each in entries]
    for place, one in enumerate(opened):
        if any(one.value == other.value for other in opened[place + 1 :]):
            return one
    return None


def taken_out(entry: PaperBallotEntered, box: Mapping[str, Opened]) -> Opened:
    """Raise BallotUnreadable."""
    opened = box.get(entry.choice.sealed)
    if opened is None or commitment(opened.salt, opened.value) != entry.choice.sealed:
        raise BallotUnreadable(serial=entry.serial)
    return opened
