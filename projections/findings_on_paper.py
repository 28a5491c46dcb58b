"""What is wrong with the paper ballots of a neighbourhood vote, each finding a plain sentence."""

from collections import Counter
from collections.abc import Iterator, Sequence

from domain.ballots.opening import committed
from domain.events.ballots import OpenedLine
from domain.events.voting_days import PaperBallotEntered
from domain.sealing import commitment
from domain.votes.choices import INVALID
from projections.evidence import VoteEvidence


def about_papers(evidence: VoteEvidence) -> Iterator[str]:
    """Two people entered each, or three, and no more papers than were issued."""
    for serial in evidence.papers.incomplete:
        yield f"Paper ballot {serial} was not entered by as many people as must."
    for serial, people in evidence.entered_by.items():
        if len(set(people)) < len(people):
            yield f"Somebody entered paper ballot {serial} twice."
    if len(evidence.papers) > evidence.issued:
        yield f"{len(evidence.papers)} paper ballots were entered, and {evidence.issued} issued."


def about_lines_of_paper(evidence: VoteEvidence) -> Iterator[str]:
    """In an open vote every paper has one line, which shows what was entered."""
    entries = dict(evidence.papers)
    lines = [line for line in evidence.lines if line.serial is not None]
    shown = Counter(line.serial for line in lines)
    for serial in entries:
        if shown[serial] != 1:
            yield f"Paper ballot {serial} was opened {shown[serial]} times."
    for line in lines:
        if line.resident is not None or line.ballot is not None:
            yield f"Paper ballot {line.serial} is shown with a voter."
        if not _shows(line, entries.get(line.serial or 0, ())):
            yield f"What is shown of paper ballot {line.serial} is not what was entered."


def _shows(line: OpenedLine, entries: Sequence[PaperBallotEntered]) -> bool:
    """Three who said three things leave nothing to show but that."""
    if line.salt is None:
        return line.choice == INVALID and len(entries) == 3
    try:
        found = commitment(bytes.fromhex(line.salt), committed(line))
    except ValueError:
        return False
    return any(found == each.choice.sealed for each in entries)
