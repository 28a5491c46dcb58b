"""What a minority wants to be read with a decision: one document for each statement."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.results import MinorityStatementAdded
from domain.ids import DecisionId, PersonId, SeatId, StatementId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


class MinorityStatement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    statement: StatementId
    decision: DecisionId
    seat: SeatId
    person: PersonId
    text: str
    added_at: datetime
    position: int


class MinorityStatements:
    NAME = "minority_statements"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (MinorityStatementAdded,)
    DOCUMENT = MinorityStatement

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, MinorityStatementAdded)
        return (event.statement,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, MinorityStatement], recorded: Recorded) -> None:
        event = recorded.event
        assert isinstance(event, MinorityStatementAdded)
        documents[event.statement] = MinorityStatement(
            statement=event.statement,
            decision=event.decision,
            seat=event.seat,
            person=event.person,
            text=event.text,
            added_at=recorded.time,
            position=recorded.position,
        )

    def index(self, document: MinorityStatement) -> Iterable[Entry]:
        """List "minority_statements", oldest first; filter: a decision."""
        sort = oldest_first(document.position)
        return [Entry("minority_statements", each, sort) for each in ("", document.decision)]


MINORITY_STATEMENTS: Projection[MinorityStatement] = MinorityStatements()
