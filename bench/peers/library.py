"""The recorder of the event-sourcing library that keeps tags in a table of PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
from eventsourcing.postgres import PostgresDatastore

from bench.peers.asked import Question, Stored
from bench.stage import Stage

AT_ONCE = 1_000


class Library:
    def __init__(self, recorder: PostgresDCBRecorderTT) -> None:
        self.recorder = recorder

    def fill(self, events: Sequence[Stored]) -> None:
        for start in range(0, len(events), AT_ONCE):
            self.recorder.append([_event(each) for each in events[start : start + AT_ONCE]])

    def ask(self, question: Question) -> None:
        query = DCBQuery([DCBQueryItem(list(s.types), list(s.tags)) for s in question.boundary])
        read = self.recorder.read(query)
        for _ in read:
            pass
        self.recorder.append([_event(question.event)], DCBAppendCondition(query, read.head))


def _event(stored: Stored) -> DCBEvent:
    return DCBEvent(stored.type, stored.record, list(stored.tags))


@contextmanager
def library(stage: Stage, database: str, callers: int) -> Iterator[Library]:
    """In an empty database of the same server."""
    with PostgresDatastore(
        dbname=database,
        host=stage.host,
        port=str(stage.port),
        user=stage.superuser,
        password="",
        pool_size=callers,
    ) as datastore:
        recorder = PostgresDCBRecorderTT(datastore)
        recorder.create_table()
        yield Library(recorder)
