"""The versions of the bylaws: one document each. The content stays in the record."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.bylaws.bylaws import Bylaws as Content
from domain.events.bylaws import (
    BylawsProposed,
    BylawsRecorded,
    BylawsVersionAdopted,
    BylawsVersionLapsed,
    DeedExecuted,
)
from domain.ids import BylawsId, DecisionId
from domain.kernel import Event, Selector, select
from domain.organisations.versions import BYLAWS_EVENTS, hash_of
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first

State = Literal["proposed", "waits_for_deed", "adopted", "lapsed"]


class BylawsVersion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``position`` is that of the record with the content, which ``sha256`` (hex) is of.

    Adopted is not in force: which version is in force depends on the moment that is asked of.
    """

    bylaws: BylawsId
    sha256: str
    position: int
    recorded_at: datetime
    state: State
    decision: DecisionId | None = None
    in_force_from: datetime | None = None
    lapsed_from: datetime | None = None
    notary: str | None = None


class BylawsVersions:
    NAME = "bylaws"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = BYLAWS_EVENTS
    DOCUMENT = BylawsVersion

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(
            event,
            BylawsRecorded
            | BylawsProposed
            | BylawsVersionAdopted
            | BylawsVersionLapsed
            | DeedExecuted,
        )
        return (event.bylaws,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, BylawsVersion], recorded: Recorded) -> None:
        match recorded.event:
            case BylawsRecorded(bylaws=name, content=content, in_force_from=moment):
                first = _version(name, content, recorded, "adopted")
                documents[name] = msgspec.structs.replace(first, in_force_from=moment)
            case BylawsProposed(bylaws=name, content=content):
                documents[name] = _version(name, content, recorded, "proposed")
            case BylawsVersionAdopted(bylaws=name, in_force_from=moment) as event:
                documents[name] = msgspec.structs.replace(
                    documents[name],
                    state="waits_for_deed" if moment is None else "adopted",
                    decision=event.decision,
                    in_force_from=moment,
                    lapsed_from=None,
                )
            case DeedExecuted(bylaws=name, executed_at=moment, notary=notary):
                documents[name] = msgspec.structs.replace(
                    documents[name], state="adopted", in_force_from=moment, notary=notary
                )
            case BylawsVersionLapsed(bylaws=name, lapsed_from=moment):
                documents[name] = msgspec.structs.replace(
                    documents[name], state="lapsed", lapsed_from=moment
                )

    def index(self, document: BylawsVersion) -> Iterable[Entry]:
        """List "bylaws", newest first; filter ``state:…``."""
        sort = newest_first(document.position)
        return [Entry("bylaws", each, sort) for each in ("", f"state:{document.state}")]


def _version(name: BylawsId, content: Content, recorded: Recorded, state: State) -> BylawsVersion:
    return BylawsVersion(
        bylaws=name,
        sha256=hash_of(content),
        position=recorded.position,
        recorded_at=recorded.time,
        state=state,
    )


BYLAWS: Projection[BylawsVersion] = BylawsVersions()
