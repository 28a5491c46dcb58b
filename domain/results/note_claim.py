"""The clerk notes that somebody asks a court to annul a decision."""

from dataclasses import dataclass
from datetime import datetime

from domain.act import minted
from domain.events.results import ClaimNoted, Defect
from domain.ids import ClaimId
from domain.results.on_one_result import OnOneResult


@dataclass(kw_only=True)
class NoteClaim(OnOneResult):
    """Whether it came in time is for the court to say."""

    claim: ClaimId = minted()
    court: str
    filed_at: datetime
    case_number: str | None = None
    defect: Defect | None = None

    def execute(self) -> None:
        self.require_role("clerk")
        self.require_after(self.require_decided(), self.filed_at)
        self.record(
            ClaimNoted(
                claim=self.claim,
                decision=self.decision,
                court=self.court,
                filed_at=self.filed_at,
                case_number=self.case_number,
                defect=self.defect,
            )
        )
