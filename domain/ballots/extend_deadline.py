"""The clerk extends the deadline of a decision or a neighbourhood vote, before it passes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act
from domain.ballots.errors import (
    DeadlineNotLater,
    DecisionNotFound,
    VoteNotFound,
    VotingIsClosed,
)
from domain.events.ballots import DeadlineExtended, VotingClosed
from domain.events.decisions import DecisionOpened
from domain.events.votes import VoteOpened
from domain.ids import DecisionId, VoteId
from domain.kernel import Selector, on, select


@dataclass(kw_only=True)
class ExtendDeadline(Act):
    """Exactly one of ``decision`` and ``vote`` is given. It applies to everybody."""

    decision: DecisionId | None = None
    vote: VoteId | None = None
    closes_at: datetime

    known: datetime | None = field(init=False, default=None)
    closed: bool = field(init=False, default=False)

    @property
    def subject(self) -> str:
        return str(self.decision or self.vote)

    def boundary(self) -> Sequence[Selector]:
        own = (DecisionOpened, VoteOpened, DeadlineExtended, VotingClosed)
        return [select(*own, tags=[self.subject])]

    @on(DecisionOpened)
    def _(self, decision: DecisionId, closes_at: datetime) -> None:
        if decision == self.decision:
            self.known = closes_at

    @on(VoteOpened)
    def _(self, closes_at: datetime) -> None:
        self.known = closes_at

    @on(DeadlineExtended)
    def _(self, closes_at: datetime) -> None:
        self.known = closes_at

    @on(VotingClosed)
    def _(self) -> None:
        self.closed = True

    def execute(self) -> None:
        self.require_role("clerk")
        if self.known is None:
            if self.decision is not None:
                raise DecisionNotFound(decision=self.decision)
            raise VoteNotFound(vote=str(self.vote))
        if self.closed or self.at >= self.known:
            raise VotingIsClosed
        if self.closes_at <= self.known:
            raise DeadlineNotLater
        self.record(
            DeadlineExtended(closes_at=self.closes_at, decision=self.decision, vote=self.vote)
        )
