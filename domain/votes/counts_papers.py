"""What paper asks of the count of a neighbourhood vote."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from domain.ballots.opening import LINE_DIGITS, slip
from domain.ballots.opens_ballots import OpensBallots
from domain.decisions.secrecy import tracker_of
from domain.events.ballots import OpenedLine
from domain.events.votes import VoteOpened
from domain.events.voting_days import PaperBallotEntered
from domain.kernel import Event, Selector, on, select
from domain.votes.choices import INVALID
from domain.votes.errors import EntryIncomplete
from domain.votes.papers import Papers, settled


@dataclass(kw_only=True)
class CountsPapers(OpensBallots):
    """Paper is counted as every ballot is. Where there is some the clerk declares, and the
    machine does not: only a human knows whether all papers were entered."""

    papers: Papers = field(init=False, default_factory=Papers)

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), select(PaperBallotEntered, tags=[self.vote])]

    @on(PaperBallotEntered)
    def _(self, event: Event) -> None:
        assert isinstance(event, PaperBallotEntered)
        self.papers.see(event)

    @property
    def received(self) -> int:
        return super().received + len(self.papers)

    def require_closed(self) -> VoteOpened:
        """Raise also EntryIncomplete."""
        opened = super().require_closed()
        if opened.paper:
            self.require_role("clerk")
        if incomplete := self.papers.incomplete:
            raise EntryIncomplete(papers=len(incomplete), first=incomplete[0])
        return opened

    def lines(self) -> list[OpenedLine]:
        """Nothing tells secret lines of paper from others."""
        found = super().lines()
        if not self.secret:
            return found + [self._open_line(serial, each) for serial, each in self.papers]
        on_paper = [self._secret_line(serial, each) for serial, each in self.papers]
        return sorted(found + on_paper, key=lambda line: str(line.line))

    def _open_line(self, serial: int, entries: Sequence[PaperBallotEntered]) -> OpenedLine:
        """Without voter. With the salt anyone can check it against an entry's commitment."""
        said = settled(entries, self.box)
        found = slip(INVALID_JSON if said is None else said.value)
        return OpenedLine(
            choice=found.choice,  # type: ignore[arg-type]
            salt=None if said is None else said.salt.hex(),
            line=f"paper-{serial}",
            points=found.points,
            serial=serial,
        )

    def _secret_line(self, serial: int, entries: Sequence[PaperBallotEntered]) -> OpenedLine:
        """Where lines have codes it has one too, which nobody was told."""
        said = settled(entries, self.box)
        found = slip(INVALID_JSON if said is None else said.value)
        drawn = sha256(self.seed + f"{self.vote}/{serial}".encode()).digest()
        trackers = self.opened is not None and self.opened.trackers
        return OpenedLine(
            choice=found.choice,  # type: ignore[arg-type]
            line=drawn.hex()[:LINE_DIGITS],
            tracker=tracker_of(drawn) if trackers else None,
            points=found.points,
        )


INVALID_JSON = f'"{INVALID}"'.encode()
