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
from api.decision_examples import BY_METHOD
from api.errors import Fault, RequestInvalid
from api.openapi_parts import (
    DESCRIPTION,
    EVENTS,
    HEADERS,
    IDEMPOTENCY_KEY,
    LAST_EVENT_ID,
    PROBLEM,
)
from domain.errors import Refusal

Json = dict[str, Any]

ALWAYS: Final = (414, 500)
READING: Final = (400, 401, 403, 404, 503, *ALWAYS)
COMMANDING: Final = (409, 413, 415, 422, *READING)
BY_CODE: Final = tuple(each for each in COMMANDING if each != 401)
"""Nobody is asked for a token there."""
STATUSES: Final[dict[str, tuple[int, ...]]] = {
    "readLiveness": ALWAYS,
    "readReadiness": (503, *ALWAYS),
    "readProblem": (404, *ALWAYS),
    "readEvents": (410, *READING),
    "readTimeline": (410, *READING),
    "readNotices": (410, *READING),
    "readVotingPower": (409, *READING),
    "explainDecision": (409, *READING),
    "explainVote": (409, *READING),
    "drawVote": (409, *READING),
    "checkBylaws": (413, 415, *READING),
    "castBallotByCode": BY_CODE,
    "withdrawBallotByCode": BY_CODE,
}
"""Of those operations that are neither a common command nor a common read."""
WITH_TOKEN: Final = ("/organisations", "/shared-plans")
"""Where an address begins that is answered to whoever has a valid token, and to nobody else."""
ASKING: Final = ("checkBylaws",)
"""Those that send a body although they record nothing."""


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
    commands = method in ("post", "delete") and name not in ASKING
    if path.startswith(WITH_TOKEN) and STATUSES.get(name) != BY_CODE:
        operation["security"] = [{"token": []}]
    if commands:
        operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
    if name in BY_METHOD:
        operation["requestBody"]["content"]["application/json"]["examples"] = BY_METHOD[name]
    success = _success(path, operation, commands=commands)
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


def _success(path: str, operation: Json, *, commands: bool) -> Json:
    status = "201" if commands else "200"
    names = ["X-Request-Id"]
    if path.startswith("/organisations") and ("security" in operation or commands):
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
