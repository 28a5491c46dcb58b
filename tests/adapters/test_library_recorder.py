"""The event-sourcing library's own tests of a recorder, on our log in PostgreSQL."""

from collections.abc import Iterator

import pytest
from eventsourcing.dcb.tests import DCBRecorderTestCase

from tests.adapters.library_recorder import LibraryRecorder, library_recorder
from tests.conftest import Database


@pytest.fixture
def recorder(database: Database) -> Iterator[LibraryRecorder]:
    with library_recorder(database.addresses) as recorder:
        yield recorder


def test_it_appends_and_reads_as_the_library_expects(recorder: LibraryRecorder):
    DCBRecorderTestCase()._test_append_read(recorder, initial_position=1)


def test_it_is_subscribed_to_as_the_library_expects(recorder: LibraryRecorder):
    DCBRecorderTestCase()._test_append_subscribe(recorder, initial_position=1)
