"""What every opening shares: which ballots count, and how the record shows them."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from domain.ballots.errors import BallotUnreadable
from domain.events.ballots import BallotCast, OpenedLine
from domain.ids import BallotId
from domain.ports import Opened
from domain.record import LARGEST_RECORD, canonical
from domain.sealing import commitment

ROOM_FOR_THE_REST = 2_000
"""Bytes of a record of opened ballots that are not lines."""


class LatestBallots:
    """A later ballot replaces an earlier one of the same seat or resident."""

    def __init__(self) -> None:
        self.cast_by: dict[str, tuple[BallotCast, str]] = {}
        self.gone: set[BallotId] = set()

    def see(self, ballot: BallotCast, actor: str) -> None:
        self.cast_by[str(ballot.seat or ballot.resident)] = (ballot, actor)

    def void(self, ballot: BallotId) -> None:
        self.gone.add(ballot)

    def __iter__(self) -> Iterator[tuple[BallotCast, str]]:
        """Ballot and who cast it, voided ones left out."""
        return (cast for cast in self.cast_by.values() if cast[0].ballot not in self.gone)


def open_line(ballot: BallotCast, box: Mapping[str, Opened]) -> OpenedLine:
    """An open ballot, with what anyone needs to check it against its commitment.

    Raise BallotUnreadable if the box does not hold what the record promises.
    """
    opened = box.get(ballot.choice.sealed)
    if opened is None or commitment(opened.salt, opened.value) != ballot.choice.sealed:
        raise BallotUnreadable(ballot=ballot.ballot)
    return OpenedLine(
        choice=msgspec.json.decode(opened.value, type=str | tuple[str, ...]),
        ballot=ballot.ballot,
        seat=ballot.seat,
        resident=ballot.resident,
        salt=opened.salt.hex(),
    )


def parts(lines: Sequence[OpenedLine]) -> list[tuple[OpenedLine, ...]]:
    """As few parts as fit into records; one empty part if there are no lines."""
    room = LARGEST_RECORD - ROOM_FOR_THE_REST
    split: list[list[OpenedLine]] = [[]]
    left = room
    for line in lines:
        size = len(canonical(line)) + 1
        if size > left:
            split.append([])
            left = room
        split[-1].append(line)
        left -= size
    return [tuple(part) for part in split]
