"""The action list: one document per action that a meeting agreed."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.meetings import ActionAgreed, ActionCompleted
from domain.ids import ActionId, ItemId, MeetingId, PersonId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first

State = Literal["agreed", "completed"]


class Action(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    action: ActionId
    meeting: MeetingId
    text: str
    position: int
    state: State
    item: ItemId | None = None
    by: PersonId | None = None
    due_by: datetime | None = None
    completed_at: datetime | None = None


class Actions:
    NAME = "actions"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (ActionAgreed, ActionCompleted)
    DOCUMENT = Action

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, ActionAgreed | ActionCompleted)
        return (event.action,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Action], recorded: Recorded) -> None:
        match recorded.event:
            case ActionAgreed(action=action) as event:
                documents[action] = Action(
                    action=action,
                    meeting=event.meeting,
                    text=event.text,
                    position=recorded.position,
                    state="agreed",
                    item=event.item,
                    by=event.by,
                    due_by=event.due_by,
                )
            case ActionCompleted(action=action, completed_at=moment):
                documents[action] = msgspec.structs.replace(
                    documents[action], state="completed", completed_at=moment
                )

    def index(self, document: Action) -> Iterable[Entry]:
        """List "actions", oldest first; filters ``state:…``, a meeting, and who does it."""
        filters = ["", f"state:{document.state}", document.meeting]
        if document.by is not None:
            filters.append(document.by)
        return [Entry("actions", each, oldest_first(document.position)) for each in filters]


ACTIONS: Projection[Action] = Actions()
