"""The clerk records that a court annulled a decision."""

from dataclasses import dataclass
from datetime import datetime

from domain.events.results import ClaimEnded, DecisionAnnulled
from domain.ids import ClaimId
from domain.results.errors import AnnulledAlready, NoLongerStands
from domain.results.on_claims import OnClaims


@dataclass(kw_only=True)
class AnnulDecision(OnClaims):
    """Its effects are gone from ``annulled_at`` on. If it had been confirmed while the claim was
    pending, it counts as taken anew by the confirmation, with the same effects, unless that was
    not what the confirmation meant (2:15(6)): then ``taken_anew`` is false.
    """

    court: str
    case_number: str
    annulled_at: datetime
    claim: ClaimId | None = None
    taken_anew: bool | None = None

    def execute(self) -> None:
        self.require_role("clerk")
        self.require_after(self.require_decided(), self.annulled_at)
        undone = self.aftermath.undone_by
        if "annulment" in undone:
            raise AnnulledAlready(decision=self.decision)
        if "re_vote" in undone:
            raise NoLongerStands(decision=self.decision)
        if self.claim is not None:
            self.require_after(self.require_pending(self.claim).filed_at, self.annulled_at)
        anew = None if self.taken_anew is False else self.waiting_confirmation
        annulled = self.record(
            DecisionAnnulled(
                decision=self.decision,
                court=self.court,
                case_number=self.case_number,
                annulled_at=self.annulled_at,
                claim=self.claim,
                taken_anew_by=None if anew is None else anew.decision,
            )
        )
        if self.claim is not None:
            self._end_claim(self.claim, because=annulled)
        self.reverse(self.decision, because=annulled, moment=self.annulled_at)
        if anew is not None:
            self.bring_again(self.decision, because=annulled, taken_by=anew.decision)

    def _end_claim(self, claim: ClaimId, because: int) -> None:
        ended = ClaimEnded(
            claim=claim, decision=self.decision, ended_at=self.annulled_at, how="annulled"
        )
        self.record(ended, because=because)
