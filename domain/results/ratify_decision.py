"""Who was passed over ratifies a decision that is void for this reason alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.events.ballots import ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.events.results import DecisionFoundVoid, DecisionRatified
from domain.ids import DecisionId
from domain.kernel import Event, Selector, select
from domain.results.errors import (
    DecisionNotVoid,
    NobodyPassedOver,
    NotPassedOver,
    RatificationTooLate,
)
from domain.results.on_one_result import OnOneResult


@dataclass(kw_only=True)
class RatifyDecision(OnOneResult):
    """A person does so themself; of an organ the clerk records ``by_decision``, which it adopted.
    The effects come again, from now on."""

    by_decision: DecisionId | None = None

    organ: str | None = field(init=False, default=None)
    """The one that ratifies."""

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary()]
        if self.by_decision is not None:
            found.append(select(DecisionOpened, ResultDeclared, tags=[self.by_decision]))
        return found

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, DecisionOpened) and event.decision == self.by_decision:
            self.organ = event.organ

    def execute(self) -> None:
        self.require_result()
        found = self.aftermath.found_void
        if found is None or "nullity" not in self.aftermath.undone_by:
            raise DecisionNotVoid(decision=self.decision)
        self._require_passed_over(found)
        if found.ratify_by is not None and self.at >= found.ratify_by:
            raise RatificationTooLate(decision=self.decision)
        ratified = self.record(
            DecisionRatified(
                decision=self.decision, person=found.passed_over, by_decision=self.by_decision
            )
        )
        if not self.aftermath.undone_by - {"nullity"}:
            self.bring_again(self.decision, because=ratified)

    def _require_passed_over(self, found: DecisionFoundVoid) -> None:
        """Raise NobodyPassedOver, NotPassedOver, RoleRequired."""
        if found.passed_over is not None:
            if self.actor != found.passed_over or self.by_decision is not None:
                raise NotPassedOver
            return
        if found.passed_over_organ is None:
            raise NobodyPassedOver
        self.require_role("clerk")
        adopted = self.by_decision is not None and self.outcomes.get(self.by_decision) == "adopted"
        if self.organ != found.passed_over_organ or not adopted:
            raise NotPassedOver
