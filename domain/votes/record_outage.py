"""The clerk records an outage, and with it the deadline is extended for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act, minted
from domain.ballots.errors import DeadlineNotLater, VoteNotFound
from domain.events.ballots import DeadlineExtended, VotingClosed
from domain.events.votes import VoteOpened
from domain.events.voting_days import OutageRecorded
from domain.ids import OutageId, VoteId
from domain.kernel import Selector, on, select
from domain.votes.errors import ExtensionMissing, OutageAfterDeadline, OutageBackwards


@dataclass(kw_only=True)
class RecordOutage(Act):
    """``closes_at`` is the new deadline. Once the old one has passed, also where the outage was
    why, it cannot be extended: then the outage alone is recorded, without ``closes_at``.
    """

    outage: OutageId = minted()
    vote: VoteId
    outage_from: datetime
    outage_until: datetime
    closes_at: datetime | None = None

    deadline: datetime | None = field(init=False, default=None)
    closed: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [select(VoteOpened, DeadlineExtended, VotingClosed, tags=[self.vote])]

    @on(VoteOpened)
    def _(self, closes_at: datetime) -> None:
        self.deadline = closes_at

    @on(DeadlineExtended)
    def _(self, closes_at: datetime) -> None:
        self.deadline = closes_at

    @on(VotingClosed)
    def _(self) -> None:
        self.closed = True

    def execute(self) -> None:
        self.require_role("clerk")
        if self.deadline is None:
            raise VoteNotFound(vote=self.vote)
        if not self.outage_from < self.outage_until or self.at < self.outage_from:
            raise OutageBackwards
        self._require_extension(self.deadline)
        recorded = self.record(
            OutageRecorded(
                outage=self.outage,
                vote=self.vote,
                outage_from=self.outage_from,
                outage_until=self.outage_until,
            )
        )
        if self.closes_at is not None:
            extended = DeadlineExtended(closes_at=self.closes_at, vote=self.vote)
            self.record(extended, because=recorded)

    def _require_extension(self, deadline: datetime) -> None:
        passed = self.closed or self.at >= deadline
        if passed and self.closes_at is not None:
            raise OutageAfterDeadline(vote=self.vote)
        if not passed and self.closes_at is None:
            raise ExtensionMissing(vote=self.vote)
        if self.closes_at is not None and self.closes_at <= deadline:
            raise DeadlineNotLater
