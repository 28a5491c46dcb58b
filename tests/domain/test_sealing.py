"""How values lie in the vault: smaller than they are, and as they were when they come out."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from adapters.vault import SealingKey
from domain.record import canonical
from domain.sealing import packed, unpacked

UUID = "0198a2a2-0000-7000-8000-000000000001"
anything = some.recursive(
    some.text() | some.uuids().map(str) | some.integers(0, 9),
    lambda each: some.lists(each, max_size=4) | some.dictionaries(some.text(), each, max_size=3),
)


@given(anything)
def test_what_comes_out_is_what_went_in(value: object):
    plain = canonical(value)
    assert unpacked(packed(plain)) == plain


@pytest.mark.parametrize(
    "text",
    [
        "",
        UUID,
        f"project:{UUID}",
        f"{UUID}{UUID}",
        f"ff{UUID}ff",
        UUID.upper(),
        "00000000-0000-0000-0000-000000000000",
        "01010101-0101-0101-0101-010101010101",
        "\x01 and then sixteen bytes or more",
        f"\x01{UUID}",
    ],
)
def test_no_text_is_taken_for_something_else(text: str):
    plain = canonical([text, text])
    assert unpacked(packed(plain)) == plain


def test_what_was_put_there_before_values_were_packed_is_read_as_it_is():
    plain = canonical([f"project:{UUID}"])
    assert unpacked(plain) == plain


def test_an_identifier_takes_seventeen_bytes():
    assert len(packed(UUID.encode())) == 17


def test_every_ballot_takes_the_room_of_the_largest():
    key, salt = SealingKey(bytes(32)), bytes(32)
    projects = [f"project:{uuid4()}" for _ in range(50)]
    room = len(packed(canonical(projects)))
    lengths = {
        len(key.encrypt(b"record", salt, canonical(projects[:number]), room))
        for number in range(51)
    }
    assert len(lengths) == 1
    assert lengths.pop() < 1_500
    opened = key.decrypt(b"record", key.encrypt(b"record", salt, canonical(projects[:3]), room))
    assert opened.value == canonical(projects[:3])
