"""What all acts share that are about what becomes of the result of a neighbourhood vote."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act
from domain.ballots.errors import VoteNotFound
from domain.duties.naming import duty_id
from domain.events.ballots import Outcome, ResultDeclared
from domain.events.duties import DutyDone, DutyOpened
from domain.events.votes import VoteAnnulled, VoteAnswered, VoteOpened
from domain.ids import DutyId, VoteId
from domain.kernel import Event, Selector, on, select
from domain.votes.errors import AnnulledAlready, NotDeclaredYet, NothingAllocated


@dataclass(kw_only=True)
class OnOneVoteResult(Act):
    vote: VoteId

    opened: VoteOpened | None = field(init=False, default=None)
    outcome: Outcome | None = field(init=False, default=None)
    declared_in: int = field(init=False, default=0)
    """The position of the declaration."""
    declared_at: datetime | None = field(init=False, default=None)
    answered: bool = field(init=False, default=False)
    annulled: bool = field(init=False, default=False)
    to_answer: bool = field(init=False, default=False)
    """The board still has the duty to answer it."""

    @property
    def answer_duty(self) -> DutyId:
        return duty_id("answer_vote", self.vote)

    def boundary(self) -> Sequence[Selector]:
        return [
            select(VoteOpened, ResultDeclared, VoteAnswered, VoteAnnulled, tags=[self.vote]),
            select(DutyOpened, DutyDone, tags=[self.answer_duty]),
        ]

    @on(VoteOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, VoteOpened)
        self.opened = event

    @on(ResultDeclared)
    def _(self, vote: VoteId | None, outcome: Outcome, position: int, time: datetime) -> None:
        if vote == self.vote:
            self.outcome, self.declared_in, self.declared_at = outcome, position, time

    @on(VoteAnswered)
    def _(self) -> None:
        self.answered = True

    @on(VoteAnnulled)
    def _(self) -> None:
        self.annulled = True

    @on(DutyOpened)
    def _(self) -> None:
        self.to_answer = True

    @on(DutyDone)
    def _(self) -> None:
        self.to_answer = False

    def require_result(self) -> VoteOpened:
        """Raise RoleRequired, VoteNotFound, NotDeclaredYet, NothingAllocated, AnnulledAlready."""
        self.require_role("clerk")
        if self.opened is None:
            raise VoteNotFound(vote=self.vote)
        if self.outcome is None:
            raise NotDeclaredYet(vote=self.vote)
        if self.outcome != "allocated":
            raise NothingAllocated(vote=self.vote)
        if self.annulled:
            raise AnnulledAlready(vote=self.vote)
        return self.opened

    def close_duty(self, because: int) -> None:
        if self.to_answer:
            done = DutyDone(duty=self.answer_duty, done_at=self.at)
            self.record(done, because=because)
