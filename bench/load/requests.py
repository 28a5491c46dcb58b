"""Requests that are ready to be sent, made before anything is measured, and where they lie.

A file holds one after the other: its length in bytes, a line break, the request itself. Both
load generators read the same file, so that they send the same bytes.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path


def post(path: str, body: bytes, token: str | None) -> bytes:
    authorised = b"" if token is None else f"Authorization: Bearer {token}\r\n".encode()
    return b"".join(
        (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode(),
            b"Content-Type: application/json\r\nAccept: application/json\r\n",
            authorised,
            f"Content-Length: {len(body)}\r\n\r\n".encode(),
            body,
        )
    )


def get(path: str, token: str) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
        f"Authorization: Bearer {token}\r\n\r\n"
    ).encode()


def write(path: Path, requests: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        for request in requests:
            file.write(b"%d\n%b" % (len(request), request))


def read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while length := file.readline():
            yield file.read(int(length))


def follow(path: str, token: str) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n"
        f"Authorization: Bearer {token}\r\n\r\n"
    ).encode()
