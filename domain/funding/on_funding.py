"""Who may record money for a plan."""

from dataclasses import dataclass

from domain.doing.on_plan_under_way import OnPlanUnderWay
from domain.funding.errors import FunderRequired
from domain.ids import PersonId
from domain.plans.errors import CarrierRequired


@dataclass(kw_only=True)
class OnFunding(OnPlanUnderWay):
    def require_recorder(self, partner: PersonId | None) -> None:
        """Who carries the plan, facilitator and clerk; ``partner`` records their own money.

        Raise OrganisationNotFound, PlanNotFound or FunderRequired.
        """
        try:
            self.require_carrier()
        except CarrierRequired:
            partners = self.actor_standing == "partner" or "partner" in self.actor_roles
            if not partners or partner != self.actor:
                raise FunderRequired(plan=self.plan) from None
