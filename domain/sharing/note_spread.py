"""At the origin, the machine notes that another organisation took a plan over."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.events.sharing import PlanSpread
from domain.ids import MACHINE, OrganisationId, PlanId
from domain.kernel import Selector, on, select
from domain.plans.on_one_plan import OnOnePlan
from domain.sharing.errors import AlreadySpread, CarriedByTheMachine


@dataclass(kw_only=True)
class NoteSpread(OnOnePlan):
    from_organisation: OrganisationId
    their_plan: PlanId
    their_name: str

    spread: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), select(PlanSpread, tags=[self.their_plan, self.plan])]

    @on(PlanSpread)
    def _(self) -> None:
        self.spread = True

    def execute(self) -> None:
        if self.actor != MACHINE:
            raise CarriedByTheMachine
        _ = self.known
        if self.spread:
            raise AlreadySpread(plan=self.plan)
        self.record(
            PlanSpread(
                plan=self.plan,
                organisation=self.from_organisation,
                their_plan=self.their_plan,
                their_name=self.their_name,
            )
        )
