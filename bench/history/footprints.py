"""A view that shows whatever was applied to it twice, left out, or applied in another order."""

from collections.abc import Iterable, MutableMapping, Sequence
from hashlib import sha256

import msgspec

from domain.events.plans import PlanAdopted, PlanProposed
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection


class Footprint(msgspec.Struct, frozen=True, kw_only=True):
    """Of one plan: ``chain`` is a hash over every event about it in its order."""

    events: int
    chain: str


class Footprints:
    NAME = "footprints"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (PlanProposed, PlanAdopted)
    DOCUMENT = Footprint

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, PlanProposed | PlanAdopted)
        return (event.plan,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Footprint], recorded: Recorded) -> None:
        (plan,) = self.touches(recorded.event)
        before = documents.get(plan, Footprint(events=0, chain=""))
        step = f"{before.chain} {recorded.position} {recorded.id}"
        documents[plan] = Footprint(
            events=before.events + 1, chain=sha256(step.encode()).hexdigest()
        )

    def index(self, document: Footprint) -> Iterable[Entry]:
        return ()


FOOTPRINTS: Projection[Footprint] = Footprints()
