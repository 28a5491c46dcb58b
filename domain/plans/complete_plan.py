"""Who carries a plan records that it is done."""

from dataclasses import dataclass

from domain.events.plans import PlanCompleted
from domain.plans.on_one_plan import OnOnePlan


@dataclass(kw_only=True)
class CompletePlan(OnOnePlan):
    """One that is paused is revived before."""

    def execute(self) -> None:
        self.require_carrier()
        self.require_under_way()
        self.record(PlanCompleted(plan=self.plan))
