"""Who may carry a plan, and what a plan needs before it is put to the vote."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.bylaws.bylaws import Bylaws
from domain.events.plans import PlanProposed
from domain.ids import PersonId, PlanId
from domain.kernel import Event, Selector, select
from domain.plans.course import PLAN_EVENTS, Course
from domain.plans.errors import (
    MoreBearersNeeded,
    PlanAlreadyAdopted,
    PlanHalted,
    PlanNotFound,
)
from domain.seats.who_may_hold import PERSON_EVENTS, SeesWhoMayHold


def bearers_needed(bylaws: Bylaws | None) -> int:
    """None where the bylaws do not speak of plans, or where there are no bylaws."""
    return 0 if bylaws is None or bylaws.plans is None else bylaws.plans.bearers


@dataclass(kw_only=True)
class PutsPlans(SeesWhoMayHold):
    """An act that puts plans to the vote: alone, or beside others on one ballot."""

    courses: dict[PlanId, Course] = field(init=False, default_factory=lambda: defaultdict(Course))

    def of_plans(self, plans: Iterable[PlanId]) -> Sequence[Selector]:
        """Their courses, and whether those who carry them still live here."""
        found = [select(*PLAN_EVENTS, tags=[plan]) for plan in plans]
        bearers = {each: None for course in self.courses.values() for each in course.bearers}
        return [*found, *(select(*PERSON_EVENTS, tags=[each]) for each in bearers)]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, PLAN_EVENTS):
            self.courses[event.plan].see(event, envelope["actor"])  # type: ignore[attr-defined]

    def require_ready(self, plan: PlanId, bylaws: Bylaws | None) -> PlanProposed:
        """The plan as it reads now. Raise PlanNotFound, PlanAlreadyAdopted, PlanHalted or
        MoreBearersNeeded."""
        course = self.courses.get(plan)
        if course is None or course.current is None:
            raise PlanNotFound(plan=plan)
        if course.adopted_by is not None:
            raise PlanAlreadyAdopted(plan=plan)
        if course.halted is not None:
            raise PlanHalted(plan=plan, state=course.halted)
        needed, there = bearers_needed(bylaws), self.bearers_of(course, self.at)
        if len(there) < needed:
            raise MoreBearersNeeded(plan=plan, bearers=len(there), needed=needed)
        return course.current

    def bearers_of(self, course: Course, moment: datetime) -> list[PersonId]:
        """Without whoever moved away or was erased since."""
        return [
            each
            for each in course.bearers
            if self.who.persons.standing(each) == "resident"
            and self.who.residency.lives_here(each, moment)
        ]
