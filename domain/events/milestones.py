"""The steps of a plan, each with the day by which it should be reached (YYYY-MM-DD)."""

from typing import ClassVar

from domain.ids import MilestoneId, PlanId
from domain.kernel import Event, Published


class MilestonePlanned(Event, frozen=True, kw_only=True):
    """For the first time, or anew after it was missed."""

    NAME: ClassVar = "milestone.planned"
    TAGGED_BY: ClassVar = ("milestone", "plan")

    milestone: MilestoneId
    plan: PlanId
    title: Published
    due_on: str


class MilestoneReached(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "milestone.reached"
    TAGGED_BY: ClassVar = ("milestone", "plan")

    milestone: MilestoneId
    plan: PlanId
    reached_on: str


class MilestoneMissed(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "milestone.missed"
    TAGGED_BY: ClassVar = ("milestone", "plan")

    milestone: MilestoneId
    plan: PlanId
    reason: Published
