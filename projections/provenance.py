"""Where a plan came from, where it went, and what came back from there.

A document for a plan that was taken over says what its origin was told: as long as it was not
told everything, it is due, and the courier sees to it. One document more for each organisation
that took a plan of ours over, and one for each result that came back.
"""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.plans import Again
from domain.events.sharing import (
    Ground,
    PlanOriginLost,
    PlanResultReturned,
    PlanResultsSent,
    PlanSpread,
    PlanTakenOver,
    Result,
)
from domain.ids import OrganisationId, PlanId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from domain.sharing.carried import CARRIED
from projections.base import Entry, Projection
from projections.order import oldest_first, soonest_first


class Trail(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``origin``: the plan came from there, and all that became of it up to ``sent_through`` was
    told there, unless the origin is ``lost``. ``spread``: it went there. ``result``: this came
    back from there."""

    kind: Literal["origin", "spread", "result"]
    plan: PlanId
    organisation: OrganisationId
    their_plan: PlanId
    position: int
    at: datetime
    their_name: str | None = None
    their_position: int | None = None
    what: Result | None = None
    again: Again | None = None
    text: str | None = None
    newest: int = 0
    """Of an origin: the position of the last that it has to be told."""
    newest_at: datetime | None = None
    sent_through: int = 0
    lost: Ground | None = None


class Provenance:
    NAME = "provenance"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        *CARRIED,
        PlanResultsSent,
        PlanOriginLost,
        PlanSpread,
        PlanResultReturned,
    )
    DOCUMENT = Trail

    def touches(self, event: Event) -> Iterable[str]:
        match event:
            case PlanSpread(plan=plan, their_plan=theirs):
                return (f"{plan} {theirs}",)
            case PlanResultReturned(plan=plan, their_plan=theirs, their_position=place):
                return (f"{plan} {theirs} {place}",)
        return (event.plan,)  # type: ignore[attr-defined]

    def feeds(self, document_id: str) -> Sequence[Selector]:
        match document_id.split(" "):
            case [plan, theirs]:
                return [select(PlanSpread, tags=[theirs, plan])]
            case [plan, theirs, _]:
                return [select(PlanResultReturned, tags=[theirs, plan])]
        return [select(*CARRIED, PlanResultsSent, PlanOriginLost, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Trail], recorded: Recorded) -> None:
        (name,) = self.touches(recorded.event)
        match recorded.event:
            case PlanTakenOver() as event:
                documents[name] = _taken_over(event, recorded)
            case PlanSpread() | PlanResultReturned() as event:
                documents[name] = _came_back(event, recorded)
            case event if name in documents:
                changes = _told(event, recorded)
                documents[name] = msgspec.structs.replace(documents[name], **changes)

    def index(self, document: Trail) -> Iterable[Entry]:
        """List "due": origins that were not told everything. List "provenance": where it went
        and what came back, oldest first; filter: the plan."""
        if document.kind != "origin":
            yield Entry("provenance", document.plan, oldest_first(document.position))
        elif document.lost is None and document.newest > document.sent_through:
            yield Entry("due", "", soonest_first(document.newest_at or document.at))


def _taken_over(event: PlanTakenOver, recorded: Recorded) -> Trail:
    return Trail(
        kind="origin",
        plan=event.plan,
        organisation=event.origin_organisation,
        their_plan=event.origin_plan,
        position=recorded.position,
        at=recorded.time,
        their_name=event.origin_name,
        their_position=event.origin_position,
        newest=recorded.position,
    )


def _came_back(event: PlanSpread | PlanResultReturned, recorded: Recorded) -> Trail:
    known = msgspec.structs.asdict(event)
    kind: Literal["spread", "result"] = "spread" if isinstance(event, PlanSpread) else "result"
    return Trail(kind=kind, position=recorded.position, at=recorded.time, **known)


def _told(event: Event, recorded: Recorded) -> dict[str, object]:
    match event:
        case PlanResultsSent(through=through):
            return {"sent_through": through}
        case PlanOriginLost(ground=ground):
            return {"lost": ground}
    return {"newest": recorded.position, "newest_at": recorded.time}


PROVENANCE: Projection[Trail] = Provenance()
