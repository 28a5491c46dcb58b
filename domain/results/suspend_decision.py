"""The clerk records that a court, or an organ, suspended a decision."""

from dataclasses import dataclass

from domain.events.results import DecisionSuspended
from domain.results.by_court_or_organ import ByCourtOrOrgan
from domain.results.errors import DecisionSuspendedAlready


@dataclass(kw_only=True)
class SuspendDecision(ByCourtOrOrgan):
    """``ground`` is published. Every effect is reversed until the suspension is lifted."""

    ground: str

    def execute(self) -> None:
        self.require_word()
        self.require_standing()
        if "suspension" in self.aftermath.undone_by:
            raise DecisionSuspendedAlready(decision=self.decision)
        suspended = self.record(
            DecisionSuspended(
                decision=self.decision,
                ground=self.ground,
                court=self.court,
                case_number=self.case_number,
                by_decision=self.by_decision,
            )
        )
        self.reverse(self.decision, because=suspended)
