"""Who carries a plan lets it rest."""

from dataclasses import dataclass

from domain.events.plans import PlanPaused
from domain.plans.on_one_plan import OnOnePlan


@dataclass(kw_only=True)
class PausePlan(OnOnePlan):
    """``reason`` is published."""

    reason: str

    def execute(self) -> None:
        self.require_carrier()
        self.require_under_way()
        self.record(PlanPaused(plan=self.plan, reason=self.reason))
