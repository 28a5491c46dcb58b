"""The OpenAPI document in the older form that the documentation page can show."""

from typing import Any


def as_3_0(document: dict[str, Any]) -> dict[str, Any]:
    """For reading only: what 3.0 cannot say about values is left out."""
    return {**_older(document), "openapi": "3.0.3"}


def _older(node: Any) -> Any:
    if isinstance(node, list):
        return [_older(member) for member in node]
    if not isinstance(node, dict):
        return node
    older = {name: _older(member) for name, member in node.items()}
    _without_null(older)
    if isinstance(older.get("examples"), list):
        older["example"] = older.pop("examples")[0]
    if isinstance(older.pop("prefixItems", None), list):
        older["items"] = {}
    if older.get("required") == []:
        del older["required"]
    if "const" in older:
        older["enum"] = [older.pop("const")]
    return older


def _without_null(schema: dict[str, Any]) -> None:
    """3.1 says that a value may be null with a type of its own, 3.0 with a mark."""
    types = schema.get("type")
    if isinstance(types, list):
        schema["type"] = next(each for each in types if each != "null")
        schema["nullable"] = "null" in types
    choices = schema.get("oneOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        schema["oneOf"] = [each for each in choices if each != {"type": "null"}]
        schema["nullable"] = True
