"""Claims that a court annuls a decision: one document each."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.results import ClaimEnded, ClaimNoted, Defect, EndOfClaim
from domain.ids import ClaimId, DecisionId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    claim: ClaimId
    decision: DecisionId
    court: str
    filed_at: datetime
    position: int
    state: Literal["pending", "ended"]
    case_number: str | None = None
    defect: Defect | None = None
    ended_at: datetime | None = None
    how: EndOfClaim | None = None


class Claims:
    NAME = "claims"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (ClaimNoted, ClaimEnded)
    DOCUMENT = Claim

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, ClaimNoted | ClaimEnded)
        return (event.claim,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Claim], recorded: Recorded) -> None:
        match recorded.event:
            case ClaimNoted(claim=claim) as event:
                documents[claim] = Claim(
                    claim=claim,
                    decision=event.decision,
                    court=event.court,
                    filed_at=event.filed_at,
                    position=recorded.position,
                    state="pending",
                    case_number=event.case_number,
                    defect=event.defect,
                )
            case ClaimEnded(claim=claim, ended_at=moment, how=how):
                documents[claim] = msgspec.structs.replace(
                    documents[claim], state="ended", ended_at=moment, how=how
                )

    def index(self, document: Claim) -> Iterable[Entry]:
        """List "claims", newest first; filters ``state:…`` and a decision."""
        filters = ("", f"state:{document.state}", document.decision)
        return [Entry("claims", each, newest_first(document.position)) for each in filters]


CLAIMS: Projection[Claim] = Claims()
