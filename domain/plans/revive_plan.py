"""Who carries a plan takes it up again."""

from dataclasses import dataclass

from domain.events.plans import PlanRevived
from domain.plans.errors import PlanCompletedAlready, PlanGoesOn
from domain.plans.on_one_plan import OnOnePlan


@dataclass(kw_only=True)
class RevivePlan(OnOnePlan):
    """``reason`` is published. It is again what it was before it was paused or stopped."""

    reason: str | None = None

    def execute(self) -> None:
        self.require_carrier()
        if self.course.halted == "completed":
            raise PlanCompletedAlready(plan=self.plan)
        if self.course.halted is None:
            raise PlanGoesOn(plan=self.plan)
        self.record(PlanRevived(plan=self.plan, reason=self.reason))
