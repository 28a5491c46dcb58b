"""The OpenAPI document: what the framework knows of the handlers, and what holds for all of them.

Statuses, problems, headers and the security scheme are added here, in one place, so that no
handler repeats them.
"""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any, Final

import msgspec
from litestar import Litestar
from litestar.openapi.config import OpenAPIConfig
from litestar.types import ControllerRouterHandler

from api import problems
from api.errors import Fault, RequestInvalid
from domain.errors import Refusal

DESCRIPTION = """The backend with which residents govern: seats, plans and decisions as facts
that nobody can bend.

Whatever is marked as *published* stands in the record in plain, for everybody who takes part
to read, for ever. Names and contacts of persons are kept outside the record and can be
erased. Every error is a problem document (RFC 9457) with a stable `code`; each code has a
page of its own under `/problems/`. A command that is sent again with the same
`Idempotency-Key` is carried out once. Every answer about an organisation says in
`Zetel-Position` how far its log had come; a read with `at_least` waits for that.
"""

Json = dict[str, Any]

ALWAYS: Final = (414, 500)
READING: Final = (400, 401, 403, 404, 503, *ALWAYS)
COMMANDING: Final = (409, 413, 415, 422, *READING)
STATUSES: Final[dict[str, tuple[int, ...]]] = {
    "readLiveness": ALWAYS,
    "readReadiness": (503, *ALWAYS),
    "readProblem": (404, *ALWAYS),
    "readEvents": (410, *READING),
}
"""Of those operations that are neither a common command nor a common read."""

IDEMPOTENCY_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Names this command of yours, for ever: sent again, it is carried out once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}
LAST_EVENT_ID: Final = {
    "name": "Last-Event-ID",
    "in": "header",
    "description": "Where a stream goes on; wins over `after`.",
    "schema": {"type": "string", "maxLength": 200},
}
HEADERS: Final = {
    "Zetel-Position": "How far the log, or the view that was read, had come.",
    "Zetel-Cursor": "Where to go on, on every page.",
    "Zetel-Positions": "Positions of the events, as ranges: `5-104,107`.",
    "Location": "Where the outcome can be read.",
    "Link": 'The next page, as `rel="next"`.',
    "X-Request-Id": "Quote it when you report a fault.",
    "Retry-After": "Seconds after which asking again is sensible.",
    "WWW-Authenticate": "How to say who is asking.",
}


