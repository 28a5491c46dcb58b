"""What stands in the source: every module, every name that it gives, every class of a kind."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from domain.act import Act

ROOT = Path(__file__).parents[2]
PACKAGES = ("domain", "projections", "adapters", "api")


class Named(NamedTuple):
    place: str
    kind: str
    name: str


def files(*packages: str) -> Iterator[Path]:
    for package in packages:
        yield from sorted((ROOT / package).rglob("*.py"))


def names(*packages: str) -> Iterator[Named]:
    """Modules, and the classes and functions in them."""
    for path in files(*packages):
        place = str(path.relative_to(ROOT))
        yield Named(place, "module", path.parent.name if path.stem == "__init__" else path.stem)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield Named(place, "class", node.name)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Named(place, "function", node.name)


def classes(base: type[Any], *paths: Path) -> list[type[Any]]:
    """Every class in these modules that derives from ``base``, ``base`` itself left out."""
    found: dict[str, type[Any]] = {}
    for path in paths:
        if path.stem.startswith("__"):
            continue
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for each in vars(module).values():
            ours = isinstance(each, type) and each.__module__ == module.__name__
            if ours and issubclass(each, base) and each is not base:
                found[f"{each.__module__}.{each.__qualname__}"] = each
    return list(found.values())


def acts() -> list[type[Act]]:
    """What people can do; what several acts share does nothing by itself."""
    return [act for act in classes(Act, *files("domain")) if "execute" in vars(act)]


def error_files() -> list[Path]:
    return [path for path in files(*PACKAGES) if path.stem == "errors"]
