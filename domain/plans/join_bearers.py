"""A resident helps to carry a plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events.plans import PlanBearerJoined
from domain.kernel import Selector
from domain.plans.carrying import MayCarry
from domain.plans.errors import BearerAlready, PlanCompletedAlready, ResidentsCarry
from domain.plans.on_one_plan import OnOnePlan


@dataclass(kw_only=True)
class JoinBearers(OnOnePlan, MayCarry):
    """By their own will: nobody is made a bearer by somebody else."""

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), self.own_moves()]

    def execute(self) -> None:
        _ = self.known
        if not self.may_carry:
            raise ResidentsCarry(plan=self.plan)
        if self.actor in self.course.bearers:
            raise BearerAlready(plan=self.plan)
        if self.course.halted == "completed":
            raise PlanCompletedAlready(plan=self.plan)
        self.record(PlanBearerJoined(plan=self.plan, person=self.actor))
