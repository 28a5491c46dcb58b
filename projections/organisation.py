"""The organisation itself: one document, under its own identifier."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.bylaws.bylaws import LegalForm
from domain.events.organisations import OrganisationDescribed, OrganisationFounded
from domain.ids import OrganisationId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection


class Organisation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    organisation: OrganisationId
    name: str
    founded_at: datetime
    legal_form: LegalForm | None = None
    federation: str | None = None
    neighbourhoods: tuple[str, ...] | None = None
    financial_year_from: int | None = None


class Organisations:
    NAME = "organisation"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (OrganisationFounded, OrganisationDescribed)
    DOCUMENT = Organisation

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, OrganisationFounded | OrganisationDescribed)
        return (event.organisation,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Organisation], recorded: Recorded) -> None:
        match recorded.event:
            case OrganisationFounded(organisation=name) as event:
                documents[name] = Organisation(
                    organisation=name, name=event.name, founded_at=recorded.time
                )
            case OrganisationDescribed(organisation=name) as event:
                documents[name] = msgspec.structs.replace(
                    documents[name],
                    legal_form=event.legal_form,
                    federation=event.federation,
                    neighbourhoods=event.neighbourhoods,
                    financial_year_from=event.financial_year_from,
                )

    def index(self, document: Organisation) -> Iterable[Entry]:
        return ()


ORGANISATION: Projection[Organisation] = Organisations()
