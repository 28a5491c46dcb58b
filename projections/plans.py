"""What residents want to do, and what became of it."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.plans import PlanAdopted, PlanAdoptionLapsed, PlanProposed
from domain.ids import DecisionId, PlanId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first


class Plan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    plan: PlanId
    title: str
    text: str
    theme: str
    proposed_at: datetime
    position: int
    state: Literal["proposed", "adopted"]
    proposed_by: str | None = None
    adopted_by: DecisionId | None = None


class Plans:
    NAME = "plans"
    VERSION = 2
    FOLLOWS: tuple[type[Event], ...] = (PlanProposed, PlanAdopted, PlanAdoptionLapsed)
    DOCUMENT = Plan

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, PlanProposed | PlanAdopted | PlanAdoptionLapsed)
        return (event.plan,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Plan], recorded: Recorded) -> None:
        match recorded.event:
            case PlanProposed() as event:
                documents[event.plan] = Plan(
                    plan=event.plan,
                    title=event.title,
                    text=event.text,
                    theme=event.theme,
                    proposed_at=recorded.time,
                    position=recorded.position,
                    state="proposed",
                    proposed_by=recorded.actor,
                )
            case PlanAdopted(plan=plan, decision=decision):
                documents[plan] = msgspec.structs.replace(
                    documents[plan], state="adopted", adopted_by=decision
                )
            case PlanAdoptionLapsed(plan=plan):
                documents[plan] = msgspec.structs.replace(
                    documents[plan], state="proposed", adopted_by=None
                )

    def index(self, document: Plan) -> Iterable[Entry]:
        """List "plans", newest first; filters ``theme:…`` and ``state:…``."""
        filters = ("", f"theme:{document.theme}", f"state:{document.state}")
        return [Entry("plans", each, newest_first(document.position)) for each in filters]


PLANS: Projection[Plan] = Plans()
