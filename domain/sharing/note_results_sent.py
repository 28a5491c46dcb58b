"""The machine notes up to where the origin of a plan knows what became of it."""

from dataclasses import dataclass

from domain.events.sharing import PlanResultsSent
from domain.sharing.errors import ResultsAlreadySent
from domain.sharing.on_taken_over import OnTakenOver


@dataclass(kw_only=True)
class NoteResultsSent(OnTakenOver):
    through: int

    def execute(self) -> None:
        self.require_machine()
        if self.lost or self.through <= self.sent_through:
            raise ResultsAlreadySent(plan=self.plan)
        self.record(PlanResultsSent(plan=self.plan, through=self.through))
