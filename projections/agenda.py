"""The items of agendas: one document each, with who waits for the floor."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.bylaws.articles import DecisionKind
from domain.events.meetings import (
    FloorAsked,
    FloorGiven,
    ItemClosed,
    ItemOpened,
    ItemPlaced,
    NoticeDefect,
)
from domain.ids import DecisionId, ItemId, MeetingId, SeatId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first

State = Literal["placed", "open", "closed"]


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``queue`` are the seats that asked for the floor and have not had it, in their order: no
    more than the organ has seats. ``speaks`` has it."""

    item: ItemId
    meeting: MeetingId
    title: str
    notified_at: datetime
    position: int
    state: State
    kind: DecisionKind | None = None
    decision: DecisionId | None = None
    """The draft, or the decision, that is called with it."""
    carried_from: ItemId | None = None
    defect: NoticeDefect | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    queue: tuple[SeatId, ...] = ()
    speaks: SeatId | None = None


class Agenda:
    NAME = "agenda"
    VERSION = 2
    FOLLOWS: tuple[type[Event], ...] = (ItemPlaced, ItemOpened, ItemClosed, FloorAsked, FloorGiven)
    DOCUMENT = Item

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, ItemPlaced | ItemOpened | ItemClosed | FloorAsked | FloorGiven)
        return (event.item,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Item], recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, ItemPlaced):
            documents[event.item] = _placed(event, recorded)
            return
        for item in self.touches(event):
            documents[item] = _after(documents[item], event)

    def index(self, document: Item) -> Iterable[Entry]:
        """List "agenda" of each meeting, in the order of placing; filter: the meeting."""
        yield Entry("agenda", document.meeting, oldest_first(document.position))


def _placed(event: ItemPlaced, recorded: Recorded) -> Item:
    return Item(
        item=event.item,
        meeting=event.meeting,
        title=event.title,
        notified_at=event.notified_at,
        position=recorded.position,
        state="placed",
        kind=event.kind,
        decision=event.decision,
        carried_from=event.carried_from,
        defect=event.defect,
    )


def _after(document: Item, event: Event) -> Item:
    match event:
        case ItemOpened(opened_at=moment):
            return msgspec.structs.replace(
                document, state="open", opened_at=moment, closed_at=None, queue=(), speaks=None
            )
        case ItemClosed(closed_at=moment):
            return msgspec.structs.replace(
                document, state="closed", closed_at=moment, queue=(), speaks=None
            )
        case FloorAsked(seat=seat):
            return msgspec.structs.replace(document, queue=(*document.queue, seat))
        case FloorGiven(seat=seat):
            left = tuple(each for each in document.queue if each != seat)
            return msgspec.structs.replace(document, queue=left, speaks=seat)
    return document


AGENDA: Projection[Item] = Agenda()
