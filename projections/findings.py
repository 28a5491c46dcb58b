"""What is wrong with the ballots of a decision or vote, each finding a plain sentence."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from domain.ballots.opening import committed
from domain.decisions.secrecy import label_of, votes_of
from domain.decisions.voting import Voting
from domain.events.ballots import BallotCast, BallotsOpened, OpenedLine
from domain.events.votes import VoteOpened
from domain.ids import BallotId
from domain.sealing import commitment
from projections.evidence import VoteEvidence


class Ballots(NamedTuple):
    """What the record says of the ballots, and which of them count by the rules."""

    closed: bool
    late: Sequence[BallotId]
    standing: Sequence[BallotId]
    """The last of each voter, voided at the close or not."""
    voided: Collection[BallotId]
    counting: Collection[BallotId]
    cast: Mapping[BallotId, tuple[BallotCast, str | None]]
    parts: Sequence[BallotsOpened]

    @property
    def lines(self) -> list[OpenedLine]:
        """Those of paper that name it left out: see ``findings_on_paper``."""
        return [line for part in self.parts for line in part.lines if line.serial is None]


def of_decision(voting: Voting) -> Ballots:
    close = voting.at_the_close()
    late = voting.late
    return Ballots(
        closed=voting.closed_at is not None,
        late=late,
        standing=[each.ballot.ballot for each in close.standing],
        voided=voting.voided(before_close=False),
        counting={each.ballot for each in close.ballots} - set(late),
        cast=voting.cast,
        parts=voting.parts,
    )


def of_vote(evidence: VoteEvidence) -> Ballots:
    return Ballots(
        closed=evidence.closed,
        late=evidence.late,
        standing=evidence.standing(),
        voided=evidence.voided,
        counting=evidence.counting(),
        cast=evidence.cast,
        parts=evidence.parts,
    )


def about_ballots(ballots: Ballots) -> Iterator[str]:
    """Which ballots count follows from who was entitled, not from what the record concluded."""
    if not ballots.closed:
        yield "No close was recorded."
    for late in ballots.late:
        yield f"{late} was cast after the close."
    for ballot in ballots.standing:
        if ballot in ballots.voided and ballot in ballots.counting:
            yield f"{ballot} was voided although its voter was entitled at the close."
        if ballot not in ballots.voided and ballot not in ballots.counting:
            yield f"{ballot} was not voided although its voter was not entitled."


def about_opening(ballots: Ballots) -> Iterator[str]:
    """Opened is exactly what counts, each ballot once."""
    opened = Counter(line.ballot for line in ballots.lines if line.ballot is not None)
    for name in sorted(set(ballots.counting) - set(opened)):
        yield f"{name} counts, but was not opened."
    for line in ballots.lines:
        if line.ballot not in ballots.counting:
            yield f"{line.ballot} was opened, but does not count."
    yield from (f"{name} was opened {times} times." for name, times in opened.items() if times > 1)


def about_secret_lines(ballots: Ballots, voting: Voting) -> Iterator[str]:
    """As many lines as ballots that count, in every label; and nothing that names a voter."""
    close = voting.at_the_close()
    expected = Counter((label_of(close, b), votes_of(close, b)) for b in close.ballots)
    shown = Counter((line.label, line.votes) for line in ballots.lines)
    if expected != shown:
        yield (
            f"{sum(shown.values())} lines were opened for {sum(expected.values())} ballots that "
            "count, or they carry other labels."
        )
    yield from _about_names(ballots)


def about_secret_lines_of_vote(ballots: Ballots, papers: int) -> Iterator[str]:
    opened, counting = len(ballots.lines), len(ballots.counting) + papers
    if opened != counting:
        yield f"{opened} lines were opened for {counting} ballots that count."
    yield from _about_names(ballots)


def _about_names(ballots: Ballots) -> Iterator[str]:
    for line in ballots.lines:
        if (line.ballot, line.seat, line.resident, line.salt) != (None, None, None, None):
            yield "A line of a secret vote names its voter or its ballot."
    names = Counter(line.line for line in ballots.lines)
    if any(name is None or times > 1 for name, times in names.items()):
        yield "Lines of a secret vote bear no name, or the same."


def about_parts(ballots: Ballots) -> Iterator[str]:
    numbers = [part.part for part in ballots.parts]
    if any(numbers != list(range(1, part.parts + 1)) for part in ballots.parts) or not numbers:
        yield "Parts of the opening are missing or stand there twice."


def about_lines(ballots: Ballots) -> Iterator[str]:
    yield from about_parts(ballots)
    for line in ballots.lines:
        known = None if line.ballot is None else ballots.cast.get(line.ballot)
        if known is None:
            yield f"{line.ballot} was opened, but never cast."
            continue
        cast, _ = known
        if not _matches(line, cast):
            yield f"The choice shown for {line.ballot} does not match its commitment."
        if (line.seat, line.resident) != (cast.seat, cast.resident):
            yield f"{line.ballot} is shown under another voter than the one who cast it."


def _matches(line: OpenedLine, cast: BallotCast) -> bool:
    try:
        salt = bytes.fromhex(line.salt or "")
    except ValueError:
        return False
    return commitment(salt, committed(line)) == cast.choice.sealed


def about_electorate(evidence: VoteEvidence, opened: VoteOpened) -> Iterator[str]:
    if len(evidence.electorate) != opened.entitled:
        yield (
            f"The opening says that {opened.entitled} residents were entitled; "
            f"by its rule there were {len(evidence.electorate)}."
        )
    if evidence.electorate_sha256 != opened.electorate_sha256:
        yield "The electorate is not the one that the opening is bound to."
