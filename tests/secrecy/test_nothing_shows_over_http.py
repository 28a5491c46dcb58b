"""A secret vote over HTTP and PostgreSQL: before the opening nobody reads a choice or a code.

Looked through are all bytes that anybody could get at: records, the stream, every view, the
timeline, every table of the database, every refusal, and all that was logged meanwhile.
"""

import asyncio
import base64
import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import asyncpg
import pytest

from domain.decisions.secrecy import SHOWN_ONCE, TRACKER
from projections.catalogue import PROJECTIONS
from projections.ports import Views
from tests.api.conftest import Installation
from tests.api.test_stream import served
from tests.api.wijkraad import Wijkraad, made, refused
from tests.secrecy.scenes import WITH_CODES

NAMES = ("Ada", "Bram", "Chandra", "Dewi")
PLACES = [{"text": place} for place in ("The square", "The yard", "The quay")]


class Evening(NamedTuple):
    wijkraad: Wijkraad
    installation: Installation
    decision: str
    options: list[str]
    seats: list[tuple[str, str]]

    @property
    def ballots(self) -> str:
        return f"/decisions/{self.decision}/ballots"

    def choice(self, number: int) -> list[Any]:
        """Nobody else ranks in this order, nor is it the order in which options are listed."""
        first, second, third = self.options
        return ([third, first], [[third, second]], [third], [second, third, first])[number]

    def needles(self, number: int) -> list[bytes]:
        """How a ranking of several is written down, whoever writes it."""
        flat = [[each] if isinstance(each, str) else each for each in self.choice(number)]
        ranked = [one for rank in flat for one in rank]
        if len(ranked) < 2:
            return []
        text = ",".join(f'"{each}"' for each in ranked)
        bare = text.replace('"', "")
        return [needle.encode() for needle in (text, bare, text.replace(",", ", "))]

    async def casts(self, number: int, **headers: str) -> dict[str, Any]:
        seat, holder = self.seats[number]
        body = {"seat": seat, "choice": self.choice(number)}
        answer = await self.wijkraad.post(holder, self.ballots, body, **headers)
        made(answer)
        said: dict[str, Any] = answer.json()
        return said


@pytest.fixture
async def evening(wijkraad: Wijkraad, installation: Installation) -> Evening:
    seats = [await wijkraad.seats(name) for name in NAMES]
    await wijkraad.has_bylaws(WITH_CODES)
    body = wijkraad.question(
        threshold=None,
        quorum=None,
        outside_meeting=True,
        method="schulze",
        secrecy="secret",
        options=PLACES,
    )
    decision = made(await wijkraad.post(wijkraad.clerk, "/decisions", _stated(body)))
    seen = (await wijkraad.get(wijkraad.clerk, f"/decisions/{decision}")).json()
    options = [each["option"] for each in seen["options"]]
    return Evening(wijkraad, installation, decision, options, seats)


def _stated(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value is not None}


async def tables(owner: asyncpg.Connection) -> dict[str, bytes]:
    """Every table, whole, as a dump would have it."""
    names = await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    found = {}
    for (name,) in names:
        written = io.BytesIO()
        await owner.copy_from_table(name, output=written)
        found[name] = written.getvalue()
    return found


async def seen_by_anybody(evening: Evening) -> dict[str, bytes]:
    """Records and views over HTTP, the stream over a socket, and the database."""
    wijkraad, ada = evening.wijkraad, evening.seats[0][1]
    here = f"/decisions/{evening.decision}"
    paths = ("/events", "/timeline", "/decisions", here, f"{here}/ballots", f"{here}/lines")
    found = {}
    for path in (*paths, f"{here}/replay", "/board", "/me"):
        limit = {"limit": 500} if path in ("/events", "/timeline") else {}
        answer = await wijkraad.get(ada, path, **limit)
        assert answer.status_code == 200, (path, answer.text)
        found[path] = answer.content + str(answer.headers).encode()
    async with served(evening.installation, wijkraad) as line, line.open(ada) as (answer, _):
        found["stream"] = await _so_far(answer)
    found.update(await tables(evening.installation.owner))
    return found


async def _so_far(answer: Any) -> bytes:
    text = ""
    try:
        async with asyncio.timeout(0.5):
            async for part in answer.aiter_text():
                text += part
    except TimeoutError:
        pass
    assert "event: ballot.cast" in text
    return text.encode()


def written(needle: bytes) -> Iterator[bytes]:
    """As text, as a dump writes bytes, and encoded for the wire."""
    yield needle
    yield needle.hex().encode()
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + needle).rstrip(b"=")
        yield encoded[4 if shift else 0 : -4]


def found_in(places: dict[str, bytes], needle: bytes) -> list[str]:
    forms = list(written(needle))
    return [name for name, text in places.items() if any(form in text for form in forms)]


