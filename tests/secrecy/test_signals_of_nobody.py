"""Signals without a name: where their words and who noted them never stand."""

import json

from tests.api.conftest import Installation
from tests.api.wijkraad import Wijkraad, made
from tests.secrecy.test_nothing_shows_over_http import found_in, tables

WORDS = "The lift has been broken since the marmalade festival."


async def test_a_dump_shows_neither_the_words_nor_in_the_record_who_noted_them(
    wijkraad: Wijkraad, installation: Installation
):
    """What the dump of the table of commands shows is said in the documentation."""
    ada = await wijkraad.registers("Ada")
    body = {"words": WORDS, "channel": "doorbell", "week": "2026-W18"}
    key = {"Idempotency-Key": "marmalade-key"}
    signal = made(await wijkraad.post(ada, "/signals", body, **key))
    await wijkraad.get(ada, "/signals")
    dumped = await tables(installation.owner)
    assert found_in(dumped, WORDS.encode()) == []
    records = (await wijkraad.get(wijkraad.clerk, "/events", limit=500)).json()
    (noted,) = [each for each in records if each["subject"] == signal]
    assert "actor" not in noted
    assert ada not in json.dumps(noted)
    of_signal = await installation.owner.fetch(
        "SELECT tag FROM event_tag WHERE position = $1", wijkraad.position
    )
    tags = {tag for (tag,) in of_signal}
    assert signal in tags
    assert not {ada, f"actor:{ada}"} & tags