def document(handlers: Sequence[ControllerRouterHandler]) -> Json:
    """OpenAPI 3.1."""
    generated = Litestar(
        handlers,
        openapi_config=OpenAPIConfig(
            title="Zetel", version="0.1.0", description=DESCRIPTION, use_handler_docstrings=True
        ),
        logging_config=None,
    ).openapi_schema.to_schema()
    made: Json = _tidied(generated)
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)
    _close_bodies(made)
    made["components"].update(
        responses={str(int(status)): _problems(status) for status in _by_status()},
        headers={
            name: {"description": said, "schema": {"type": "string"}}
            for name, said in HEADERS.items()
        },
        securitySchemes={"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
    )
    made["components"]["schemas"]["Problem"] = PROBLEM
    return made


def _complete(path: str, method: str, operation: Json) -> None:
    name = operation["operationId"]
    operation["summary"], *_ = operation["description"].splitlines()
    operation["tags"] = [_tag(path)]
    commands = method in ("post", "delete")
    if path.startswith("/organisations"):
        operation["security"] = [{"token": []}]
    if commands:
        operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
    success = _success(operation, commands=commands)
    if name == "readEvents":
        operation["parameters"].append(LAST_EVENT_ID)
        success.update(EVENTS)
    statuses = STATUSES.get(name, COMMANDING if commands else READING)
    operation["responses"] = {
        success.pop("status"): success,
        **{str(each): {"$ref": f"#/components/responses/{each}"} for each in sorted(statuses)},
    }


def _tag(path: str) -> str:
    """The resource: what follows an organisation, or the first word of the address."""
    words = [word for word in path.split("/") if word]
    return words[2] if len(words) > 2 and words[0] == "organisations" else words[0]


def _success(operation: Json, *, commands: bool) -> Json:
    status = "201" if commands else "200"
    names = ["X-Request-Id"]
    if "security" in operation:
        names.append("Zetel-Position")
    if commands:
        names.append("Location")
    if any(each["name"] == "limit" for each in operation.get("parameters", ())):
        names.append("Link")
    return {
        "status": status,
        "description": "Recorded." if commands else "As asked.",
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": operation["responses"][status]["content"],
    }


EVENT: Final = {
    "specversion": "1.0",
    "id": "event:0198a2a2-0000-7000-8000-000000000002",
    "source": "/organisations/organisation:0198a2a2-0000-8000-8000-000000000001",
    "type": "plan.proposed",
    "subject": "plan:0198a2a2-0000-7000-8000-000000000003",
    "time": "2026-05-04T12:00:00.000000Z",
    "actor": "person:5d7f3ad2-65b7-4a51-9a4e-9f6a2bb0c9d1",
    "datacontenttype": "application/json",
    "data": {
        "plan": "plan:0198a2a2-0000-7000-8000-000000000003",
        "theme": "urban gardens",
        "title": "A garden on the square",
        "text": "Twelve beds and a well.",
    },
}
EVENTS: Final = {
    "headers": {
        name: {"$ref": f"#/components/headers/{name}"}
        for name in ("Link", "X-Request-Id", "Zetel-Cursor", "Zetel-Position", "Zetel-Positions")
    },
    "content": {
        "application/cloudevents-batch+json": {
            "schema": {"type": "array", "items": {"type": "object"}},
            "example": [EVENT],
        },
        "text/event-stream": {"schema": {"type": "string"}},
    },
}

PROBLEM: Final = {
    "title": "Problem",
    "description": "RFC 9457. Further members are the facts of this occurrence.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "detail": {"type": "string"},
                    "pointer": {"type": "string", "description": "JSON Pointer into the body."},
                    "parameter": {"type": "string", "description": "Of the address or header."},
                },
            },
        },
    },
}


def _by_status() -> dict[HTTPStatus, list[type[Refusal]]]:
    found: dict[HTTPStatus, list[type[Refusal]]] = {}
    for refusal in problems.codes().values():
        found.setdefault(problems.status(refusal), []).append(refusal)
    return found


def _problems(status: HTTPStatus) -> Json:
    refusals = _by_status()[status]
    names = ["X-Request-Id", *problems.headers(refusals[0]())]
    return {
        "description": status.phrase,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {
            problems.MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {
                    refusal.code: {"value": problems.problem(_example(refusal))}
                    for refusal in sorted(refusals, key=lambda each: each.code)
                },
            }
        },
    }


def _example(refusal: type[Refusal]) -> Refusal:
    if refusal is RequestInvalid:
        return RequestInvalid(Fault(detail="This is required.", pointer="#/title"))
    return refusal()


def _close_bodies(made: Json) -> None:
    """A member that is not known is refused in every body, and in whatever it holds."""
    schemas = made["components"]["schemas"]
    open_ones = [
        operation["requestBody"]
        for operations in made["paths"].values()
        for operation in operations.values()
        if "requestBody" in operation
    ]
    closed: set[str] = set()
    while open_ones:
        for name in set(_references(open_ones.pop())) - closed:
            closed.add(name)
            schemas[name]["additionalProperties"] = False
            open_ones.append(schemas[name])


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].rpartition("/")[2]
        for member in node.values():
            yield from _references(member)
    elif isinstance(node, list):
        for member in node:
            yield from _references(member)


def _tidied(node: Any) -> Any:
    """Whole numbers as such, defaults as JSON, and patterns as JSON Schema writes their end."""
    match node:
        case dict():
            return {name: _tidied(member) for name, member in node.items()}
        case list() | tuple():
            return [_tidied(member) for member in node]
        case float() if node.is_integer():
            return int(node)
        case str():
            return node.replace(r"\Z", "$")
        case msgspec.Struct():
            return msgspec.to_builtins(node)
    return node