async def test_before_the_opening_no_choice_and_no_code_is_anywhere(
    evening: Evening, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    wijkraad, refusals = evening.wijkraad, b""
    codes = [(await evening.casts(number))["tracker"] for number in range(3)]
    again = {"Idempotency-Key": "mine"}
    codes.append((await evening.casts(3, **again))["tracker"])
    refusals += str(await evening.casts(3, **again)).encode()
    refusals += await _refused(evening, evening.options[2:] * 2, "ballot.option_twice")
    refusals += await _refused(evening, evening.choice(0)[0], "ballot.other_form")
    refusals += await _refused(
        evening, [*evening.choice(0), f"option:{'0' * 8}"], "ballot.unknown_option"
    )
    seat, holder = evening.seats[3]
    other = {"seat": seat, "choice": evening.choice(0)}
    answer = await wijkraad.post(holder, evening.ballots, other, **again)
    refused(answer, 422, "idempotency_key.other_body")
    refusals += answer.content

    places = await seen_by_anybody(evening)
    wijkraad.clock.pass_by(days=1)
    refusals += await _refused(evening, evening.choice(0), "voting.closed")
    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{evening.decision}/close"))
    refusals += await _refused(evening, evening.choice(0), "voting.closed")
    closed = await seen_by_anybody(evening)

    assert len({*codes}) == 4
    logged = "\n".join(each.getMessage() for each in caplog.records).encode()
    everywhere = {**places, "refusals": refusals, "logged": logged}
    everywhere |= {f"{name}, closed": text for name, text in closed.items()}
    for number, code in enumerate(codes):
        assert found_in(everywhere, code.encode()) == []
        for needle in evening.needles(number):
            assert found_in(everywhere, needle) == []

    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{evening.decision}/result"))
    opened = await seen_by_anybody(evening)
    for number, code in enumerate(codes):
        assert {"/events", "stream", "event", f"/decisions/{evening.decision}/lines"} <= {
            *found_in(opened, code.encode())
        }
        assert all(found_in(opened, needle) for needle in evening.needles(number)[:1])


async def _refused(evening: Evening, choice: Any, code: str) -> bytes:
    seat, holder = evening.seats[0]
    answer = await evening.wijkraad.post(holder, evening.ballots, {"seat": seat, "choice": choice})
    refused(answer, 409, code)
    return answer.content + str(answer.headers).encode()


async def test_every_view_is_looked_through(evening: Evening):
    """What the search of the tables stands for: every view has come as far as the log."""
    for number in range(4):
        await evening.casts(number)
    views: Views = evening.installation.views
    for projection in PROJECTIONS:
        page = await views.page(
            evening.wijkraad.organisation,
            projection,
            "none",
            "",
            cursor=None,
            limit=1,
            at_least=evening.wijkraad.position,
        )
        assert page.position >= evening.wijkraad.position
    dump = await tables(evening.installation.owner)
    assert {"event", "event_tag", "command", "vault_key", "vault_value"} <= set(dump)
    assert any(evening.decision.encode() in text for name, text in dump.items() if "view" in name)


async def test_the_code_is_told_once_and_the_sentence_with_it(evening: Evening):
    again = {"Idempotency-Key": "once"}
    first = await evening.casts(0, **again)
    assert TRACKER in first["notices"]
    assert SHOWN_ONCE not in first["notices"]
    second = await evening.casts(0, **again)
    assert (second["id"], second["replayed"]) == (first["id"], True)
    assert "tracker" not in second
    assert {TRACKER, SHOWN_ONCE} <= {*second["notices"]}


async def test_a_voter_finds_their_line_and_anybody_counts(evening: Evening):
    wijkraad, here = evening.wijkraad, f"/decisions/{evening.decision}"
    codes = [(await evening.casts(number))["tracker"] for number in range(4)]
    seen = (await wijkraad.get(wijkraad.clerk, here)).json()
    assert TRACKER in seen["notices"]
    lines = (await wijkraad.get(wijkraad.clerk, f"{here}/lines")).json()
    assert lines == {"received": 4, "lines": [], "next": None}
    wijkraad.clock.pass_by(days=1)
    for step in ("close", "result"):
        made(await wijkraad.post(wijkraad.clerk, f"{here}/{step}"))
    seen = (await wijkraad.get(wijkraad.clerk, here)).json()
    assert "notices" not in seen
    ballots = (await wijkraad.get(wijkraad.clerk, f"{here}/ballots")).json()["ballots"]
    assert len(ballots) == seen["received"] == 4
    assert not any("choice" in each or "salt" in each for each in ballots)
    lines = (await wijkraad.get(wijkraad.clerk, f"{here}/lines")).json()["lines"]
    assert len(lines) == 4
    chosen = {each["tracker"]: each["choice"] for each in lines}
    assert [chosen[code] for code in codes] == [evening.choice(number) for number in range(4)]
    page = (await wijkraad.get(wijkraad.clerk, f"{here}/lines", limit=3)).json()
    rest = await wijkraad.get(wijkraad.clerk, f"{here}/lines", cursor=page["next"])
    assert [*page["lines"], *rest.json()["lines"]] == lines
    replayed = (await wijkraad.get(wijkraad.clerk, f"{here}/replay")).json()
    assert replayed["agrees"], replayed


async def test_a_ballot_is_withdrawn_and_a_deadline_extended(evening: Evening):
    wijkraad, here = evening.wijkraad, f"/decisions/{evening.decision}"
    seat, holder = evening.seats[0]
    cast = await evening.casts(0)
    gone = await wijkraad.delete(holder, f"{here}/ballots/{seat}")
    assert gone.json()["recorded"] == [{"type": "ballot.withdrawn", "subject": cast["id"]}]
    refused(await wijkraad.delete(holder, f"{here}/ballots/{seat}"), 409, "ballot.none_to_withdraw")
    assert (await wijkraad.get(holder, here)).json()["received"] == 0
    later = {"closes_at": (wijkraad.clock() + timedelta(days=3)).isoformat()}
    refused(await wijkraad.post(holder, f"{here}/deadline", later), 403, "role.required")
    assert made(await wijkraad.post(wijkraad.clerk, f"{here}/deadline", later)) == evening.decision
    refused(
        await wijkraad.post(wijkraad.clerk, f"{here}/deadline", later), 409, "deadline.not_later"
    )
    wijkraad.clock.pass_by(days=2)
    await evening.casts(0)
    refused(await wijkraad.post(wijkraad.clerk, f"{here}/close"), 409, "voting.still_open")
