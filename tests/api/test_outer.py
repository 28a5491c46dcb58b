"""What holds for every answer."""

import asyncio
from typing import Any

import httpx2
from litestar.types import ASGIApp

from tests.api.conftest import Installation
from tests.api.wijkraad import Wijkraad, refused

ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


async def test_every_answer_has_the_same_protection(wijkraad: Wijkraad):
    answers = [
        await wijkraad.get(wijkraad.clerk, "/me"),
        await wijkraad.http.get("/nowhere"),
        await wijkraad.http.put("/organisations"),
        await wijkraad.http.post("/organisations"),
        await wijkraad.http.post("/organisations", content="x"),
        await wijkraad.http.get("/" + "x" * 5_000),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 405, 401, 415, 414]
    for answer in answers:
        assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == len(answers)


async def test_head_answers_like_get_without_a_body(wijkraad: Wijkraad):
    get = await wijkraad.get(wijkraad.clerk, "/me")
    head = await wijkraad.send("HEAD", wijkraad.clerk, f"{wijkraad.here}/me")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "Content-Length", "Zetel-Position"):
        assert head.headers[name] == get.headers[name]


async def test_no_byte_of_a_body_follows_head(app: ASGIApp):
    """Asked without a client in between, which would leave it out by itself."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "HEAD",
        "path": "/health/live",
        "raw_path": b"/health/live",
        "query_string": b"",
        "headers": [],
    }
    await app(scope, None, send)  # type: ignore[arg-type]
    assert sent[0]["status"] == 200
    assert b"".join(message["body"] for message in sent[1:]) == b""


async def test_head_of_a_stream_ends(wijkraad: Wijkraad):
    head = await wijkraad.send(
        "HEAD", wijkraad.clerk, f"{wijkraad.here}/events", Accept="text/event-stream"
    )
    assert head.headers["Content-Type"] == "application/cloudevents-batch+json"
    assert head.headers["Zetel-Positions"] == "1-3"


async def test_a_server_that_lives_says_so(http: httpx2.AsyncClient):
    assert (await http.get("/health/live")).json() == {"health": "alive"}
    assert (await http.get("/health/ready")).json() == {"health": "ready"}


async def test_a_server_that_stops_is_alive_but_not_ready(installation: Installation):
    stopping = asyncio.Event()
    stopping.set()
    transport = httpx2.ASGITransport(installation.app(stopping))
    async with httpx2.AsyncClient(transport=transport, base_url="http://zetel") as http:
        assert (await http.get("/health/live")).status_code == 200
        refused(await http.get("/health/ready"), 503, "not_ready")


async def test_a_server_without_its_database_is_not_ready(installation: Installation):
    async def away() -> bool:
        return False

    class Away(Installation):
        ready = staticmethod(away)

    transport = httpx2.ASGITransport(Away(*installation).app())
    async with httpx2.AsyncClient(transport=transport, base_url="http://zetel") as http:
        answer = await http.get("/health/ready")
        refused(answer, 503, "not_ready")
        assert answer.headers["Retry-After"] == "1"
