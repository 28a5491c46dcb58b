"""Who carries a plan shares it, and what was learned from it, with other organisations."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.events.lessons import LessonDrawn
from domain.events.organisations import OrganisationFounded
from domain.events.sharing import PlanShared
from domain.ids import LessonId
from domain.kernel import Selector, on, select
from domain.sharing.errors import NotReadyToShare, PlanAlreadyShared
from domain.sharing.on_shared_plan import OnSharedPlan


@dataclass(kw_only=True)
class SharePlan(OnSharedPlan):
    called: str = field(init=False, default="")
    lessons: list[LessonId] = field(init=False, default_factory=list)

    def boundary(self) -> Sequence[Selector]:
        founded = select(OrganisationFounded, tags=[self.organisation])
        return [*super().boundary(), founded, select(LessonDrawn, tags=[self.plan])]

    @on(LessonDrawn)
    def _(self, lesson: LessonId) -> None:
        self.lessons.append(lesson)

    @on(OrganisationFounded)
    def _(self, name: str) -> None:
        self.called = name

    def execute(self) -> None:
        self.require_carrier()
        if self.course.state == "proposed":
            raise NotReadyToShare(plan=self.plan)
        if self.shared:
            raise PlanAlreadyShared(plan=self.plan)
        self.record(PlanShared(plan=self.plan, lessons=tuple(self.lessons), shared_by=self.called))
