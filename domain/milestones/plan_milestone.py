"""Who carries a plan says which step comes by which day."""

from dataclasses import dataclass

from domain.act import minted
from domain.days.day import require_days
from domain.doing.on_plan_under_way import OnPlanUnderWay
from domain.events.milestones import MilestonePlanned
from domain.ids import MilestoneId


@dataclass(kw_only=True)
class PlanMilestone(OnPlanUnderWay):
    """Also before the plan is adopted."""

    milestone: MilestoneId = minted()
    title: str
    due_on: str

    def execute(self) -> None:
        self.require_carrier()
        self.require_going_on()
        require_days(self.due_on)
        self.record(
            MilestonePlanned(
                milestone=self.milestone, plan=self.plan, title=self.title, due_on=self.due_on
            )
        )
