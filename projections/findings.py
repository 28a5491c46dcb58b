"""What is wrong with the ballots of a decision or vote, each finding a plain sentence."""

from collections import Counter
from collections.abc import Iterator

from domain.events.ballots import BallotCast, OpenedLine
from domain.events.votes import VoteOpened
from domain.record import canonical
from domain.sealing import commitment
from projections.evidence import Evidence


def about_ballots(evidence: Evidence) -> Iterator[str]:
    """Which ballots count follows from who was entitled, not from what the record concluded."""
    if not evidence.closed:
        yield "No close was recorded."
    for late in evidence.late:
        yield f"{late} was cast after the close."
    counting = evidence.counting()
    for ballot, _ in evidence.latest:
        if ballot.ballot in evidence.voided and ballot.ballot in counting:
            yield f"{ballot.ballot} was voided although its voter was entitled at the close."
        if ballot.ballot not in evidence.voided and ballot.ballot not in counting:
            yield f"{ballot.ballot} was not voided although its voter was not entitled."


def about_opening(evidence: Evidence) -> Iterator[str]:
    """Opened is exactly what counts, each ballot once."""
    counting = evidence.counting()
    opened = Counter(line.ballot for line in evidence.lines)
    for name in sorted(counting - set(opened)):
        yield f"{name} counts, but was not opened."
    for line in evidence.lines:
        if line.ballot not in counting:
            yield f"{line.ballot} was opened, but does not count."
    yield from (f"{name} was opened {times} times." for name, times in opened.items() if times > 1)


def about_lines(evidence: Evidence) -> Iterator[str]:
    numbers = [part.part for part in evidence.parts]
    if any(numbers != list(range(1, part.parts + 1)) for part in evidence.parts) or not numbers:
        yield "Parts of the opening are missing or stand there twice."
    for line in evidence.lines:
        recorded = None if line.ballot is None else evidence.cast.get(line.ballot)
        if recorded is None:
            yield f"{line.ballot} was opened, but never cast."
            continue
        cast = recorded.event
        assert isinstance(cast, BallotCast)
        if not _matches(line, cast):
            yield f"The choice shown for {line.ballot} does not match its commitment."
        if (line.seat, line.resident) != (cast.seat, cast.resident):
            yield f"{line.ballot} is shown under another voter than the one who cast it."


def _matches(line: OpenedLine, cast: BallotCast) -> bool:
    try:
        salt = bytes.fromhex(line.salt or "")
    except ValueError:
        return False
    return commitment(salt, canonical(line.choice)) == cast.choice.sealed


def about_electorate(evidence: Evidence, opened: VoteOpened) -> Iterator[str]:
    if len(evidence.electorate) != opened.entitled:
        yield (
            f"The opening says that {opened.entitled} residents were entitled; "
            f"by its rule there were {len(evidence.electorate)}."
        )
    if evidence.electorate_sha256 != opened.electorate_sha256:
        yield "The electorate is not the one that the opening is bound to."
