"""What acts share that promise something to a plan, or say what came of it."""

from dataclasses import dataclass
from typing import Final

from domain.doing.errors import NoResultsYet, PlanIsOver
from domain.plans.on_one_plan import OnOnePlan

OVER: Final = frozenset(("completed", "stopped"))


@dataclass(kw_only=True)
class OnPlanUnderWay(OnOnePlan):
    def require_going_on(self) -> None:
        """Raise PlanIsOver."""
        if self.course.state in OVER:
            raise PlanIsOver(plan=self.plan)

    def require_adopted(self) -> None:
        """Paused, completed or stopped it may be. Raise NoResultsYet."""
        if self.course.adopted_by is None:
            raise NoResultsYet(plan=self.plan)
