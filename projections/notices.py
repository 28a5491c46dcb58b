"""Since when somebody knows of a decision: one document per decision and person."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.results import Notice as How
from domain.events.results import NoticeNoted
from domain.ids import DecisionId, PersonId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from domain.results.claim_period import claim_until
from projections.base import Entry, Projection
from projections.order import oldest_first


class Notice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    decision: DecisionId
    person: PersonId
    noticed_at: datetime
    how: How
    position: int


class NoticeSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``claim_until``: until then this person can ask a court to annul the decision (2:15(5))."""

    person: PersonId
    noticed_at: datetime
    how: How
    claim_until: datetime


class Notices:
    NAME = "notices"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (NoticeNoted,)
    DOCUMENT = Notice

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, NoticeNoted)
        return (notice_document(event.decision, event.person),)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        decision, person = document_id.split("/")
        return [select(*self.FOLLOWS, tags=[person, decision])]

    def apply(self, documents: MutableMapping[str, Notice], recorded: Recorded) -> None:
        event = recorded.event
        assert isinstance(event, NoticeNoted)
        documents[notice_document(event.decision, event.person)] = Notice(
            decision=event.decision,
            person=event.person,
            noticed_at=event.noticed_at,
            how=event.how,
            position=recorded.position,
        )

    def index(self, document: Notice) -> Iterable[Entry]:
        """List "notices", oldest first; filters: a decision, a person."""
        sort = oldest_first(document.position)
        return [Entry("notices", each, sort) for each in ("", document.decision, document.person)]


def notice_document(decision: str, person: str) -> str:
    return f"{decision}/{person}"


def notice_seen(notice: Notice, published_at: datetime | None) -> NoticeSeen:
    """Whichever day was first counts: that of the publication or their own."""
    until = claim_until(published_at, notice.noticed_at)
    assert until is not None
    return NoticeSeen(
        person=notice.person, noticed_at=notice.noticed_at, how=notice.how, claim_until=until
    )


NOTICES: Projection[Notice] = Notices()
