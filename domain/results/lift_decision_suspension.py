"""The clerk records that the suspension of a decision was lifted."""

from dataclasses import dataclass

from domain.events.results import DecisionSuspensionLifted
from domain.results.by_court_or_organ import ByCourtOrOrgan
from domain.results.errors import DecisionNotSuspended


@dataclass(kw_only=True)
class LiftDecisionSuspension(ByCourtOrOrgan):
    """Its effects come again, from now on, unless it was undone by something else meanwhile."""

    def execute(self) -> None:
        self.require_word()
        self.require_decided()
        undone = self.aftermath.undone_by
        if "suspension" not in undone:
            raise DecisionNotSuspended(decision=self.decision)
        lifted = self.record(
            DecisionSuspensionLifted(
                decision=self.decision,
                court=self.court,
                case_number=self.case_number,
                by_decision=self.by_decision,
            )
        )
        if undone == {"suspension"}:
            self.bring_again(self.decision, because=lifted)
