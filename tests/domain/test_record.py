import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.catalogue import EVENTS
from domain.errors import RecordTooLarge
from domain.events.ballots import BallotCast
from domain.events.organisations import OrganisationFounded
from domain.events.persons import PersonRegistered
from domain.events.plans import PlanProposed
from domain.events.seats import SeatFilled
from domain.kernel import Event, Sealed
from domain.record import LARGEST_INTEGER, LARGEST_RECORD, canonical, decode, encode, moment, tags
from tests.domain.examples import EXAMPLES
from tests.residents import (
    ADA,
    CLERK,
    DE_PIJP,
    EAST,
    GARDEN,
    NEXT_YEAR,
    NOON,
    QUESTION,
    numbered,
)

GOLDEN = Path(__file__).parent / "golden"
EVENT, CAUSE = numbered("event", 1), numbered("event", 2)


def recorded(event: Event, **more: Any) -> bytes:
    given = {"organisation": DE_PIJP, "event_id": EVENT, "at": NOON, "actor": CLERK}
    return encode(event, **{**given, **more})


def encoded_otherwise(record: bytes) -> bytes:
    """By the encoder of the standard library, from what the record says."""
    return json.dumps(
        json.loads(record), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def plan(text: str) -> PlanProposed:
    return PlanProposed(plan=GARDEN, title="A garden", text=text, theme="energy")


every_event = pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: event.NAME)


def test_every_type_of_event_has_a_golden_record():
    assert sorted(event.NAME for event in EXAMPLES) == sorted(EVENTS)
    assert sorted(path.stem for path in GOLDEN.iterdir()) == sorted(EVENTS)


@every_event
def test_the_golden_example_leaves_no_field_out(event: Event):
    assert all(getattr(event, field) is not None for field in event.__struct_fields__)


@every_event
def test_an_event_is_recorded_as_exactly_these_bytes(event: Event):
    golden = (GOLDEN / f"{event.NAME}.json").read_bytes()
    assert recorded(event, causation=CAUSE) == golden


@every_event
def test_a_golden_record_is_read_as_the_event_that_it_was(event: Event):
    read = decode(7, (GOLDEN / f"{event.NAME}.json").read_bytes())
    assert read == (7, EVENT, NOON, CLERK, CAUSE, event)


@every_event
def test_a_second_encoder_gives_the_same_bytes(event: Event):
    record = recorded(event, causation=CAUSE)
    assert encoded_otherwise(record) == record


def test_a_record_has_these_members_and_no_others():
    assert sorted(json.loads(recorded(plan("Beans"), causation=CAUSE))) == [
        "actor",
        "causation",
        "data",
        "datacontenttype",
        "id",
        "source",
        "specversion",
        "subject",
        "time",
        "type",
    ]


def test_absent_fields_are_left_out():
    event = PersonRegistered(person=ADA, standing="resident", name=Sealed(sealed="5e" * 32))
    record = json.loads(recorded(event, actor=None))
    assert sorted(record["data"]) == ["name", "person", "standing"]
    assert "actor" not in record
    assert "causation" not in record


@settings(max_examples=100, derandomize=True, database=None, deadline=None)
@given(some.text())
def test_any_text_is_recorded_canonically_and_read_back(text: str):
    record = recorded(plan(text))
    assert encoded_otherwise(record) == record
    assert decode(1, record).event == plan(text)


@settings(max_examples=100, derandomize=True, database=None, deadline=None)
@given(
    some.recursive(
        some.booleans()
        | some.text()
        | some.integers(min_value=-LARGEST_INTEGER, max_value=LARGEST_INTEGER),
        lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
        max_leaves=12,
    )
)
def test_whatever_is_canonical_is_so_for_a_second_encoder_too(value: Any):
    written = canonical(value)
    assert json.loads(written) == value
    assert encoded_otherwise(written) == written


@pytest.mark.parametrize("value", [1.0, 0.5, float("nan"), None])
def test_floats_and_nulls_are_no_part_of_a_record(value: object):
    with pytest.raises(ValueError, match="cannot be recorded"):
        canonical([value])


