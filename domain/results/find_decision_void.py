"""The clerk records that a decision was found void: a court said so, or an organ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.results import DecisionFoundVoid
from domain.ids import PersonId
from domain.kernel import Selector
from domain.persons.registered import SeesPersons, registration_of
from domain.results.by_court_or_organ import ByCourtOrOrgan
from domain.results.errors import DecisionIsVoid, NobodyPassedOver


@dataclass(kw_only=True)
class FindDecisionVoid(ByCourtOrOrgan, SeesPersons):
    """``ground`` is published. Who was passed over, a person or an organ, can ratify it; if
    nobody was, nobody can."""

    ground: str
    passed_over: PersonId | None = None
    passed_over_organ: str | None = None
    ratify_by: datetime | None = None

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *registration_of(self.passed_over)]

    def execute(self) -> None:
        self.require_word()
        self.require_decided()
        if "nullity" in self.aftermath.undone_by:
            raise DecisionIsVoid(decision=self.decision)
        self._require_passed_over()
        found = self.record(
            DecisionFoundVoid(
                decision=self.decision,
                ground=self.ground,
                court=self.court,
                case_number=self.case_number,
                by_decision=self.by_decision,
                passed_over=self.passed_over,
                passed_over_organ=self.passed_over_organ,
                ratify_by=self.ratify_by,
            )
        )
        self.reverse(self.decision, because=found)

    def _require_passed_over(self) -> None:
        """Raise NobodyPassedOver if it is two of them, or none has time; PersonNotFound."""
        passed_over = [e for e in (self.passed_over, self.passed_over_organ) if e is not None]
        if len(passed_over) > 1 or (self.ratify_by is not None and not passed_over):
            raise NobodyPassedOver
        self.persons.require(self.passed_over)
