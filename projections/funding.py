"""Money that was committed to plans: one document per commitment."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.funding import (
    FundingCommitted,
    FundingReduced,
    FundingRenewed,
    FundingShortened,
    FundingWithdrawn,
    InstalmentReceived,
)
from domain.funding.account import FUNDING_EVENTS
from domain.ids import FundingId, PersonId, PlanId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first

State = Literal["committed", "withdrawn"]


class Funding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As it stands now. ``first_cents`` and ``first_until`` are what was committed at first, and
    the counts say how often that changed since. ``reason`` is the one that was given last."""

    funding: FundingId
    plan: PlanId
    funder: str
    cents: int
    currency: str
    funding_from: str
    funding_until: str
    state: State
    committed_at: datetime
    position: int
    first_cents: int
    first_until: str
    partner: PersonId | None = None
    conditions: str | None = None
    received_cents: int = 0
    instalments: int = 0
    last_received_on: str | None = None
    reduced: int = 0
    shortened: int = 0
    renewed: int = 0
    withdrawn_on: str | None = None
    reason: str | None = None


class Fundings:
    NAME = "funding"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = FUNDING_EVENTS
    DOCUMENT = Funding

    def touches(self, event: Event) -> Iterable[str]:
        return (event.funding,)  # type: ignore[attr-defined]

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Funding], recorded: Recorded) -> None:
        event = recorded.event
        (name,) = self.touches(event)
        if isinstance(event, FundingCommitted):
            documents[name] = Funding(
                **msgspec.structs.asdict(event),
                state="committed",
                committed_at=recorded.time,
                position=recorded.position,
                first_cents=event.cents,
                first_until=event.funding_until,
            )
        else:
            known = documents[name]
            documents[name] = msgspec.structs.replace(known, **_changes(known, event))

    def index(self, document: Funding) -> Iterable[Entry]:
        """List "funding" of each plan, oldest first; the filter is the plan."""
        return [Entry("funding", document.plan, oldest_first(document.position))]


def _changes(known: Funding, event: Event) -> dict[str, object]:
    match event:
        case InstalmentReceived(cents=cents, received_on=day):
            return {
                "received_cents": known.received_cents + cents,
                "instalments": known.instalments + 1,
                "last_received_on": max(day, known.last_received_on or day),
            }
        case FundingReduced(cents=cents, reason=reason):
            return {"cents": cents, "reduced": known.reduced + 1, "reason": reason}
        case FundingShortened(funding_until=until, reason=reason):
            return {"funding_until": until, "shortened": known.shortened + 1, "reason": reason}
        case FundingRenewed(funding_until=until, cents=cents):
            return {"funding_until": until, "cents": cents, "renewed": known.renewed + 1}
        case FundingWithdrawn(withdrawn_on=day, reason=reason):
            return {"state": "withdrawn", "withdrawn_on": day, "reason": reason}
    raise TypeError(event.NAME)


FUNDING: Projection[Funding] = Fundings()
