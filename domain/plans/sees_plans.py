"""An act that remembers the courses of some plans."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.act import Act
from domain.ids import PlanId
from domain.kernel import Event, Selector, select
from domain.plans.course import PLAN_EVENTS, Course


@dataclass(kw_only=True)
class SeesPlans(Act):
    courses: dict[PlanId, Course] = field(init=False, default_factory=lambda: defaultdict(Course))

    def of_plans(self, plans: Iterable[PlanId]) -> Sequence[Selector]:
        return [select(*PLAN_EVENTS, tags=[plan]) for plan in plans]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, PLAN_EVENTS):
            self.courses[event.plan].see(event, envelope["actor"])  # type: ignore[attr-defined]
