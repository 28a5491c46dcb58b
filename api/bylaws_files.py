"""Bylaws as a file that people can read and change: TOML, with the law beside it."""

import tomllib
from pathlib import Path
from typing import Final

import msgspec

from domain.bylaws.bylaws import Bylaws, LegalForm

FOLDER: Final = Path(__file__).parent / "default_bylaws"


class BylawsUnreadable(Exception):
    """The sentence says where, and what was expected."""


def default_file(legal_form: LegalForm) -> str:
    """The default bylaws, commented. A cooperative has those of an association."""
    name = "foundation" if legal_form == "foundation" else "association"
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    return text.replace(f'legal_form = "{name}"', f'legal_form = "{legal_form}"', 1)


def default_bylaws(legal_form: LegalForm) -> Bylaws:
    return read_bylaws(default_file(legal_form))


def read_bylaws(text: str) -> Bylaws:
    """Raise BylawsUnreadable."""
    try:
        return msgspec.convert(tomllib.loads(text), Bylaws)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise BylawsUnreadable(str(fault)) from None
