"""How a command answers: for people, or as one JSON object on standard output."""

import sys
from typing import Any

import msgspec


def answer(value: Any, text: str, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
    else:
        sys.stdout.write(text + "\n")
    sys.stdout.flush()
