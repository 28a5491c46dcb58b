"""The steps of plans: one document per milestone."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.milestones import MilestoneMissed, MilestonePlanned, MilestoneReached
from domain.ids import MilestoneId, PlanId
from domain.kernel import Event, Selector, select
from domain.milestones.on_one_milestone import Reach
from domain.record import Recorded
from projections.base import Entry, Projection


class Milestone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``missed`` is how often it was missed, and ``reason`` why it was the last time."""

    milestone: MilestoneId
    plan: PlanId
    title: str
    due_on: str
    state: Reach
    planned_at: datetime
    position: int
    first_due_on: str | None = None
    """Where it was planned anew."""
    reached_on: str | None = None
    missed: int = 0
    reason: str | None = None


class Milestones:
    NAME = "milestones"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (MilestonePlanned, MilestoneReached, MilestoneMissed)
    DOCUMENT = Milestone

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, MilestonePlanned | MilestoneReached | MilestoneMissed)
        return (event.milestone,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Milestone], recorded: Recorded) -> None:
        match recorded.event:
            case MilestonePlanned(milestone=milestone) as event if milestone not in documents:
                documents[milestone] = Milestone(
                    **msgspec.structs.asdict(event),
                    state="planned",
                    planned_at=recorded.time,
                    position=recorded.position,
                )
            case MilestonePlanned(milestone=milestone, due_on=day):
                known = documents[milestone]
                first = known.first_due_on or known.due_on
                documents[milestone] = msgspec.structs.replace(
                    known, state="planned", due_on=day, first_due_on=first
                )
            case MilestoneReached(milestone=milestone, reached_on=day):
                documents[milestone] = msgspec.structs.replace(
                    documents[milestone], state="reached", reached_on=day
                )
            case MilestoneMissed(milestone=milestone, reason=reason):
                known = documents[milestone]
                documents[milestone] = msgspec.structs.replace(
                    known, state="missed", missed=known.missed + 1, reason=reason
                )

    def index(self, document: Milestone) -> Iterable[Entry]:
        """List "milestones" of each plan by the day they are due, soonest first; filters: the
        plan, or ``<plan> <state>``."""
        filters = (document.plan, f"{document.plan} {document.state}")
        return [Entry("milestones", each, document.due_on) for each in filters]


MILESTONES: Projection[Milestone] = Milestones()
