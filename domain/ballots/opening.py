"""What every opening shares: which ballots count, and how the record shows them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

import msgspec

from domain.ballots.choices import BallotChoice
from domain.ballots.errors import BallotUnreadable
from domain.events.ballots import BallotCast, OpenedLine
from domain.ids import BallotId
from domain.ports import Opened
from domain.record import LARGEST_RECORD, canonical
from domain.sealing import commitment

ROOM_FOR_THE_REST = 2_000
"""Bytes of a record of opened ballots that are not lines."""
LINE_DIGITS = 32


class Slip(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What lies in the box where a choice alone would not do: where voters have a code by which
    to find their line, or give points."""

    choice: BallotChoice
    tracker: str = ""
    points: tuple[int, ...] | None = None


class LatestBallots:
    """A later ballot replaces an earlier one of the same resident."""

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
    salt, value = _taken_out(ballot, box)
    found = slip(value)
    return OpenedLine(
        choice=found.choice,  # type: ignore[arg-type]
        ballot=ballot.ballot,
        seat=ballot.seat,
        resident=ballot.resident,
        salt=salt.hex(),
        points=found.points,
    )


def committed(line: OpenedLine) -> bytes:
    """What an open ballot committed to, from its line."""
    if line.points is None:
        return canonical(line.choice)
    return canonical(Slip(choice=line.choice, points=line.points))


def secret_lines(
    ballots: Iterable[tuple[BallotCast, str | None, int | None]],
    box: Mapping[str, Opened],
    seed: bytes,
) -> list[OpenedLine]:
    """Lines without voter, salt, order or time; each ballot with its label and its votes.

    Names and order of the lines come from ``seed``, which nobody keeps: what was cast first
    cannot be told. Raise BallotUnreadable as ``open_line`` does.
    """
    lines = [_secret_line(ballot, label, votes, box, seed) for ballot, label, votes in ballots]
    return sorted(lines, key=lambda line: str(line.line))


def _secret_line(
    ballot: BallotCast,
    label: str | None,
    votes: int | None,
    box: Mapping[str, Opened],
    seed: bytes,
) -> OpenedLine:
    _, value = _taken_out(ballot, box)
    found = slip(value)
    return OpenedLine(
        choice=found.choice,  # type: ignore[arg-type]
        line=sha256(seed + ballot.ballot.encode("ascii")).hexdigest()[:LINE_DIGITS],
        label=label,
        tracker=found.tracker or None,
        votes=votes,
        points=found.points,
    )


def _taken_out(ballot: BallotCast, box: Mapping[str, Opened]) -> Opened:
    opened = box.get(ballot.choice.sealed)
    if opened is None or commitment(opened.salt, opened.value) != ballot.choice.sealed:
        raise BallotUnreadable(ballot=ballot.ballot)
    return opened


def slip(value: bytes) -> Slip:
    found = msgspec.json.decode(value, type=BallotChoice | Slip)
    return found if isinstance(found, Slip) else Slip(choice=found)


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
