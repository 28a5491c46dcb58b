"""Masterclasses and exchange visits, and the lessons that they were about."""

from collections.abc import Iterable, MutableMapping, Sequence

import msgspec

from domain.events.skills import ExchangeVisitHeld, MasterclassHeld
from domain.ids import LessonId, MasterclassId, OrganisationId, PlanId, VisitId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first


class Gathering(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Either a masterclass, which has a subject, or an exchange visit, which went somewhere."""

    held_on: str
    people: int
    lessons: tuple[LessonId, ...]
    position: int
    masterclass: MasterclassId | None = None
    subject: str | None = None
    visit: VisitId | None = None
    place: str | None = None
    organisation: OrganisationId | None = None
    plan: PlanId | None = None
    skills: tuple[str, ...] | None = None


class Gatherings:
    NAME = "gatherings"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (MasterclassHeld, ExchangeVisitHeld)
    DOCUMENT = Gathering

    def touches(self, event: Event) -> Iterable[str]:
        if isinstance(event, MasterclassHeld):
            return (event.masterclass,)
        assert isinstance(event, ExchangeVisitHeld)
        return (event.visit,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Gathering], recorded: Recorded) -> None:
        (name,) = self.touches(recorded.event)
        known = msgspec.structs.asdict(recorded.event)
        documents[name] = Gathering(position=recorded.position, **known)

    def index(self, document: Gathering) -> Iterable[Entry]:
        """Lists "masterclasses" and "exchange_visits", the latest first; filter: a lesson."""
        held = "exchange_visits" if document.masterclass is None else "masterclasses"
        place = f"{_backwards(document.held_on)} {newest_first(document.position)}"
        return [Entry(held, each, place) for each in ("", *document.lessons)]


def _backwards(day: str) -> str:
    """A later day comes first."""
    return str(99_999_999 - int(day.replace("-", "")))


GATHERINGS: Projection[Gathering] = Gatherings()
