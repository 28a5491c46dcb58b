"""What whoever starts Zetel may choose: ``ZETEL_*`` variables, read once, into a frozen struct."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

PREFIX = "ZETEL_"


class BadSettings(Exception):
    """The message names the variable, and says what it should be."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    data: Path
    """Folder of everything that Zetel keeps."""
    keys: Path
    """Folder of the keys, which belong in no backup of the data."""
    port: int
    """0 takes any free port."""
    database_url: str | None
    """PostgreSQL 15 or newer; without it the embedded one is used."""


def from_environ(environ: Mapping[str, str]) -> Settings:
    """Raise BadSettings for an unknown ``ZETEL_`` name and for a value that cannot be meant."""
    ours = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX)
    }
    _require_known(ours)
    data = _folder(ours, "data") or Path(".zetel")
    return Settings(
        data=data,
        keys=_folder(ours, "keys") or data / "keys",
        port=_port(ours.get("port", "8000")),
        database_url=_database_url(ours.get("database_url")),
    )


def _require_known(ours: Mapping[str, str]) -> None:
    known = Settings.__struct_fields__
    if unknown := sorted(_variable(name) for name in ours if name not in known):
        settings = ", ".join(_variable(name) for name in known)
        raise BadSettings(f"{', '.join(unknown)}: no such setting; there are {settings}")


def _folder(ours: Mapping[str, str], name: str) -> Path | None:
    if name not in ours:
        return None
    if not ours[name] or "\0" in ours[name]:
        raise BadSettings(f"{_variable(name)} must be the path of a folder")
    return Path(ours[name])


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 5 and int(value) <= 65_535):
        raise BadSettings(f"{_variable('port')} must be a whole number from 0 to 65535")
    return int(value)


def _database_url(value: str | None) -> str | None:
    """The value may hold a password, so no message repeats it."""
    if value is not None and not value.startswith(("postgresql://", "postgres://")):
        raise BadSettings(f"{_variable('database_url')} must begin with postgresql://")
    return value


def _variable(name: str) -> str:
    return PREFIX + name.upper()
