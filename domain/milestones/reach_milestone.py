"""A step of a plan was taken."""

from dataclasses import dataclass

from domain.days.day import require_come
from domain.events.milestones import MilestoneReached
from domain.milestones.on_one_milestone import OnOneMilestone


@dataclass(kw_only=True)
class ReachMilestone(OnOneMilestone):
    reached_on: str

    def execute(self) -> None:
        self.require("planned")
        self.require_adopted()
        require_come(self.reached_on, self.at)
        self.record(
            MilestoneReached(milestone=self.milestone, plan=self.plan, reached_on=self.reached_on)
        )
