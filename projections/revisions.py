"""How a plan came to read as it does: one document for each revision."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.plans import BudgetLine, Particular, PlanProposed, PlanRevised
from domain.ids import PlanId
from domain.kernel import Event, Selector, select
from domain.plans.course import REVISABLE
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


class Revision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What ``revised_by`` changed, and nothing else; revision 1 is what was proposed."""

    plan: PlanId
    revision: int
    revised_at: datetime
    revised_by: str | None = None
    why: str | None = None
    title: str | None = None
    text: str | None = None
    particulars: tuple[Particular, ...] | None = None
    budget: tuple[BudgetLine, ...] | None = None
    currency: str | None = None
    affects: tuple[str, ...] | None = None
    success: str | None = None
    needs_from: str | None = None
    needs_until: str | None = None


class Revisions:
    NAME = "revisions"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (PlanProposed, PlanRevised)
    DOCUMENT = Revision

    def touches(self, event: Event) -> Iterable[str]:
        match event:
            case PlanProposed(plan=plan):
                return (f"{plan}/1",)
            case PlanRevised(plan=plan, revision=revision):
                return (f"{plan}/{revision}",)
        return ()

    def feeds(self, document_id: str) -> Sequence[Selector]:
        plan, _, _ = document_id.partition("/")
        return [select(*self.FOLLOWS, tags=[plan])]

    def apply(self, documents: MutableMapping[str, Revision], recorded: Recorded) -> None:
        event = recorded.event
        assert isinstance(event, PlanProposed | PlanRevised)
        (name,) = self.touches(event)
        documents[name] = Revision(
            plan=event.plan,
            revision=getattr(event, "revision", 1),
            revised_at=recorded.time,
            revised_by=recorded.actor,
            why=getattr(event, "why", None),
            **{field: getattr(event, field) for field in REVISABLE},
        )

    def index(self, document: Revision) -> Iterable[Entry]:
        """List "revisions" of a plan, in their order."""
        yield Entry("revisions", document.plan, oldest_first(document.revision))


REVISIONS: Projection[Revision] = Revisions()
