"""Whose ideas the plans were, and what became of them: outcomes side by side, by origin."""

from collections.abc import Iterable, MutableMapping, Sequence
from typing import Final, Literal

import msgspec

from domain.events.ideas import IdeaHelpNoted, IdeaOffered, IdeaWithdrawn, Origin
from domain.events.plans import (
    PlanAdopted,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
    PlanAdoptionLapsed,
    PlanCompleted,
    PlanEvaluated,
    PlanPaused,
    PlanProposed,
    PlanRevived,
    PlanStopped,
)
from domain.ideas.course import IDEA_EVENTS
from domain.ids import IdeaId, PlanId
from domain.kernel import Event, Selector, select
from domain.plans.course import HALTS
from domain.record import Recorded
from projections.base import Entry, Projection

KnownOrigin = Literal[Origin, "unknown"]
ORIGINS_SHOWN: Final[tuple[KnownOrigin, ...]] = ("resident", "with_help", "professional", "unknown")
"""In the order in which they are shown; unknown is that of plans from before it was recorded."""
COUNTED: Final = (
    "ideas",
    "plans",
    "adopted",
    "completed",
    "paused",
    "stopped",
    "evaluated",
    "again_yes",
    "again_differently",
    "again_no",
    "hours_carried",
)


class OfOrigin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many there are now; an idea that was withdrawn is none. A plan that was evaluated more
    than once counts with what was said last; ``hours_carried`` are whole hours.

    ``part`` names what only one idea or plan adds to the numbers of its origin.
    """

    origin: KnownOrigin
    part: str | None = None
    ideas: int = 0
    plans: int = 0
    adopted: int = 0
    completed: int = 0
    paused: int = 0
    stopped: int = 0
    evaluated: int = 0
    again_yes: int = 0
    again_differently: int = 0
    again_no: int = 0
    hours_carried: int = 0


class Origins:
    NAME = "origins"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        *IDEA_EVENTS,
        PlanProposed,
        PlanAdopted,
        PlanAdoptedInVote,
        PlanAdoptionLapsed,
        PlanAdoptionInVoteLapsed,
        PlanPaused,
        PlanStopped,
        PlanCompleted,
        PlanRevived,
        PlanEvaluated,
    )
    DOCUMENT = OfOrigin

    def touches(self, event: Event) -> Iterable[str]:
        """Its own part, and whichever origin that turns out to have."""
        return (_part(event), *ORIGINS_SHOWN)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        if document_id.startswith("idea:"):
            return [select(*IDEA_EVENTS, tags=[document_id])]
        tags = [] if document_id in ORIGINS_SHOWN else [document_id]
        return [select(*self.FOLLOWS, tags=tags)]

    def apply(self, documents: MutableMapping[str, OfOrigin], recorded: Recorded) -> None:
        part = _part(recorded.event)
        before = documents.get(part)
        after = _after(before, recorded.event)
        documents[part] = after
        if before is not None:
            _add(documents, before, -1)
        _add(documents, after, +1)

    def index(self, document: OfOrigin) -> Iterable[Entry]:
        """List "origins", of all four at most."""
        if document.part is None:
            yield Entry("origins", "", str(ORIGINS_SHOWN.index(document.origin)))


def _part(event: Event) -> str:
    part: IdeaId | PlanId = event.idea if isinstance(event, IDEA_EVENTS) else event.plan  # type: ignore[attr-defined]
    return part


def _after(before: OfOrigin | None, event: Event) -> OfOrigin:
    """What this idea or plan adds from now on."""
    match event:
        case IdeaOffered(idea=idea, origin=origin):
            return OfOrigin(origin=origin, part=idea, ideas=1)
        case PlanProposed(plan=plan, origin=origin):
            return OfOrigin(origin=origin or "unknown", part=plan, plans=1)
    assert before is not None
    match event:
        case IdeaHelpNoted():
            helped: KnownOrigin = "with_help" if before.origin == "resident" else before.origin
            return msgspec.structs.replace(before, origin=helped)
        case IdeaWithdrawn():
            return msgspec.structs.replace(before, ideas=0)
        case PlanAdopted() | PlanAdoptedInVote():
            return msgspec.structs.replace(before, adopted=1)
        case PlanAdoptionLapsed() | PlanAdoptionInVoteLapsed():
            return msgspec.structs.replace(before, adopted=0)
        case PlanEvaluated():
            return _evaluated(before, event)
    halts = {halt: int(halt == HALTS.get(type(event))) for halt in HALTS.values()}
    return msgspec.structs.replace(before, **halts)


def _evaluated(before: OfOrigin, event: PlanEvaluated) -> OfOrigin:
    hours = event.hours_carried
    return msgspec.structs.replace(
        before,
        evaluated=1,
        again_yes=int(event.again == "yes"),
        again_differently=int(event.again == "differently"),
        again_no=int(event.again == "no"),
        hours_carried=before.hours_carried if hours is None else hours,
    )


def _add(documents: MutableMapping[str, OfOrigin], part: OfOrigin, sign: Literal[1, -1]) -> None:
    whole = documents.get(part.origin, OfOrigin(origin=part.origin))
    sums = {name: getattr(whole, name) + sign * getattr(part, name) for name in COUNTED}
    documents[part.origin] = msgspec.structs.replace(whole, **sums)


ORIGINS: Projection[OfOrigin] = Origins()
