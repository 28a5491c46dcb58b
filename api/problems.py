"""Every answer that is not the one asked for: a problem document (RFC 9457)."""

import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import (
    ClientException,
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)

from api import errors
from api.errors import Fault, RequestInvalid
from domain.errors import (
    CannotAnswerNow,
    NotEntitled,
    NotFound,
    OtherBody,
    Refusal,
    RuleSaysNo,
)
from domain.organisations.errors import BylawsContradictTheLaw

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = 1
"""Seconds after which asking again is sensible."""
REQUEST_ID = "zetel.request_id"
"""Where a request's scope carries the id that its answer and the operator's log share."""

STATUS: dict[type[Refusal], HTTPStatus] = {
    errors.NotUnderstood: HTTPStatus.BAD_REQUEST,
    errors.NotKnown: HTTPStatus.UNAUTHORIZED,
    NotEntitled: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    errors.MethodNotAllowed: HTTPStatus.METHOD_NOT_ALLOWED,
    RuleSaysNo: HTTPStatus.CONFLICT,
    errors.CursorOfOtherEpoch: HTTPStatus.GONE,
    errors.BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.AddressTooLong: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.ContentTypeUnsupported: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    OtherBody: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Internal: HTTPStatus.INTERNAL_SERVER_ERROR,
    CannotAnswerNow: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Families of refusals; a refusal answers with the status of the nearest one."""

BY_STATUS: dict[int, type[Refusal]] = {
    HTTPStatus.NOT_FOUND: errors.AddressNotFound,
    HTTPStatus.METHOD_NOT_ALLOWED: errors.MethodNotAllowed,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: errors.BodyTooLarge,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: errors.ContentTypeUnsupported,
}

log = logging.getLogger("zetel.api")


def codes() -> dict[str, type[Refusal]]:
    """Every refusal that there is, by its code."""
    return {refusal.code: refusal for refusal in _with_code(Refusal)}


def _with_code(family: type[Refusal]) -> Iterator[type[Refusal]]:
    if "code" in vars(family):
        yield family
    for refusal in family.__subclasses__():
        yield from _with_code(refusal)


def status(refusal: type[Refusal]) -> HTTPStatus:
    return next(STATUS[family] for family in refusal.__mro__ if family in STATUS)


def title(refusal: type[Refusal]) -> str:
    return " ".join((refusal.__doc__ or "").split())


def problem(refusal: Refusal) -> dict[str, Any]:
    kind = type(refusal)
    document = {
        "type": f"/problems/{kind.code}",
        "title": title(kind),
        "status": int(status(kind)),
        "detail": _detail(refusal),
        "code": kind.code,
    }
    if isinstance(refusal, RequestInvalid):
        document["errors"] = [msgspec.to_builtins(fault) for fault in refusal.errors]
    if isinstance(refusal, BylawsContradictTheLaw):
        document["contradictions"] = [msgspec.to_builtins(e) for e in refusal.contradictions]
    return {**refusal.facts, **document}


def _detail(refusal: Refusal) -> str:
    """The sentence, and the facts of this occurrence."""
    facts = ", ".join(f"{name} {value}" for name, value in refusal.facts.items())
    return f"{title(type(refusal))} ({facts})" if facts else title(type(refusal))


def headers(refusal: Refusal) -> dict[str, str]:
    if isinstance(refusal, CannotAnswerNow):
        return {"Retry-After": str(RETRY_AFTER)}
    if isinstance(refusal, errors.TokenInvalid):
        return {"WWW-Authenticate": 'Bearer realm="zetel", error="invalid_token"'}
    if isinstance(refusal, errors.NotKnown):
        return {"WWW-Authenticate": 'Bearer realm="zetel"'}
    return {}


def answer(request: Request[Any, Any, Any], fault: Exception) -> Response[bytes]:
    """Answer any exception, and tell nothing of what is not meant to be told."""
    refusal = _refusal(fault)
    if isinstance(refusal, errors.Internal):
        log.error("request %s failed", request.scope.get(REQUEST_ID), exc_info=fault)
    return Response(
        msgspec.json.encode(problem(refusal)),
        status_code=status(type(refusal)),
        media_type=MEDIA_TYPE,
        headers={**headers(refusal), **_allow(fault)},
    )


def _allow(fault: Exception) -> dict[str, str]:
    """The methods that an address knows; where GET is answered, HEAD is too."""
    if not isinstance(fault, MethodNotAllowedException):
        return {}
    known = set((fault.headers or {}).get("allow", "").split(", "))
    return {"Allow": ", ".join(sorted(known | {"HEAD"} if "GET" in known else known))}


def _refusal(fault: Exception) -> Refusal:
    match fault:
        case Refusal():
            return fault
        case ValidationException():
            return _invalid(fault)
        case NotFoundException():
            return errors.AddressNotFound()
        case HTTPException() if fault.status_code in BY_STATUS:
            return BY_STATUS[fault.status_code]()
        case ClientException():
            return errors.BodyMalformed()
    return errors.Internal()


def _invalid(fault: ValidationException) -> Refusal:
    """An identifier in the path that cannot be one names nothing."""
    found = [each for each in fault.extra or () if isinstance(each, dict)]
    if any(each.get("source") == "path" for each in found):
        return errors.AddressNotFound()
    return RequestInvalid(*(_fault(each) for each in found))


def _fault(found: dict[str, Any]) -> Fault:
    if found.get("key") == "data":
        return Fault(detail="A JSON object is required.", pointer="#")
    parameter = str(found.get("key", ""))
    return Fault(detail=_constraint(str(found.get("message", ""))), parameter=parameter)


def _constraint(message: str) -> str:
    """What was expected; never what was sent."""
    return message if message.startswith("Expected") else "This value is not allowed here."
