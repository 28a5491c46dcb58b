"""A milestone that was missed is still to come."""

from dataclasses import dataclass

from domain.days.day import require_days
from domain.events.milestones import MilestonePlanned
from domain.milestones.on_one_milestone import OnOneMilestone


@dataclass(kw_only=True)
class PlanMilestoneAnew(OnOneMilestone):
    due_on: str

    def execute(self) -> None:
        planned = self.require("missed")
        self.require_going_on()
        require_days(self.due_on)
        self.record(
            MilestonePlanned(
                milestone=self.milestone, plan=self.plan, title=planned.title, due_on=self.due_on
            )
        )
