"""What all acts share that end a claim."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.events.ballots import ResultDeclared
from domain.events.results import ClaimNoted
from domain.ids import ClaimId, DecisionId
from domain.kernel import Event
from domain.results.errors import ClaimEndedAlready, ClaimNotFound
from domain.results.on_one_result import OnOneResult


@dataclass(kw_only=True)
class OnClaims(OnOneResult):
    declared: dict[DecisionId, datetime] = field(init=False, default_factory=dict)

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, ResultDeclared) and event.decision is not None:
            self.declared[event.decision] = envelope["time"]

    @property
    def confirmed_at(self) -> datetime | None:
        """When the confirmation was adopted that waits for the end of a claim."""
        waiting = self.waiting_confirmation
        return None if waiting is None else self.declared[waiting.decision]

    def require_pending(self, claim: ClaimId) -> ClaimNoted:
        """Raise ClaimNotFound, ClaimEndedAlready."""
        if claim not in self.aftermath.claims:
            raise ClaimNotFound(claim=claim)
        if claim not in self.aftermath.pending:
            raise ClaimEndedAlready(claim=claim)
        return self.aftermath.pending[claim]
