"""How a body is read: strictly, and whole before anything is done with it."""

import json
import re
from functools import cache
from typing import Any, Final

import msgspec
from litestar import Request

from api.errors import BodyMalformed, Fault, RequestInvalid

LARGEST_INTEGER = 2**53 - 1
NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""An escaped NUL character; a backslash that is itself escaped escapes nothing."""
PLACE: Final = re.compile(r" - at `\$(?P<place>.*)`\Z")
FIELD: Final = re.compile(r"\.([A-Za-z_][A-Za-z_0-9]*)|\[(\d+)\]")
MISSING: Final = re.compile(r"Object missing required field `(\w+)`\Z")
UNKNOWN = "Object contains unknown field"


class StrictRequest(Request[Any, Any, Any]):
    """Reads its body as the type that the handler asks for.

    The framework would take "5" for 5, and the last of two members of the same name.
    """

    async def json(self) -> Any:
        """Raise BodyMalformed or RequestInvalid."""
        wanted = self.route_handler.parsed_data_field
        assert wanted is not None
        return read(await self.body(), wanted.annotation)


def read(body: bytes, wanted: Any) -> Any:
    """Raise BodyMalformed or RequestInvalid."""
    _require_plain(body)
    try:
        return _decoder(wanted).decode(body)
    except msgspec.ValidationError as fault:
        raise RequestInvalid(_fault(str(fault))) from None
    except (msgspec.DecodeError, RecursionError):
        raise BodyMalformed from None


@cache
def _decoder(wanted: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(wanted)


def _require_plain(body: bytes) -> None:
    """What JSON allows and a record cannot hold is refused wherever it stands."""
    if NUL.search(body):
        raise RequestInvalid(Fault(detail="Text must not contain the character NUL.", pointer="#"))
    try:
        _PLAIN.decode(body.decode())
    except (ValueError, RecursionError):
        raise BodyMalformed from None


def _once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(members)
    if len(named) < len(members):
        raise RequestInvalid(Fault(detail="A member is named twice.", pointer="#"))
    return named


def _small(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST_INTEGER:
        raise RequestInvalid(Fault(detail="An integer is beyond 2^53 - 1.", pointer="#"))
    return int(digits)


_PLAIN: Final = json.JSONDecoder(object_pairs_hook=_once, parse_int=_small)


def _fault(message: str) -> Fault:
    """Say where and what was expected; never what was sent."""
    found = PLACE.search(message)
    sentence = message[: found.start()] if found else message
    steps = [a or b for a, b in FIELD.findall(found["place"])] if found else []
    if missing := MISSING.match(sentence):
        steps, sentence = [*steps, missing[1]], "This is required."
    elif sentence.startswith(UNKNOWN):
        sentence = "There is a member that is not known here."
    elif sentence.startswith("Invalid enum value"):
        sentence = "This is not one of the values that are allowed."
    elif sentence.startswith("Expected"):
        sentence += "."
    return Fault(detail=sentence, pointer="/".join(["#", *steps]))
