"""The outermost layer: what holds for every answer, whatever becomes of the request inside.

The framework runs no middleware for an unknown address or method, so this stands before it.
"""

import secrets
from typing import Any, Final

import msgspec
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.errors import AddressNotFound, AddressTooLong, ContentTypeUnsupported
from domain.errors import Refusal

LONGEST_ADDRESS = 4_096
"""Bytes of path and query."""
WITH_BODY: Final = ("POST", "PUT", "PATCH", "DELETE")
JSON: Final = (b"application/json", b"application/json;charset=utf-8")

HEADERS: Final = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""Sent unless the answer brings its own."""


class Outer:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        inner: Any = dict(scope)
        if inner["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(send, head_only=inner["method"] == "HEAD")
        inner[problems.REQUEST_ID] = answer.request_id
        if answer.head_only:
            inner["method"] = "GET"
            inner["headers"] = [pair for pair in inner["headers"] if pair[0] != b"accept"]
        refusal = _refusal(inner)
        if refusal is None:
            await self.app(inner, receive, answer)
        else:
            await _refuse(refusal, answer)


class _Answer:
    """Adds the headers of every answer, and withholds the body of one to HEAD."""

    def __init__(self, send: Send, *, head_only: bool) -> None:
        self.send, self.head_only = send, head_only
        self.request_id = secrets.token_hex(8)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message["headers"])
            names = {name.lower() for name, _ in given}
            given += [pair for pair in HEADERS if pair[0] not in names]
            given.append((b"x-request-id", self.request_id.encode()))
            message["headers"] = given
        elif message["type"] == "http.response.body" and self.head_only:
            message["body"] = b""
        await self.send(message)


def _refusal(scope: Any) -> Refusal | None:
    if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return AddressTooLong()
    if "\0" in scope["path"]:
        return AddressNotFound()
    if scope["method"] in WITH_BODY and not _is_json(dict(scope["headers"])):
        return ContentTypeUnsupported()
    return None


def _is_json(headers: dict[bytes, bytes]) -> bool:
    """Also true without any body."""
    if headers.get(b"content-length", b"0") == b"0" and b"transfer-encoding" not in headers:
        return True
    return headers.get(b"content-type", b"").replace(b" ", b"").lower() in JSON


async def _refuse(refusal: Refusal, send: _Answer) -> None:
    body = msgspec.json.encode(problems.problem(refusal))
    await send(
        {
            "type": "http.response.start",
            "status": int(problems.status(type(refusal))),
            "headers": [
                (b"content-type", problems.MEDIA_TYPE.encode()),
                (b"content-length", str(len(body)).encode()),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body, "more_body": False})
