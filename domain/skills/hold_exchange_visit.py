"""The facilitator records an exchange visit: where to, and what was learned there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import minted
from domain.events.plans import PlanProposed
from domain.events.skills import ExchangeVisitHeld
from domain.ids import OrganisationId, PlanId, VisitId
from domain.kernel import Selector, on, select
from domain.plans.errors import PlanNotFound
from domain.skills.errors import VisitToNowhere
from domain.skills.gathering import Gathering


@dataclass(kw_only=True)
class HoldExchangeVisit(Gathering):
    """A plan of another organisation is named as they call it, and not looked up there."""

    visit: VisitId = minted()
    place: str | None = None
    visited: OrganisationId | None = None
    plan: PlanId | None = None

    plan_is_ours: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary()]
        if self.plan is not None:
            found.append(select(PlanProposed, tags=[self.plan]))
        return found

    @on(PlanProposed)
    def _(self) -> None:
        self.plan_is_ours = True

    def execute(self) -> None:
        self.require_held()
        if self.place is None and self.visited is None:
            raise VisitToNowhere
        if self.plan is not None and self.visited is None and not self.plan_is_ours:
            raise PlanNotFound(plan=self.plan)
        self.record(
            ExchangeVisitHeld(
                visit=self.visit,
                held_on=self.held_on,
                people=self.people,
                lessons=self.lessons_named,
                place=self.place,
                organisation=self.visited,
                plan=self.plan,
                skills=self.skill_words,
            )
        )
