"""The clerk, or the clerk process, records that voting has closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act
from domain.ballots.errors import AlreadyClosed, DecisionNotFound, VoteNotFound, VotingStillOpen
from domain.events.ballots import DeadlineExtended, VotingClosed
from domain.events.decisions import DecisionOpened
from domain.events.votes import VoteOpened
from domain.ids import MACHINE, DecisionId, VoteId
from domain.kernel import Selector, on, select


@dataclass(kw_only=True)
class CloseVoting(Act):
    """Exactly one of ``decision`` and ``vote`` is given.

    No ballot is in the boundary, so that the close succeeds at once however many arrive:
    every ballot has the close in *its* boundary.

    A vote that was taken from a file closes when its clerk says so: its ballots are all in
    the file, so that nobody can be cut off by a close before the deadline.
    """

    decision: DecisionId | None = None
    vote: VoteId | None = None

    closes_at: datetime | None = field(init=False, default=None)
    from_file: bool = field(init=False, default=False)
    closed: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        subject = str(self.decision or self.vote)
        own = (DecisionOpened, VoteOpened, DeadlineExtended, VotingClosed)
        return [select(*own, tags=[subject])]

    @on(DecisionOpened)
    def _(self, decision: DecisionId, closes_at: datetime) -> None:
        if decision == self.decision:
            self.closes_at = closes_at

    @on(DeadlineExtended)
    def _(self, closes_at: datetime) -> None:
        self.closes_at = closes_at

    @on(VoteOpened)
    def _(self, closes_at: datetime, imported_from: str | None) -> None:
        self.closes_at, self.from_file = closes_at, imported_from is not None

    @on(VotingClosed)
    def _(self) -> None:
        self.closed = True

    def execute(self) -> None:
        if self.actor != MACHINE:
            self.require_role("clerk")
        if self.closes_at is None:
            if self.decision is not None:
                raise DecisionNotFound(decision=self.decision)
            raise VoteNotFound(vote=str(self.vote))
        if self.closed:
            raise AlreadyClosed
        if self.at < self.closes_at and not (self.from_file and "clerk" in self.actor_roles):
            raise VotingStillOpen
        self.record(VotingClosed(decision=self.decision, vote=self.vote))
