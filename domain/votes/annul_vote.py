"""The clerk records that a court annulled a neighbourhood vote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.events.plans import (
    PlanAdopted,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
    PlanAdoptionLapsed,
)
from domain.events.votes import VoteAnnulled, VoteOpened
from domain.ids import PlanId, VoteId
from domain.kernel import Event, Selector, on, select
from domain.plans.sees_plans import SeesPlans
from domain.votes.errors import AnnulledBefore
from domain.votes.on_one_result import OnOneVoteResult


@dataclass(kw_only=True)
class AnnulVote(OnOneVoteResult, SeesPlans):
    """Every effect that it has still is reversed together with it, and the board need not answer
    it any more. Nothing else is undone by itself: what the board decided in answer stays."""

    court: str
    case_number: str
    annulled_at: datetime

    brought: dict[PlanId, None] = field(init=False, default_factory=dict)
    """The plans that it adopted, whatever has become of them."""

    def boundary(self) -> Sequence[Selector]:
        adopted = select(PlanAdopted, PlanAdoptedInVote, tags=[self.vote])
        return [*super().boundary(), adopted, *self.of_plans(self.brought)]

    @on(PlanAdopted)
    def _(self, plan: PlanId, vote: VoteId | None) -> None:
        if vote == self.vote:
            self.brought[plan] = None

    @on(PlanAdoptedInVote)
    def _(self, plan: PlanId, vote: VoteId) -> None:
        if vote == self.vote:
            self.brought[plan] = None

    def execute(self) -> None:
        opened = self.require_result()
        assert self.declared_at is not None
        if not self.declared_at <= self.annulled_at <= self.at:
            raise AnnulledBefore
        annulled = self.record(
            VoteAnnulled(
                vote=self.vote,
                court=self.court,
                case_number=self.case_number,
                annulled_at=self.annulled_at,
            )
        )
        for reversal in self._reversals(opened):
            self.record(reversal, because=annulled)
        self.close_duty(because=annulled)

    def _reversals(self, opened: VoteOpened) -> Iterator[Event]:
        """Of what was not reversed before, with the decision that bound the board."""
        for plan in self.brought:
            by = self.courses[plan].adopted_by
            if by is None or by not in (self.vote, opened.decision):
                continue
            if opened.decision is None:
                yield PlanAdoptionInVoteLapsed(plan=plan, vote=self.vote)
            else:
                yield PlanAdoptionLapsed(plan=plan, decision=opened.decision)
