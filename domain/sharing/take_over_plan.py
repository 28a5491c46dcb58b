"""Somebody takes over a plan that another organisation shares, and proposes it here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.act import minted
from domain.events.organisations import OrganisationFounded
from domain.events.sharing import PlanTakenOver
from domain.ids import OrganisationId, PlanId
from domain.kernel import Selector, on, select
from domain.plans.propose_plan import ProposePlan
from domain.sharing.errors import OwnPlan, SharedPlanNotFound


class Example(NamedTuple):
    """A plan as another organisation shares it, at this position of its log."""

    shared_by: str
    position: int


@dataclass(kw_only=True)
class TakeOverPlan(ProposePlan):
    """What is not said anew is said as it is there; ``title``, ``text`` and ``theme`` are what
    it comes to. The plan is shared at the moment of asking if there is an ``example``."""

    title: str = minted()
    text: str = minted()
    theme: str = minted()
    example: Example | None = minted()
    origin_organisation: OrganisationId
    origin_plan: PlanId
    new_title: str | None = None
    new_text: str | None = None
    new_theme: str | None = None

    called: str = field(init=False, default="")

    def boundary(self) -> Sequence[Selector]:
        founded = select(OrganisationFounded, tags=[self.organisation])
        return [*super().boundary(), founded]

    @on(OrganisationFounded)
    def _(self, name: str) -> None:
        self.called = name

    def execute(self) -> None:
        self.require_member()
        if self.origin_organisation == self.organisation:
            raise OwnPlan
        if self.example is None:
            raise SharedPlanNotFound
        super().execute()
        self.record(
            PlanTakenOver(
                plan=self.plan,
                origin_organisation=self.origin_organisation,
                origin_plan=self.origin_plan,
                origin_position=self.example.position,
                origin_name=self.example.shared_by,
                taken_over_by=self.called,
            ),
            because=0,
        )
