"""The plans that an idea has become: one at a time is under way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from domain.act import Act
from domain.events.plans import PlanProposed
from domain.ids import IdeaId, PlanId
from domain.kernel import Event, Selector, select
from domain.plans.course import PLAN_EVENTS, Course, Halt
from domain.plans.errors import IdeaTakenUp

OVER: Final[tuple[Halt, ...]] = ("stopped", "completed")


@dataclass(kw_only=True)
class SeesPlansOfIdea(Act):
    plans_of_idea: dict[PlanId, Course] = field(init=False, default_factory=dict)

    def of_idea(self, idea: IdeaId | None) -> Sequence[Selector]:
        """Its plans, and once they were seen what became of each."""
        if idea is None:
            return ()
        plans = [select(*PLAN_EVENTS, tags=[plan]) for plan in self.plans_of_idea]
        return [select(PlanProposed, tags=[idea]), *plans]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, PlanProposed) and event.idea is not None:
            self.plans_of_idea[event.plan] = Course()
        if isinstance(event, PLAN_EVENTS):
            plan: PlanId = event.plan  # type: ignore[attr-defined]
            if plan in self.plans_of_idea:
                self.plans_of_idea[plan].see(event, envelope["actor"])

    def require_no_other(self, than: PlanId | None = None) -> None:
        """Raise IdeaTakenUp while another plan of this idea is under way."""
        for plan, course in self.plans_of_idea.items():
            if plan != than and course.halted not in OVER:
                raise IdeaTakenUp(plan=plan)
