"""What the machine has to know of a plan that was taken over, to tell its origin."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.events.sharing import PlanOriginLost, PlanResultsSent, PlanTakenOver
from domain.ids import MACHINE, PlanId
from domain.kernel import Selector, on, select
from domain.sharing.errors import CarriedByTheMachine, NotTakenOver


@dataclass(kw_only=True)
class OnTakenOver(Act):
    plan: PlanId

    taken_over: bool = field(init=False, default=False)
    sent_through: int = field(init=False, default=0)
    lost: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [
            select(PlanTakenOver, PlanOriginLost, tags=[self.plan]),
            select(PlanResultsSent, tags=[self.plan], latest=True),
        ]

    @on(PlanTakenOver)
    def _(self) -> None:
        self.taken_over = True

    @on(PlanResultsSent)
    def _(self, through: int) -> None:
        self.sent_through = through

    @on(PlanOriginLost)
    def _(self) -> None:
        self.lost = True

    def require_machine(self) -> None:
        """Raise CarriedByTheMachine or NotTakenOver."""
        if self.actor != MACHINE:
            raise CarriedByTheMachine
        if not self.taken_over:
            raise NotTakenOver(plan=self.plan)
