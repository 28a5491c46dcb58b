"""What all acts on one milestone share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from domain.doing.on_plan_under_way import OnPlanUnderWay
from domain.events.milestones import MilestoneMissed, MilestonePlanned, MilestoneReached
from domain.ids import MilestoneId
from domain.kernel import Event, Selector, select
from domain.milestones.errors import (
    MilestoneIsMissed,
    MilestoneIsReached,
    MilestoneNotFound,
    MilestoneStillPlanned,
)

Reach = Literal["planned", "reached", "missed"]
MILESTONE_EVENTS: Final[dict[type[Event], Reach]] = {
    MilestonePlanned: "planned",
    MilestoneReached: "reached",
    MilestoneMissed: "missed",
}


@dataclass(kw_only=True)
class OnOneMilestone(OnPlanUnderWay):
    milestone: MilestoneId

    planned: MilestonePlanned | None = field(init=False, default=None)
    state: Reach = field(init=False, default="planned")

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), select(*MILESTONE_EVENTS, tags=[self.milestone])]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, MilestonePlanned):
            self.planned = event
        self.state = MILESTONE_EVENTS.get(type(event), self.state)

    def require(self, state: Reach) -> MilestonePlanned:
        """The milestone, and by one who carries the plan.

        Raise PlanNotFound, CarrierRequired, MilestoneNotFound, MilestoneIsReached,
        MilestoneIsMissed or MilestoneStillPlanned.
        """
        self.require_carrier()
        if self.planned is None or self.planned.plan != self.plan:
            raise MilestoneNotFound(milestone=self.milestone)
        if self.state != state:
            raise _IN_STATE[self.state](milestone=self.milestone)
        return self.planned


_IN_STATE: Final = {
    "planned": MilestoneStillPlanned,
    "reached": MilestoneIsReached,
    "missed": MilestoneIsMissed,
}
