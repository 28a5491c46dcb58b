"""Who carries a plan takes it back from where other organisations find it."""

from dataclasses import dataclass

from domain.events.sharing import PlanUnshared
from domain.sharing.errors import PlanNotShared
from domain.sharing.on_shared_plan import OnSharedPlan


@dataclass(kw_only=True)
class UnsharePlan(OnSharedPlan):
    def execute(self) -> None:
        self.require_carrier()
        if not self.shared:
            raise PlanNotShared(plan=self.plan)
        self.record(PlanUnshared(plan=self.plan))
