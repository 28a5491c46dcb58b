"""Meetings: one document each. The texts of minutes stay in the record."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.meetings import (
    ItemClosed,
    ItemOpened,
    ItemPlaced,
    MeetingAdjourned,
    MeetingCalled,
    MeetingClosed,
    MeetingResumed,
    MinutesAdopted,
    MinutesCorrected,
    NoticeDefect,
)
from domain.ids import ItemId, MeetingId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first, soonest_first

State = Literal["called", "under_way", "adjourned", "closed"]


class Meeting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Under way once an item was opened. ``items`` and ``corrections`` are how many there are."""

    meeting: MeetingId
    organ: str
    sent_at: datetime
    begins_at: datetime
    position: int
    state: State
    items: int = 0
    corrections: int = 0
    place: str | None = None
    notice_days: int | None = None
    defect: NoticeDefect | None = None
    second_of: MeetingId | None = None
    open_item: ItemId | None = None
    continues_at: datetime | None = None
    closed_at: datetime | None = None
    minutes_adopted_at: datetime | None = None


class Meetings:
    NAME = "meetings"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        MeetingCalled,
        ItemPlaced,
        ItemOpened,
        ItemClosed,
        MeetingAdjourned,
        MeetingResumed,
        MeetingClosed,
        MinutesAdopted,
        MinutesCorrected,
    )
    DOCUMENT = Meeting

    def touches(self, event: Event) -> Iterable[str]:
        meeting: MeetingId = event.meeting  # type: ignore[attr-defined]
        return (meeting,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Meeting], recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, MeetingCalled):
            documents[event.meeting] = _called(event, recorded)
            return
        for meeting in self.touches(event):
            documents[meeting] = _after(documents[meeting], event)

    def index(self, document: Meeting) -> Iterable[Entry]:
        """List "meetings", newest first; filters ``state:…`` and ``organ:…``.

        List "coming": those not closed, by when they begin, soonest first.
        """
        filters = ("", f"state:{document.state}", f"organ:{document.organ}")
        yield from (Entry("meetings", each, newest_first(document.position)) for each in filters)
        if document.state != "closed":
            yield Entry("coming", "", soonest_first(document.begins_at))


def _called(event: MeetingCalled, recorded: Recorded) -> Meeting:
    return Meeting(
        meeting=event.meeting,
        organ=event.organ,
        sent_at=event.sent_at,
        begins_at=event.begins_at,
        position=recorded.position,
        state="called",
        place=event.place,
        notice_days=event.notice_days,
        defect=event.defect,
        second_of=event.second_of,
    )


def _after(document: Meeting, event: Event) -> Meeting:
    match event:
        case ItemPlaced():
            return msgspec.structs.replace(document, items=document.items + 1)
        case ItemOpened(item=item):
            return msgspec.structs.replace(document, state="under_way", open_item=item)
        case ItemClosed():
            return msgspec.structs.replace(document, open_item=None)
        case MinutesAdopted(adopted_at=moment):
            return msgspec.structs.replace(document, minutes_adopted_at=moment)
        case MinutesCorrected():
            return msgspec.structs.replace(document, corrections=document.corrections + 1)
    return _after_a_turn(document, event)


def _after_a_turn(document: Meeting, event: Event) -> Meeting:
    match event:
        case MeetingAdjourned(continues_at=moment):
            return msgspec.structs.replace(document, state="adjourned", continues_at=moment)
        case MeetingResumed():
            return msgspec.structs.replace(document, state="under_way", continues_at=None)
        case MeetingClosed(closed_at=moment):
            return msgspec.structs.replace(
                document, state="closed", closed_at=moment, open_item=None, continues_at=None
            )
    return document


MEETINGS: Projection[Meeting] = Meetings()
