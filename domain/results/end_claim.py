"""The clerk notes how a claim ended that did not lead to an annulment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.events.results import ClaimEnded, DecisionConfirmed
from domain.ids import ClaimId
from domain.results.on_claims import OnClaims


@dataclass(kw_only=True)
class EndClaim(OnClaims):
    """With the last claim that was earlier than a confirmation, this has its effect."""

    claim: ClaimId
    ended_at: datetime
    how: Literal["dismissed", "withdrawn", "settled"]

    def execute(self) -> None:
        self.require_role("clerk")
        self.require_result()
        noted = self.require_pending(self.claim)
        self.require_after(noted.filed_at, self.ended_at)
        ended = self.record(
            ClaimEnded(
                claim=self.claim, decision=self.decision, ended_at=self.ended_at, how=self.how
            )
        )
        self._confirm(because=ended)

    def _confirm(self, because: int) -> None:
        confirmation, confirmed_at = self.waiting_confirmation, self.confirmed_at
        if confirmation is None or confirmed_at is None or not self.aftermath.can_be_confirmed:
            return
        if not self.aftermath.pending_since_before(confirmed_at) - {self.claim}:
            confirmed = DecisionConfirmed(
                decision=self.decision, confirmed_by=confirmation.decision
            )
            self.record(confirmed, because=because)
