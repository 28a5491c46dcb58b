"""The machine gives up, for everybody to see, to tell an origin that is not there."""

from dataclasses import dataclass

from domain.events.sharing import Ground, PlanOriginLost
from domain.sharing.errors import ResultsAlreadySent
from domain.sharing.on_taken_over import OnTakenOver


@dataclass(kw_only=True)
class NoteOriginLost(OnTakenOver):
    ground: Ground

    def execute(self) -> None:
        self.require_machine()
        if self.lost:
            raise ResultsAlreadySent(plan=self.plan)
        self.record(PlanOriginLost(plan=self.plan, ground=self.ground))
