"""What all acts on one plan share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.act import Act
from domain.events.plans import PlanProposed
from domain.ids import PlanId
from domain.kernel import Event, Selector, select
from domain.plans.course import PLAN_EVENTS, Course
from domain.plans.errors import CarrierRequired, NotAdoptedYet, PlanHalted, PlanNotFound


@dataclass(kw_only=True)
class OnOnePlan(Act):
    plan: PlanId

    course: Course = field(init=False, default_factory=Course)

    def boundary(self) -> Sequence[Selector]:
        return [select(*PLAN_EVENTS, tags=[self.plan])]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, PLAN_EVENTS) and getattr(event, "plan", None) == self.plan:
            self.course.see(event, envelope["actor"])

    @property
    def known(self) -> PlanProposed:
        """The plan as it reads now. Raise OrganisationNotFound or PlanNotFound."""
        self.require_member()
        if self.course.current is None:
            raise PlanNotFound(plan=self.plan)
        return self.course.current

    def require_carrier(self) -> PlanProposed:
        """Who carries the plan, the facilitator and the clerk. Raise also CarrierRequired."""
        known = self.known
        if not self.hosts and not self.course.carried_by(self.actor):
            raise CarrierRequired(plan=self.plan)
        return known

    def require_under_way(self) -> None:
        """Adopted, and neither paused nor ended. Raise PlanHalted or NotAdoptedYet."""
        if self.course.halted is not None:
            raise PlanHalted(plan=self.plan, state=self.course.halted)
        if self.course.adopted_by is None:
            raise NotAdoptedYet(plan=self.plan)
