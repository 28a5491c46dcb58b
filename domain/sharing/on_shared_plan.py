"""What acts on a plan share that have to know whether it is shared."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.events.sharing import PlanShared, PlanUnshared
from domain.kernel import Selector, on, select
from domain.plans.on_one_plan import OnOnePlan


@dataclass(kw_only=True)
class OnSharedPlan(OnOnePlan):
    shared: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        sharing = select(PlanShared, PlanUnshared, tags=[self.plan], latest=True)
        return [*super().boundary(), sharing]

    @on(PlanShared)
    def _(self) -> None:
        self.shared = True

    @on(PlanUnshared)
    def _(self) -> None:
        self.shared = False
