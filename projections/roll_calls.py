"""What seats answered as they were called: the last answer of each seat in each decision."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.ballots import RollCallAnswered
from domain.ids import DecisionId, PersonId, ProxyId, SeatId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``proxy`` is there if ``answered_by`` speaks for another seat than their own."""

    decision: DecisionId
    seat: SeatId
    choice: Literal["for", "against", "abstain"]
    answered_by: PersonId
    answered_at: datetime
    position: int
    proxy: ProxyId | None = None


class RollCalls:
    NAME = "roll_calls"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (RollCallAnswered,)
    DOCUMENT = Answer

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, RollCallAnswered)
        return (f"{event.decision}/{event.seat}",)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        decision, _, seat = document_id.partition("/")
        return [select(*self.FOLLOWS, tags=[seat, decision])]

    def apply(self, documents: MutableMapping[str, Answer], recorded: Recorded) -> None:
        event = recorded.event
        assert isinstance(event, RollCallAnswered)
        (name,) = self.touches(event)
        before = documents.get(name)
        documents[name] = Answer(
            **msgspec.structs.asdict(event),
            answered_at=recorded.time,
            position=recorded.position if before is None else before.position,
        )

    def index(self, document: Answer) -> Iterable[Entry]:
        """List "answers" of a decision, in the order in which the seats were first called."""
        return [Entry("answers", document.decision, oldest_first(document.position))]


ROLL_CALLS: Projection[Answer] = RollCalls()
