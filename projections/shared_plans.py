"""Plans as other organisations read them, once they are shared: nothing of who carries them."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.plans import (
    Particular,
    PlanCompleted,
    PlanPaused,
    PlanProposed,
    PlanRevised,
    PlanRevived,
    PlanStopped,
)
from domain.events.sharing import PlanShared, PlanUnshared
from domain.ids import PlanId
from domain.kernel import Event, Selector, select
from domain.plans.course import HALTS, Halt
from domain.record import Recorded
from domain.sharing.carried import ADOPTIONS, LAPSES
from projections.base import Entry, Searchable
from projections.order import latest_first


class SharedPlan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``shared_by`` is what its organisation is called, absent while it is not shared;
    ``position`` is the last in the log of that organisation that changed what stands here."""

    plan: PlanId
    title: str
    text: str
    theme: str
    position: int
    particulars: tuple[Particular, ...] | None = None
    adopted: bool = False
    halted: Halt | None = None
    shared_by: str | None = None
    shared_at: datetime | None = None

    @property
    def shared(self) -> bool:
        """Not while it is merely proposed again, as its adoption has lapsed."""
        return self.shared_at is not None and (self.adopted or self.halted is not None)


class SharedPlans:
    NAME = "shared_plans"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        PlanProposed,
        PlanRevised,
        *ADOPTIONS,
        *LAPSES,
        PlanPaused,
        PlanStopped,
        PlanCompleted,
        PlanRevived,
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
        """List "shared", what was shared last first; filter ``theme:…``."""
        if document.shared_at is None or not document.shared:
            return []
        place = latest_first(document.shared_at)
        return [Entry("shared", each, place) for each in ("", f"theme:{document.theme}")]

    def words(self, document: SharedPlan) -> Iterable[str]:
        indicators = (each.indicator for each in document.particulars or ())
        who = document.shared_by or ""
        return (document.title, document.text, document.theme, who, *indicators)


def _proposed(event: PlanProposed, position: int) -> SharedPlan:
    return SharedPlan(
        plan=event.plan,
        title=event.title,
        text=event.text,
        theme=event.theme,
        particulars=event.particulars,
        position=position,
    )


def _changes(event: Event, moment: datetime) -> dict[str, object]:
    match event:
        case PlanShared(shared_by=name):
            return {"shared_by": name, "shared_at": moment}
        case PlanUnshared():
            return {"shared_by": None, "shared_at": None}
        case PlanRevised():
            said = {name: getattr(event, name) for name in ("title", "text", "particulars")}
            return {name: value for name, value in said.items() if value is not None}
    if isinstance(event, ADOPTIONS + LAPSES):
        return {"adopted": isinstance(event, ADOPTIONS)}
    return {"halted": HALTS.get(type(event))}


SHARED_PLANS: Searchable[SharedPlan] = SharedPlans()
