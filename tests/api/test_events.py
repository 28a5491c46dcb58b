"""The feed: the bytes that were recorded, in order, from any position on."""

from typing import Any

import msgspec
import pytest
from cloudevents.core.formats.json import JSONFormat

from api.cursors import ranges
from tests.api.conftest import Installation
from tests.api.wijkraad import STRANGER, Wijkraad, refused


async def stored(installation: Installation, organisation: str) -> list[bytes]:
    rows = await installation.owner.fetch(
        "SELECT record FROM event WHERE organisation = $1 ORDER BY position",
        organisation.removeprefix("organisation:"),
    )
    return [row["record"] for row in rows]


async def read(wijkraad: Wijkraad, **query: Any) -> Any:
    return await wijkraad.send("GET", wijkraad.clerk, f"{wijkraad.here}/events", query=query)


def following(answer: Any) -> str:
    link, _, relation = answer.headers["Link"].partition(">; ")
    assert relation == 'rel="next"'
    return link.removeprefix("<")


async def test_a_batch_is_the_stored_bytes(wijkraad: Wijkraad, installation: Installation):
    await wijkraad.seats("Ada")
    answer = await read(wijkraad)
    records = await stored(installation, wijkraad.organisation)
    assert answer.content == b"[" + b",".join(records) + b"]"
    assert answer.headers["Content-Type"] == "application/cloudevents-batch+json"
    assert answer.headers["Zetel-Positions"] == f"1-{len(records)}"


async def test_a_batch_holds_cloud_events(wijkraad: Wijkraad):
    for event in msgspec.json.decode((await read(wijkraad)).content, type=list[msgspec.Raw]):
        read_back = JSONFormat().read(None, bytes(event))
        assert read_back.get_source() == f"/organisations/{wijkraad.organisation}"


async def test_pages_end_where_the_next_begins(wijkraad: Wijkraad, installation: Installation):
    await wijkraad.seats("Ada")
    answer = await read(wijkraad, limit=2)
    read_so_far = answer.json()
    assert answer.headers["Zetel-Positions"] == "1-2"
    while answer.json():
        answer = await wijkraad.send("GET", wijkraad.clerk, following(answer))
        read_so_far += answer.json()
    records = await stored(installation, wijkraad.organisation)
    assert read_so_far == [msgspec.json.decode(record) for record in records]


async def test_an_empty_page_has_a_cursor_that_goes_on(wijkraad: Wijkraad):
    first = await read(wijkraad)
    empty = await wijkraad.send("GET", wijkraad.clerk, following(first))
    assert (empty.content, empty.headers["Zetel-Positions"]) == (b"[]", "")
    assert empty.headers["Zetel-Cursor"] == first.headers["Zetel-Cursor"]
    await wijkraad.registers("Ada")
    (event,) = (await wijkraad.send("GET", wijkraad.clerk, following(empty))).json()
    assert event["type"] == "person.registered"


async def test_a_filtered_batch_tells_its_gaps_and_keeps_its_filter(wijkraad: Wijkraad):
    await wijkraad.seats("Ada")
    await wijkraad.registers("Bram")
    answer = await read(wijkraad, types="person.registered,seat.established", limit=3)
    assert [event["type"] for event in answer.json()] == [
        "person.registered",
        "person.registered",
        "seat.established",
    ]
    assert answer.headers["Zetel-Positions"] == "2,4-5"
    (last,) = (await wijkraad.send("GET", wijkraad.clerk, following(answer))).json()
    assert last["type"] == "person.registered"


async def test_a_filtered_page_that_is_not_full_goes_on_at_the_head(wijkraad: Wijkraad):
    answer = await read(wijkraad, types="organisation.founded")
    assert answer.headers["Zetel-Cursor"].rpartition(":")[2] == "3"


async def test_every_member_reads_and_nobody_else(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    assert len((await wijkraad.get(ada, "/events")).json()) == 4
    refused(await wijkraad.get(STRANGER, "/events"), 404, "organisation.not_found")


@pytest.mark.parametrize(
    "cursor", ["x", "1", ":1", "{epoch}", "{epoch}:", "{epoch}:-1", "{epoch}:x"]
)
async def test_a_cursor_that_was_not_given_out_is_refused(wijkraad: Wijkraad, cursor: str):
    epoch = (await read(wijkraad)).headers["Zetel-Cursor"].rpartition(":")[0]
    answer = await read(wijkraad, after=cursor.format(epoch=epoch))
    assert (answer.status_code, answer.json()["code"]) in (
        (400, "cursor.malformed"),
        (410, "cursor.other_epoch"),
    )


async def test_a_cursor_of_what_is_not_there_yet_is_refused(wijkraad: Wijkraad):
    epoch = (await read(wijkraad)).headers["Zetel-Cursor"].rpartition(":")[0]
    for position in ("4", "9" * 16, "9" * 17):
        answer = await read(wijkraad, after=f"{epoch}:{position}")
        refused(answer, 400, "cursor.malformed")


async def test_a_cursor_of_before_a_restore_is_refused(wijkraad: Wijkraad):
    epoch = "00000000-0000-4000-8000-000000000000"
    refused(await read(wijkraad, after=f"{epoch}:1"), 410, "cursor.other_epoch")


@pytest.mark.parametrize("types", ["", "x", "ballot.cast,", "ballot.cast, voting.closed"])
async def test_an_unknown_type_is_refused(wijkraad: Wijkraad, types: str):
    refused(await read(wijkraad, types=types), 400, "event_type.unknown")


@pytest.mark.parametrize(
    ("positions", "said"),
    [([], ""), ([1], "1"), ([1, 2], "1-2"), ([5, 6, 7, 9, 11, 12], "5-7,9,11-12")],
)
def test_positions_are_told_as_ranges(positions: list[int], said: str):
    assert ranges(positions) == said
