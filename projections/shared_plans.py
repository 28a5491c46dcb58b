"""Plans as other organisations read them, once they are shared: nothing of who carries them."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.plans import PlanAdopted, PlanAdoptionLapsed, PlanProposed
from domain.events.sharing import PlanShared, PlanUnshared
from domain.ids import PlanId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Passage, Searchable
from projections.order import latest_first


class SharedPlan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``shared_by`` is what its organisation is called, absent while it is not shared;
    ``position`` is the last in the log of that organisation that changed what stands here."""

    plan: PlanId
    title: str
    text: str
    theme: str
    adopted: bool
    position: int
    shared_by: str | None = None
    shared_at: datetime | None = None


class SharedPlans:
    NAME = "shared_plans"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        PlanProposed,
        PlanAdopted,
        PlanAdoptionLapsed,
        PlanShared,
        PlanUnshared,
    )
    DOCUMENT = SharedPlan

    def touches(self, event: Event) -> Iterable[str]:
        return (event.plan,)  # type: ignore[attr-defined]

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, SharedPlan], recorded: Recorded) -> None:
        event = recorded.event
        (plan,) = self.touches(event)
        if isinstance(event, PlanProposed):
            documents[plan] = _proposed(event, recorded.position)
        else:
            changes = _changes(event, recorded.time)
            documents[plan] = msgspec.structs.replace(
                documents[plan], position=recorded.position, **changes
            )

    def index(self, document: SharedPlan) -> Iterable[Entry]:
        """List "shared", what was shared last first; filter ``theme:…``. Not while its adoption
        has lapsed."""
        if document.shared_at is None or not document.adopted:
            return []
        place = latest_first(document.shared_at)
        return [Entry("shared", each, place) for each in ("", f"theme:{document.theme}")]

    def words(self, document: SharedPlan) -> Iterable[Passage]:
        said = (document.title, document.text, document.theme, document.shared_by or "")
        return [Passage(None, each) for each in said]


def _proposed(event: PlanProposed, position: int) -> SharedPlan:
    return SharedPlan(
        plan=event.plan,
        title=event.title,
        text=event.text,
        theme=event.theme,
        adopted=False,
        position=position,
    )


def _changes(event: Event, moment: datetime) -> dict[str, object]:
    match event:
        case PlanAdopted() | PlanAdoptionLapsed():
            return {"adopted": isinstance(event, PlanAdopted)}
        case PlanShared(shared_by=name):
            return {"shared_by": name, "shared_at": moment}
    return {"shared_by": None, "shared_at": None}


SHARED_PLANS: Searchable[SharedPlan] = SharedPlans()
