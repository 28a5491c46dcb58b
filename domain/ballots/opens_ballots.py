"""What counting a neighbourhood vote asks of the record: its ballots, and its close."""

from abc import abstractmethod
from dataclasses import dataclass, field

from domain.act import Act
from domain.ballots.errors import AlreadyDeclared, NotYetClosed
from domain.ballots.opening import LatestBallots, open_line, parts
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    BallotWithdrawn,
    OpenedLine,
    ResultDeclared,
    VotingClosed,
)
from domain.ids import MACHINE, BallotId, VoteId
from domain.kernel import Event, Selector, on, select


@dataclass(kw_only=True)
class OpensBallots(Act):
    """Opening, count, declaration and effects are one append, and empty the ballot box."""

    ballots: LatestBallots = field(init=False, default_factory=LatestBallots)
    closed_at: int | None = field(init=False, default=None)
    """The position of the close: what is known at the close is known up to here."""
    declared: bool = field(init=False, default=False)

    @property
    @abstractmethod
    def subject(self) -> str: ...

    @property
    def opens_box(self) -> str:
        return self.subject

    def ballots_and_close(self) -> Selector:
        return select(
            BallotCast,
            BallotVoided,
            BallotWithdrawn,
            VotingClosed,
            ResultDeclared,
            tags=[self.subject],
        )

    @on(BallotCast)
    def _(self, event: Event, actor: str) -> None:
        assert isinstance(event, BallotCast)
        self.ballots.see(event, actor)

    @on(BallotVoided)
    def _(self, ballot: BallotId) -> None:
        self.ballots.void(ballot)

    @on(BallotWithdrawn)
    def _(self, ballot: BallotId) -> None:
        self.ballots.void(ballot)

    @on(VotingClosed)
    def _(self, position: int) -> None:
        self.closed_at = position

    @on(ResultDeclared)
    def _(self) -> None:
        self.declared = True

    def require_closed(self) -> None:
        if self.actor != MACHINE:
            self.require_role("clerk")
        if self.closed_at is None:
            raise NotYetClosed
        if self.declared:
            raise AlreadyDeclared

    def open_ballots(self, vote: VoteId) -> list[OpenedLine]:
        lines = [open_line(ballot, self.box) for ballot, _ in self.ballots]
        split = parts(lines)
        for number, part in enumerate(split, start=1):
            self.record(BallotsOpened(vote=vote, lines=part, part=number, parts=len(split)))
        return lines
