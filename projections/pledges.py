"""Support that was pledged to plans: one document per pledge."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.pledges import PledgeKept, PledgeMade, PledgeNotKept, PledgeWithdrawn, Support
from domain.ids import PersonId, PlanId, PledgeId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first

State = Literal["made", "kept", "not_kept", "withdrawn"]


class Pledge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``hours_kept`` and ``cents_kept`` are what it came to, once it was kept."""

    pledge: PledgeId
    plan: PlanId
    person: PersonId
    kind: Support
    state: State
    made_at: datetime
    position: int
    hours: int | None = None
    cents: int | None = None
    currency: str | None = None
    what: str | None = None
    hours_kept: int | None = None
    cents_kept: int | None = None
    reason: str | None = None


class Pledges:
    NAME = "pledges"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (PledgeMade, PledgeKept, PledgeNotKept, PledgeWithdrawn)
    DOCUMENT = Pledge

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, PledgeMade | PledgeKept | PledgeNotKept | PledgeWithdrawn)
        return (event.pledge,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Pledge], recorded: Recorded) -> None:
        match recorded.event:
            case PledgeMade(pledge=pledge) as event:
                documents[pledge] = Pledge(
                    **msgspec.structs.asdict(event),
                    state="made",
                    made_at=recorded.time,
                    position=recorded.position,
                )
            case PledgeKept(pledge=pledge, hours=hours, cents=cents):
                made = documents[pledge]
                documents[pledge] = msgspec.structs.replace(
                    made,
                    state="kept",
                    hours_kept=made.hours if hours is None else hours,
                    cents_kept=made.cents if cents is None else cents,
                )
            case PledgeNotKept(pledge=pledge, reason=reason):
                documents[pledge] = msgspec.structs.replace(
                    documents[pledge], state="not_kept", reason=reason
                )
            case PledgeWithdrawn(pledge=pledge):
                documents[pledge] = msgspec.structs.replace(documents[pledge], state="withdrawn")

    def index(self, document: Pledge) -> Iterable[Entry]:
        """List "pledges" of each plan, oldest first; filters: the plan, or ``<plan> <state>``."""
        filters = (document.plan, f"{document.plan} {document.state}")
        return [Entry("pledges", each, oldest_first(document.position)) for each in filters]


PLEDGES: Projection[Pledge] = Pledges()
