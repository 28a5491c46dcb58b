"""Somebody who takes part proposes a plan."""

from dataclasses import dataclass

from domain.act import Act, minted
from domain.events.plans import PlanProposed
from domain.ids import PlanId


@dataclass(kw_only=True)
class ProposePlan(Act):
    plan: PlanId = minted()
    title: str
    text: str
    theme: str

    def execute(self) -> None:
        self.require_member()
        self.record(
            PlanProposed(plan=self.plan, title=self.title, text=self.text, theme=self.theme)
        )
