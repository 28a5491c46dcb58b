"""A resident carries a plan no more."""

from dataclasses import dataclass

from domain.events.plans import PlanBearerLeft
from domain.plans.errors import NotABearer
from domain.plans.on_one_plan import OnOnePlan


@dataclass(kw_only=True)
class LeaveBearers(OnOnePlan):
    """The last one may leave too: that nobody carries the plan any more is there to be seen."""

    def execute(self) -> None:
        _ = self.known
        if self.actor not in self.course.bearers:
            raise NotABearer(plan=self.plan)
        self.record(PlanBearerLeft(plan=self.plan, person=self.actor))
