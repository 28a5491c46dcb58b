"""Proxies: one document each. Whether one is in force, the seats tell, and what is voted on."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.proxies import ProxyGranted, ProxyRevoked
from domain.ids import DecisionId, MeetingId, PersonId, ProxyId, SeatId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first

State = Literal["granted", "revoked"]


class Proxy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``giver`` lets ``holder`` vote for ``seat``, each as long as they hold their own."""

    proxy: ProxyId
    organ: str
    seat: SeatId
    giver: PersonId
    to: SeatId
    holder: PersonId
    valid_from: datetime
    position: int
    state: State
    valid_until: datetime | None = None
    decision: DecisionId | None = None
    meeting: MeetingId | None = None
    on_paper: bool | None = None
    revoked_at: datetime | None = None


class Proxies:
    NAME = "proxies"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (ProxyGranted, ProxyRevoked)
    DOCUMENT = Proxy

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, ProxyGranted | ProxyRevoked)
        return (event.proxy,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Proxy], recorded: Recorded) -> None:
        match recorded.event:
            case ProxyGranted(proxy=proxy) as event:
                documents[proxy] = Proxy(
                    **msgspec.structs.asdict(event), position=recorded.position, state="granted"
                )
            case ProxyRevoked(proxy=proxy):
                documents[proxy] = msgspec.structs.replace(
                    documents[proxy], state="revoked", revoked_at=recorded.time
                )

    def index(self, document: Proxy) -> Iterable[Entry]:
        """List "proxies", newest first; filters ``organ:…``, ``state:…``, and either seat."""
        filters = ("", f"organ:{document.organ}", f"state:{document.state}")
        for each in (*filters, document.seat, document.to):
            yield Entry("proxies", each, newest_first(document.position))


PROXIES: Projection[Proxy] = Proxies()
