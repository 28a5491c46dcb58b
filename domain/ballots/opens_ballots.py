"""What counting a neighbourhood vote asks of the record: its opening, ballots, and close."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from domain.act import Act, minted
from domain.ballots.errors import AlreadyDeclared, NotYetClosed, VoteNotFound
from domain.ballots.opening import LatestBallots, open_line, parts, secret_lines
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    BallotWithdrawn,
    OpenedLine,
    ResultDeclared,
    VotingClosed,
)
from domain.events.votes import VoteOpened
from domain.ids import MACHINE, BallotId, VoteId
from domain.kernel import Event, Selector, on, select


@dataclass(kw_only=True)
class OpensBallots(Act):
    """Opening, count, declaration and effects are one append, and empty the ballot box.

    ``seed`` shuffles secret lines and is kept by nobody; the key of a secret box is destroyed.
    """

    HEAVY: ClassVar = True

    vote: VoteId
    seed: bytes = minted()

    opened: VoteOpened | None = field(init=False, default=None)
    ballots: LatestBallots = field(init=False, default_factory=LatestBallots)
    closed_at: int | None = field(init=False, default=None)
    """The position of the close: what is known at the close is known up to here."""
    declared: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        own = (BallotCast, BallotVoided, BallotWithdrawn, VotingClosed, ResultDeclared)
        return [select(VoteOpened, *own, tags=[self.vote])]

    @property
    def opens_box(self) -> str | None:
        """Nothing is opened twice."""
        return None if self.declared else self.vote

    @property
    def received(self) -> int:
        return sum(1 for _ in self.ballots)

    @property
    def secret(self) -> bool:
        return self.opened is not None and self.opened.secrecy == "secret"

    @property
    def destroys_key(self) -> bool:
        return self.secret and not self.declared

    @on(VoteOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, VoteOpened)
        self.opened = event

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
    def _(self, vote: VoteId | None) -> None:
        if vote == self.vote:
            self.declared = True

    def require_closed(self) -> VoteOpened:
        """Raise VoteNotFound, RoleRequired, NotYetClosed or AlreadyDeclared."""
        if self.opened is None:
            raise VoteNotFound(vote=self.vote)
        if self.actor != MACHINE:
            self.require_role("clerk")
        if self.closed_at is None:
            raise NotYetClosed
        if self.declared:
            raise AlreadyDeclared
        return self.opened

    def open_ballots(self) -> list[OpenedLine]:
        """Raise BallotUnreadable."""
        lines = self.lines()
        split = parts(lines)
        for number, part in enumerate(split, start=1):
            opening = BallotsOpened(vote=self.vote, lines=part, part=number, parts=len(split))
            self.record(opening, anonymous=self.secret)
        return lines

    def lines(self) -> list[OpenedLine]:
        ballots = [ballot for ballot, _ in self.ballots]
        if self.secret:
            return secret_lines([(each, None, None) for each in ballots], self.box, self.seed)
        return [open_line(each, self.box) for each in ballots]
