"""At the origin, the machine notes what became of a plan where it was taken over."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.events.plans import Again
from domain.events.sharing import PlanResultReturned, PlanSpread, Result
from domain.ids import MACHINE, OrganisationId, PlanId
from domain.kernel import Selector, on, select
from domain.plans.on_one_plan import OnOnePlan
from domain.sharing.errors import CarriedByTheMachine, NotTakenOver, ResultAlreadyReturned


@dataclass(kw_only=True)
class NoteResult(OnOnePlan):
    """Results come back in the order in which they happened, each of them once."""

    from_organisation: OrganisationId
    their_plan: PlanId
    their_position: int
    what: Result
    text: str | None = None
    again: Again | None = None

    spread: bool = field(init=False, default=False)
    returned_through: int = field(init=False, default=0)

    def boundary(self) -> Sequence[Selector]:
        both = [self.their_plan, self.plan]
        return [
            *super().boundary(),
            select(PlanSpread, tags=both),
            select(PlanResultReturned, tags=both, latest=True),
        ]

    @on(PlanSpread)
    def _(self) -> None:
        self.spread = True

    @on(PlanResultReturned)
    def _(self, their_position: int) -> None:
        self.returned_through = their_position

    def execute(self) -> None:
        if self.actor != MACHINE:
            raise CarriedByTheMachine
        _ = self.known
        if not self.spread:
            raise NotTakenOver(plan=self.plan)
        if self.their_position <= self.returned_through:
            raise ResultAlreadyReturned(plan=self.plan, position=self.their_position)
        self.record(
            PlanResultReturned(
                plan=self.plan,
                organisation=self.from_organisation,
                their_plan=self.their_plan,
                what=self.what,
                their_position=self.their_position,
                again=self.again,
                text=self.text,
            )
        )
