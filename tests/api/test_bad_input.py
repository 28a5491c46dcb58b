"""What bad input gets: a clear problem, nothing written, nothing leaked."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from tests.api.wijkraad import Wijkraad, nobody, refused

SECRET = "canary-7f3a"
PLAN = {"title": "A garden", "text": "With a well.", "theme": "urban gardens"}
JSON = {"Content-Type": "application/json"}


def plan(**changed: Any) -> bytes:
    return json.dumps({**PLAN, **changed}).encode()


def question(**changed: Any) -> bytes:
    given = {
        "organ": "board",
        "question": "?",
        "threshold": {"numerator": 1, "denominator": 2, "comparison": ">", "of": "ballots"},
        "quorum": {"numerator": 1, "denominator": 2, "comparison": ">="},
        "closes_at": "2026-06-01T00:00:00Z",
    }
    return json.dumps({**given, **changed}).encode()


SHARE = {"denominator": 2, "comparison": ">", "of": "ballots"}
BODIES = {
    "no body": ("/plans", b"", "request.invalid"),
    "no JSON": ("/plans", b"{" + SECRET.encode(), "request.malformed"),
    "JSON and more": ("/plans", plan() + b"x", "request.malformed"),
    "not UTF-8": ("/plans", b'{"title": "\xff"}', "request.malformed"),
    "a mark before it": ("/plans", b"\xef\xbb\xbf" + plan(), "request.malformed"),
    "nested without end": ("/plans", b"[" * 50_000, "request.malformed"),
    "an array": ("/plans", b"[]", "request.invalid"),
    "a member missing": ("/plans", b'{"title": "t"}', "request.invalid"),
    "an unknown member": ("/plans", plan(**{SECRET: 1}), "request.invalid"),
    "a member twice": ("/plans", plan()[:-1] + b', "title": "b"}', "request.invalid"),
    "a member twice, deep": (
        "/decisions",
        question().replace(b'{"numerator": 1', b'{"numerator": 0, "numerator": 1'),
        "request.invalid",
    ),
    "null": ("/plans", plan(title=None), "request.invalid"),
    "a number for a text": ("/plans", plan(title=1), "request.invalid"),
    "an empty title": ("/plans", plan(title=""), "request.invalid"),
    "a long title": ("/plans", plan(title=SECRET * 100), "request.invalid"),
    "NUL": ("/plans", plan(title=f"a\0{SECRET}"), "request.invalid"),
    "NUL in a name": ("/plans", plan(**{"a\0": 1}), "request.invalid"),
    "half a character": ("/plans", b'{"title": "\\ud800"}', "request.malformed"),
    "a large integer": (
        "/decisions",
        question(threshold={**SHARE, "numerator": 2**53}),
        "request.invalid",
    ),
    "a huge integer": (
        "/decisions",
        question(threshold={**SHARE, "numerator": 10**400}),
        "request.invalid",
    ),
    "an integer as text": ("/decisions", question(min_voters="2"), "request.invalid"),
    "a fraction": ("/decisions", question(min_voters=2.5), "request.invalid"),
    "not a number": ("/decisions", b'{"min_voters": NaN}', "request.malformed"),
    "a share beyond all": (
        "/decisions",
        question(threshold={**SHARE, "numerator": 3}),
        "request.invalid",
    ),
    "a share of nothing": (
        "/decisions",
        question(quorum={"numerator": 0, "denominator": 0, "comparison": ">"}),
        "request.invalid",
    ),
    "a naive time": ("/decisions", question(closes_at="2026-06-01T00:00:00"), "request.invalid"),
    "a time before all times": (
        "/decisions",
        question(closes_at="0001-01-01T00:00:00+14:00"),
        "request.invalid",
    ),
    "no time": ("/decisions", question(closes_at=SECRET), "request.invalid"),
    "an unknown word": ("/decisions", question(secrecy=SECRET), "request.invalid"),
    "an organ with a line break": ("/decisions", question(organ="board\n"), "request.invalid"),
    "another kind of identifier": (
        "/decisions",
        question(plan=nobody("person")),
        "request.invalid",
    ),
}


@pytest.fixture
async def unharmed(wijkraad: Wijkraad) -> AsyncIterator[Wijkraad]:
    """Whatever happens, nothing is recorded."""
    yield wijkraad
    after = await wijkraad.get(wijkraad.clerk, "/events")
    assert after.headers["Zetel-Positions"] == "1-3"


async def send(wijkraad: Wijkraad, path: str, body: bytes, **headers: str) -> httpx2.Response:
    token = wijkraad.tokens.mint(wijkraad.clerk, wijkraad.clock(), timedelta(hours=1))
    return await wijkraad.http.post(
        f"{wijkraad.here}{path}",
        content=body,
        headers={"Authorization": f"Bearer {token}", **JSON, **headers},
    )


@pytest.mark.parametrize(("path", "body", "code"), BODIES.values(), ids=BODIES.keys())
async def test_a_bad_body_is_refused(unharmed: Wijkraad, path: str, body: bytes, code: str):
    answer = await send(unharmed, path, body)
    refused(answer, 400, code)
    assert SECRET not in answer.text


async def test_a_fault_is_pointed_at(wijkraad: Wijkraad):
    body = question(threshold={**SHARE, "numerator": "1"})
    problem = refused(await send(wijkraad, "/decisions", body), 400, "request.invalid")
    assert problem["errors"] == [
        {"detail": "Expected `int`, got `str`.", "pointer": "#/threshold/numerator"}
    ]
    body = json.dumps({"ages_reached": [[16, "2020-01"], [18, "x"]]}).encode()
    problem = refused(await send(wijkraad, "/persons", body), 400, "request.invalid")
    assert problem["errors"][0]["pointer"] == "#/ages_reached/1/1"


@pytest.mark.parametrize("digits", ["9007199254740992", "-9007199254740992", "9" * 5_000])
async def test_an_integer_that_no_record_can_hold_is_named_as_such(wijkraad: Wijkraad, digits: str):
    body = question(min_voters=0).replace(b'"min_voters": 0', f'"min_voters": {digits}'.encode())
    problem = refused(await send(wijkraad, "/decisions", body), 400, "request.invalid")
    assert problem["errors"][0]["detail"] == "An integer is beyond 2^53 - 1."


async def test_a_backslash_before_what_looks_like_nul_is_text(wijkraad: Wijkraad):
    answer = await send(wijkraad, "/plans", plan(title=r"C:\u0000"))
    assert answer.status_code == 201
    plan_id, position = answer.json()["id"], answer.json()["position"]
    seen = await wijkraad.get(wijkraad.clerk, f"/plans/{plan_id}", at_least=position)
    assert seen.json()["title"] == r"C:\u0000"


@pytest.mark.parametrize("size", [65_536, 1_000_000])
async def test_a_large_body_is_refused(unharmed: Wijkraad, size: int):
    refused(await send(unharmed, "/plans", plan(text="x" * size)), 413, "body.too_large")


async def test_a_large_body_in_pieces_is_refused(unharmed: Wijkraad):
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 1_000

    answer = await send(unharmed, "/plans", pieces())  # type: ignore[arg-type]
    refused(answer, 413, "body.too_large")


async def test_a_vote_may_be_larger_but_not_without_end(unharmed: Wijkraad):
    refused(await send(unharmed, "/votes", b" " * 262_145), 413, "body.too_large")


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"],
)
async def test_another_content_type_is_refused(unharmed: Wijkraad, content_type: str):
    answer = await send(unharmed, "/plans", plan(), **{"Content-Type": content_type})
    refused(answer, 415, "content_type.unsupported")


async def test_json_may_name_its_character_set(wijkraad: Wijkraad):
    content_type = "Application/JSON; charset=UTF-8"
    answer = await send(wijkraad, "/plans", plan(), **{"Content-Type": content_type})
    assert answer.status_code == 201


ADDRESSES = {
    "nothing": "/nothing",
    "another kind": f"/plans/{nobody('seat')}",
    "no identifier": "/plans/plan:1",
    "upper case": f"/plans/{nobody('plan').upper()}",
    "a line break": f"/plans/{nobody('plan')}%0A",
    "NUL": "/plans/%00",
    "a step up": "/plans/..%2f..%2f",
    "not UTF-8": "/plans/%ff",
}


@pytest.mark.parametrize("path", ADDRESSES.values(), ids=ADDRESSES.keys())
async def test_an_address_that_is_none_is_not_found(wijkraad: Wijkraad, path: str):
    refused(await wijkraad.get(wijkraad.clerk, path), 404, "address.not_found")


async def test_an_organisation_that_cannot_be_one_is_not_found(wijkraad: Wijkraad):
    wijkraad.organisation = "organisation:1"
    refused(await wijkraad.get(wijkraad.clerk, "/me"), 404, "address.not_found")


async def test_a_bad_address_is_not_found_whatever_the_body(wijkraad: Wijkraad):
    answer = await send(wijkraad, "/seats/seat:1/holder", b"{}")
    refused(answer, 404, "address.not_found")


async def test_an_address_has_an_end(wijkraad: Wijkraad):
    answer = await wijkraad.get(wijkraad.clerk, "/plans", theme="x" * 5_000)
    refused(answer, 414, "address.too_long")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
async def test_another_method_is_refused_and_the_known_ones_are_named(
    wijkraad: Wijkraad, method: str
):
    answer = await wijkraad.http.request(method, f"{wijkraad.here}/plans")
    refused(answer, 405, "method.not_allowed")
    assert {"GET", "HEAD", "POST"} <= {each.strip() for each in answer.headers["Allow"].split(",")}


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "é".encode(), "a\tb"])
async def test_an_idempotency_key_is_visible_and_short(unharmed: Wijkraad, key: Any):
    answer = await send(unharmed, "/plans", plan(), **{"Idempotency-Key": key})
    problem = refused(answer, 400, "request.invalid")
    assert problem["errors"][0]["parameter"] == "Idempotency-Key"


@pytest.mark.parametrize("at_least", [-1, 2**53, 2**70, "1.5", "x"])
async def test_a_position_is_a_whole_number(wijkraad: Wijkraad, at_least: object):
    answer = await wijkraad.get(wijkraad.clerk, "/plans", at_least=at_least)
    refused(answer, 400, "request.invalid")


@pytest.mark.parametrize("at", ["0", "-1", "x", "2026-05-04", "2026-05-04T12:00:00", "9" * 30, "٣"])
async def test_a_moment_is_a_position_or_an_aware_time(wijkraad: Wijkraad, at: str):
    answer = await wijkraad.get(wijkraad.clerk, "/board", at=at)
    refused(answer, 400, "moment.malformed")


async def test_who_may_not_see_a_body_checked_is_told_so_first(wijkraad: Wijkraad):
    answer = await wijkraad.http.post(f"{wijkraad.here}/plans", content=b"{", headers=JSON)
    refused(answer, 401, "token.missing")
