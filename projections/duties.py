"""Duties: one document per duty that an act opened, or of the calendar that was done."""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.duties.calendar import YearsDuty
from domain.duties.naming import duty_id
from domain.events.duties import DutyDone, DutyOpened, OpenedDuty, YearlyDuty
from domain.events.plans import (
    PlanAdopted,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
    PlanAdoptionLapsed,
)
from domain.ids import DecisionId, DutyId, MeetingId, PlanId, VoteId
from domain.kernel import Event, Selector, select
from domain.plans.course import ADOPTIONS
from domain.plans.evaluation import KIND as EVALUATION
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first

State = Literal["open", "done", "lapsed"]
InTime = Literal["due", "late", "done"]


class Duty(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``year`` is there if it is one of the calendar; it appears here once it was done. To
    evaluate a plan lapses with the adoption, and comes again with it."""

    duty: DutyId
    kind: OpenedDuty | YearlyDuty
    position: int
    state: State
    organ: str | None = None
    decision: DecisionId | None = None
    due_by: datetime | None = None
    plan: PlanId | None = None
    vote: VoteId | None = None
    year: int | None = None
    done_at: datetime | None = None
    meeting: MeetingId | None = None


class DutySeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A duty of the year, and how it stands at the moment asked about."""

    duty: DutyId
    kind: YearlyDuty
    organ: str
    due_by: datetime
    state: InTime
    article: str | None = None
    done_at: datetime | None = None
    meeting: MeetingId | None = None


class Duties:
    NAME = "duties"
    VERSION = 3
    FOLLOWS: tuple[type[Event], ...] = (DutyOpened, DutyDone, *ADOPTIONS)
    DOCUMENT = Duty

    def touches(self, event: Event) -> Iterable[str]:
        if isinstance(event, PlanAdopted | PlanAdoptionLapsed):
            return (duty_id(EVALUATION, event.plan, event.decision),)
        if isinstance(event, PlanAdoptedInVote | PlanAdoptionInVoteLapsed):
            return (duty_id(EVALUATION, event.plan, event.vote),)
        assert isinstance(event, DutyOpened | DutyDone)
        return (event.duty,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        """Only the adoption itself, and its lapsing, know which evaluation they are about."""
        own = select(DutyOpened, DutyDone, tags=[document_id])
        return [own, select(*ADOPTIONS)]

    def apply(self, documents: MutableMapping[str, Duty], recorded: Recorded) -> None:
        match recorded.event:
            case DutyOpened(duty=duty) as event:
                documents[duty] = Duty(
                    duty=duty,
                    kind=event.kind,
                    position=recorded.position,
                    state="open",
                    organ=event.organ,
                    decision=event.decision,
                    due_by=event.due_by,
                    plan=event.plan,
                    vote=event.vote,
                )
            case DutyDone(duty=duty, kind=kind) as event if kind is not None:
                documents[duty] = Duty(
                    duty=duty,
                    kind=kind,
                    position=recorded.position,
                    state="done",
                    year=event.year,
                    done_at=event.done_at,
                    meeting=event.meeting,
                )
            case PlanAdopted() | PlanAdoptedInVote():
                self._turn(documents, recorded.event, "lapsed", "open")
            case PlanAdoptionLapsed() | PlanAdoptionInVoteLapsed():
                self._turn(documents, recorded.event, "open", "lapsed")
            case DutyDone(duty=duty) as event:
                documents[duty] = msgspec.structs.replace(
                    documents[duty], state="done", done_at=event.done_at, meeting=event.meeting
                )

    def _turn(
        self, documents: MutableMapping[str, Duty], event: Event, before: State, after: State
    ) -> None:
        (duty,) = self.touches(event)
        if duty in documents and documents[duty].state == before:
            documents[duty] = msgspec.structs.replace(documents[duty], state=after)

    def index(self, document: Duty) -> Iterable[Entry]:
        """List "duties", oldest first; filter ``state:…``."""
        filters = ("", f"state:{document.state}")
        return [Entry("duties", each, oldest_first(document.position)) for each in filters]


def calendar_seen(
    duties: Iterable[YearsDuty], documents: Mapping[str, Duty], moment: datetime
) -> tuple[DutySeen, ...]:
    """What is due, done and late at ``moment``, in the order of the calendar."""
    return tuple(_seen(each, documents.get(each.duty), moment) for each in duties)


def _seen(duty: YearsDuty, known: Duty | None, moment: datetime) -> DutySeen:
    state: InTime = "late" if moment >= duty.due_by else "due"
    return DutySeen(
        duty=duty.duty,
        kind=duty.kind,
        organ=duty.organ,
        due_by=duty.due_by,
        state=state if known is None else "done",
        article=duty.article,
        done_at=None if known is None else known.done_at,
        meeting=None if known is None else known.meeting,
    )


DUTIES: Projection[Duty] = Duties()
