"""Who carries a plan stops it before it is done."""

from dataclasses import dataclass

from domain.events.plans import PlanStopped
from domain.plans.errors import PlanHalted
from domain.plans.while_voted_on import NotWhileVotedOn


@dataclass(kw_only=True)
class StopPlan(NotWhileVotedOn):
    """``reason`` is published. Whatever state it was in, but for one that has ended already; not
    while people vote on it, so that nobody votes in vain."""

    reason: str

    def execute(self) -> None:
        self.require_carrier()
        if self.course.halted in ("stopped", "completed"):
            raise PlanHalted(plan=self.plan, state=self.course.halted)
        if self.course.adopted_by is None:
            self.require_not_voted_on()
        self.record(PlanStopped(plan=self.plan, reason=self.reason))
