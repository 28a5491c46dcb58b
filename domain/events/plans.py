"""What residents want to do."""

from typing import ClassVar

from domain.ids import DecisionId, PlanId
from domain.kernel import Event, Published


class PlanProposed(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "plan.proposed"
    TAGGED_BY: ClassVar = ("plan",)

    plan: PlanId
    title: Published
    text: Published
    theme: Published


class PlanAdopted(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "plan.adopted"
    TAGGED_BY: ClassVar = ("plan", "decision")

    plan: PlanId
    decision: DecisionId


class PlanAdoptionLapsed(Event, frozen=True, kw_only=True):
    """The reversal of an effect: the plan is proposed again, as before ``decision`` adopted it."""

    NAME: ClassVar = "plan.adoption_lapsed"
    TAGGED_BY: ClassVar = ("plan", "decision")

    plan: PlanId
    decision: DecisionId
