"""Who may carry a plan, and what a plan needs before it is put to the vote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.bylaws.bylaws import Bylaws
from domain.events.plans import PlanProposed
from domain.ids import PersonId, PlanId
from domain.kernel import Selector, select
from domain.plans.course import Course
from domain.plans.errors import (
    MoreBearersNeeded,
    PlanAlreadyAdopted,
    PlanHalted,
    PlanNotFound,
)
from domain.plans.sees_plans import SeesPlans
from domain.seats.who_may_hold import PERSON_EVENTS, SeesWhoMayHold


def bearers_needed(bylaws: Bylaws | None) -> int:
    """None where the bylaws do not speak of plans, or where there are no bylaws."""
    return 0 if bylaws is None or bylaws.plans is None else bylaws.plans.bearers


@dataclass(kw_only=True)
class PutsPlans(SeesPlans, SeesWhoMayHold):
    """An act that puts plans to the vote: alone, or beside others on one ballot."""

    def of_plans(self, plans: Iterable[PlanId]) -> Sequence[Selector]:
        """Their courses, and whether those who carry them still live here."""
        found = super().of_plans(plans)
        bearers = {each: None for course in self.courses.values() for each in course.bearers}
        return [*found, *(select(*PERSON_EVENTS, tags=[each]) for each in bearers)]

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
