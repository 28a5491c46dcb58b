"""The clerk records what the review of a decision found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act
from domain.decisions.errors import NothingToReview, ReviewedAlready, ReviewInThePast
from domain.duties.naming import duty_id
from domain.events.decisions import ReviewRecorded
from domain.events.duties import DutyDone, DutyOpened, OpenedDuty
from domain.ids import DecisionId, DutyId
from domain.kernel import Selector, on, select
from domain.record import moment


@dataclass(kw_only=True)
class RecordReview(Act):
    """``duty`` is the one to review it, which is done with it; with ``next_review_on`` the next
    one opens itself."""

    decision: DecisionId
    duty: DutyId
    how_it_helped: str
    reason_to_drop: str | None = None
    how_to_improve: str | None = None
    next_review_on: datetime | None = None

    organ: str = field(init=False, default="")
    duties: dict[DutyId, OpenedDuty] = field(init=False, default_factory=dict)
    reviewed: set[DutyId] = field(init=False, default_factory=set)
    done: bool = field(init=False, default=False)
    """The clerk noted it before."""

    def boundary(self) -> Sequence[Selector]:
        return [
            select(DutyOpened, ReviewRecorded, tags=[self.decision]),
            select(DutyDone, tags=[self.duty]),
        ]

    @on(DutyOpened)
    def _(self, duty: DutyId, kind: OpenedDuty, organ: str) -> None:
        self.duties[duty], self.organ = kind, organ

    @on(ReviewRecorded)
    def _(self, duty: DutyId) -> None:
        self.reviewed.add(duty)

    @on(DutyDone)
    def _(self) -> None:
        self.done = True

    def execute(self) -> None:
        self.require_role("clerk")
        if self.duties.get(self.duty) != "review":
            raise NothingToReview(duty=self.duty)
        if self.duty in self.reviewed:
            raise ReviewedAlready(duty=self.duty)
        if self.next_review_on is not None and self.next_review_on <= self.at:
            raise ReviewInThePast
        recorded = self.record(
            ReviewRecorded(
                decision=self.decision,
                duty=self.duty,
                how_it_helped=self.how_it_helped,
                reason_to_drop=self.reason_to_drop,
                how_to_improve=self.how_to_improve,
                next_review_on=self.next_review_on,
            )
        )
        if not self.done:
            self.record(DutyDone(duty=self.duty, done_at=self.at), because=recorded)
        if self.next_review_on is not None:
            self._open_next(self.next_review_on, because=recorded)

    def _open_next(self, due_by: datetime, because: int) -> None:
        duty = duty_id("review", self.decision, moment(due_by))
        if duty in self.duties:
            return
        opened = DutyOpened(
            duty=duty, kind="review", organ=self.organ, decision=self.decision, due_by=due_by
        )
        self.record(opened, because=because)