@pytest.mark.parametrize("value", [2**53, -(2**53), 2**64])
def test_an_integer_that_not_every_reader_keeps_exact_is_refused(value: int):
    with pytest.raises(ValueError, match="cannot be recorded"):
        canonical({"cents": value})
    assert canonical([LARGEST_INTEGER, -LARGEST_INTEGER]) == b"[9007199254740991,-9007199254740991]"


def test_text_that_is_no_unicode_is_refused():
    with pytest.raises(ValueError, match="surrogates"):
        canonical("\ud800")


def test_a_time_without_a_zone_is_refused():
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="without a zone"):
        recorded(plan("Beans"), at=naive)
    with pytest.raises(ValueError, match="without a zone"):
        recorded(SeatFilled(seat=EAST, organ="board", holder=ADA, term_from=NOON, term_until=naive))


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (NOON, "2026-05-04T12:00:00.000000Z"),
        (NOON + timedelta(microseconds=1), "2026-05-04T12:00:00.000001Z"),
        (NOON.astimezone(timezone(timedelta(hours=2))), "2026-05-04T12:00:00.000000Z"),
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00.000000Z"),
    ],
)
def test_a_time_is_utc_with_six_decimals(at: datetime, written: str):
    assert moment(at) == written
    assert datetime.fromisoformat(written) == at


def test_a_time_inside_an_event_is_written_like_any_other():
    zone = timezone(timedelta(hours=2))
    event = SeatFilled(
        seat=EAST,
        organ="board",
        holder=ADA,
        term_from=NOON.astimezone(zone),
        term_until=NEXT_YEAR.astimezone(zone),
    )
    assert json.loads(recorded(event))["data"]["term_from"] == "2026-05-04T12:00:00.000000Z"


@every_event
def test_tags_follow_from_the_record_alone(event: Event):
    """Worked out here from the bytes, as an auditor would."""
    record = json.loads(recorded(event))
    data = record["data"]
    found = {f"actor:{record['actor']}"}
    for field in EVENTS[record["type"]].TAGGED_BY:
        several = data.get(field, [])
        for value in map(str, several if isinstance(several, list) else [several]):
            found.add(value if ":" in value else f"{field}:{value}")
    assert tags(event, CLERK) == tuple(sorted(found))


@every_event
def test_the_subject_is_the_first_identifier(event: Event):
    record = json.loads(recorded(event))
    assert record["subject"] == record["data"][event.TAGGED_BY[0]]


def test_the_subject_of_what_is_about_either_is_the_one_that_is_there():
    cast = BallotCast(ballot=numbered("ballot", 1), choice=Sealed(sealed="5e" * 32), seat=EAST)
    assert tags(cast, None) == (numbered("ballot", 1), EAST)
    closed = EVENTS["voting.closed"](decision=QUESTION)
    assert json.loads(recorded(closed))["subject"] == QUESTION


def test_a_record_is_at_most_65535_bytes():
    room = LARGEST_RECORD - len(recorded(plan("")))
    assert len(recorded(plan("x" * room))) == LARGEST_RECORD
    with pytest.raises(RecordTooLarge) as refused:
        recorded(plan("x" * (room + 1)))
    assert refused.value.facts == {"type": "plan.proposed", "bytes": LARGEST_RECORD + 1}


def test_what_is_not_ascii_counts_in_bytes():
    with pytest.raises(RecordTooLarge):
        recorded(plan("€" * (LARGEST_RECORD // 3)))


def test_a_type_that_this_version_does_not_know_is_no_event():
    record = recorded(plan("Beans")).replace(b"plan.proposed", b"plan.composted")
    with pytest.raises(KeyError):
        decode(1, record)


def test_a_field_that_this_version_does_not_know_is_never_skipped():
    event = OrganisationFounded(organisation=DE_PIJP, name="Wijkraad")
    record = recorded(event).replace(b'"name":', b'"nickname":"W","name":')
    with pytest.raises(msgspec.ValidationError):
        decode(1, record)
