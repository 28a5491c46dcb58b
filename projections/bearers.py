"""Who carries which plan: one document for each resident and plan."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.plans import PlanBearerJoined, PlanBearerLeft
from domain.ids import PersonId, PlanId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first, oldest_first


class Bearer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Without ``left_at`` still one. Who comes back joins anew."""

    plan: PlanId
    person: PersonId
    joined_at: datetime
    position: int
    left_at: datetime | None = None


class Bearers:
    NAME = "bearers"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (PlanBearerJoined, PlanBearerLeft)
    DOCUMENT = Bearer

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, PlanBearerJoined | PlanBearerLeft)
        return (f"{event.plan}/{event.person}",)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        plan, _, person = document_id.partition("/")
        return [select(*self.FOLLOWS, tags=[person, plan])]

    def apply(self, documents: MutableMapping[str, Bearer], recorded: Recorded) -> None:
        event = recorded.event
        (name,) = self.touches(event)
        match event:
            case PlanBearerJoined(plan=plan, person=person):
                documents[name] = Bearer(
                    plan=plan,
                    person=person,
                    joined_at=recorded.time,
                    position=recorded.position,
                )
            case PlanBearerLeft():
                documents[name] = msgspec.structs.replace(documents[name], left_at=recorded.time)

    def index(self, document: Bearer) -> Iterable[Entry]:
        """Lists "bearers" of a plan, first to last, and "carried" by a person, newest first:
        those that are still carried."""
        if document.left_at is None:
            yield Entry("bearers", document.plan, oldest_first(document.position))
            yield Entry("carried", document.person, newest_first(document.position))


BEARERS: Projection[Bearer] = Bearers()
