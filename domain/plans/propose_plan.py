"""Somebody who takes part proposes a plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.act import minted
from domain.events.plans import BudgetLine, Particular, PlanBearerJoined, PlanProposed
from domain.ids import PlanId
from domain.kernel import Selector
from domain.plans.carrying import MayCarry
from domain.plans.soundness import require_sound
from domain.plans.themes import SeesThemes


@dataclass(kw_only=True)
class ProposePlan(MayCarry, SeesThemes):
    """A resident who proposes a plan is the first to carry it."""

    plan: PlanId = minted()
    title: str
    text: str
    theme: str
    particulars: tuple[Particular, ...] | None = None
    budget: tuple[BudgetLine, ...] | None = None
    currency: str | None = None
    affects: tuple[str, ...] | None = None
    success: str | None = None
    needs_from: str | None = None
    needs_until: str | None = None

    def boundary(self) -> Sequence[Selector]:
        return [self.own_moves(), *self.of_theme(self.theme)]

    def execute(self) -> None:
        self.require_member()
        proposed = PlanProposed(
            plan=self.plan,
            title=self.title,
            text=self.text,
            theme=self.theme,
            origin="professional" if self.by_profession else "resident",
            particulars=self.particulars,
            budget=self.budget,
            currency=self.currency,
            affects=self.affects,
            success=self.success,
            needs_from=self.needs_from,
            needs_until=self.needs_until,
        )
        require_sound(proposed, self.themes.require(self.theme))
        first = self.record(proposed)
        if self.may_carry:
            self.record(PlanBearerJoined(plan=self.plan, person=self.actor), because=first)
