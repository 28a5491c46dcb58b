"""A step of a plan was not taken in time."""

from dataclasses import dataclass

from domain.events.milestones import MilestoneMissed
from domain.milestones.on_one_milestone import OnOneMilestone


@dataclass(kw_only=True)
class MissMilestone(OnOneMilestone):
    """Always with the reason; also before its day, where one knows."""

    reason: str

    def execute(self) -> None:
        self.require("planned")
        self.require_adopted()
        self.record(MilestoneMissed(milestone=self.milestone, plan=self.plan, reason=self.reason))
