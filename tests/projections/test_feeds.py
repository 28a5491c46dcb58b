"""What every read model promises, of every history: so that one document can be replayed."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Selector
from domain.record import Recorded, tags
from projections.base import Projection
from projections.catalogue import PROJECTIONS
from projections.replay import replay
from tests.projections.histories import ACTS, Acts, tell

HISTORIES = st.builds(
    lambda acts, until: tell(acts, until=until).history,
    ACTS,
    st.sampled_from(("open", "closed", "declared")),
)

EVERY = pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda each: each.NAME)

each_history = settings(max_examples=60, deadline=None, derandomize=True)


def found_by(selectors: Sequence[Selector], history: Iterable[Recorded]) -> list[Recorded]:
    return [
        recorded
        for recorded in history
        if any(
            recorded.event.NAME in selector.types
            and set(selector.tags) <= set(tags(recorded.event, recorded.actor))
            for selector in selectors
        )
    ]


@EVERY
@each_history
@given(history=HISTORIES)
def test_a_document_replayed_from_its_feeds_is_the_one_of_the_whole_history(
    projection: Projection[Any], history: list[Recorded]
):
    for name, document in replay(projection, history).items():
        fed = found_by(projection.feeds(name), history)
        assert replay(projection, fed)[name] == document


@EVERY
@each_history
@given(history=HISTORIES)
def test_with_no_other_documents_at_hand_than_those_it_touches_an_event_does_the_same(
    projection: Projection[Any], history: list[Recorded]
):
    kept: dict[str, Any] = {}
    for recorded in history:
        if isinstance(recorded.event, projection.FOLLOWS):
            touched = projection.touches(recorded.event)
            loaded = {name: kept[name] for name in touched if name in kept}
            projection.apply(loaded, recorded)
            assert {name for name in loaded if name in kept} <= set(touched)
            kept.update(loaded)
    assert kept == replay(projection, history)


@EVERY
@each_history
@given(history=HISTORIES)
def test_what_touches_a_document_is_found_by_its_feeds(
    projection: Projection[Any], history: list[Recorded]
):
    for recorded in history:
        if isinstance(recorded.event, projection.FOLLOWS):
            for name in projection.touches(recorded.event):
                assert found_by(projection.feeds(name), [recorded]) == [recorded]


@EVERY
@each_history
@given(history=HISTORIES)
def test_every_document_survives_being_written_down(
    projection: Projection[Any], history: list[Recorded]
):
    for document in replay(projection, history).values():
        written = msgspec.json.encode(document)
        assert msgspec.json.decode(written, type=projection.DOCUMENT) == document


def test_the_names_of_read_models_differ():
    assert len({projection.NAME for projection in PROJECTIONS}) == len(PROJECTIONS)


def test_these_histories_reach_every_read_model():
    everything: Acts = [("vote", 0, 0), ("approve", 1, 1), ("other", 2, 2), ("leave", 0, 0)]
    everything += [("meeting", 0, 2), ("duty", 0, 2), ("talk", 0, 2)]
    everything += [("proxy", 0, 1), ("call", 1, 1), ("plan", 1, 2)]
    everything += [("presence", 0, 2)]
    everything += [("after", 0, what) for what in range(3)]
    everything += [("do", which, 2) for which in range(4)]
    everything += [("learn", 0, 2), ("share", 0, 2), ("skill", 0, 2)]
    everything += [("day", 0, what) for what in range(3)]
    history = tell(everything, until="declared").history
    assert all(replay(projection, history) for projection in PROJECTIONS)
