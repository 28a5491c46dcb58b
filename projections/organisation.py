"""The organisation itself: one document, under its own identifier."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.organisations import OrganisationFounded
from domain.ids import OrganisationId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection


class Organisation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    organisation: OrganisationId
    name: str
    founded_at: datetime


class Organisations:
    NAME = "organisation"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (OrganisationFounded,)
    DOCUMENT = Organisation

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, OrganisationFounded)
        return (event.organisation,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Organisation], recorded: Recorded) -> None:
        event = recorded.event
        assert isinstance(event, OrganisationFounded)
        documents[event.organisation] = Organisation(
            organisation=event.organisation, name=event.name, founded_at=recorded.time
        )

    def index(self, document: Organisation) -> Iterable[Entry]:
        return ()


ORGANISATION: Projection[Organisation] = Organisations()
