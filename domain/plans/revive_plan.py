"""Who carries a plan takes it up again."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events.plans import PlanRevived
from domain.kernel import Selector
from domain.plans.errors import PlanCompletedAlready, PlanGoesOn
from domain.plans.of_idea import SeesPlansOfIdea
from domain.plans.on_one_plan import OnOnePlan


@dataclass(kw_only=True)
class RevivePlan(OnOnePlan, SeesPlansOfIdea):
    """``reason`` is published. It is again what it was before it was paused or stopped; unless
    somebody has made another plan of the same idea meanwhile."""

    reason: str | None = None

    def boundary(self) -> Sequence[Selector]:
        proposed = self.course.proposed
        idea = None if proposed is None else proposed.idea
        return [*super().boundary(), *self.of_idea(idea)]

    def execute(self) -> None:
        self.require_carrier()
        if self.course.halted == "completed":
            raise PlanCompletedAlready(plan=self.plan)
        if self.course.halted is None:
            raise PlanGoesOn(plan=self.plan)
        self.require_no_other(than=self.plan)
        self.record(PlanRevived(plan=self.plan, reason=self.reason))
