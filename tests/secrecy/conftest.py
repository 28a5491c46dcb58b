"""Secrecy is tried where the rules are, in memory; and over HTTP, where everything is."""

from tests.api.conftest import (
    addresses,
    app,
    documented,
    http,
    installation,
    whole,
    wijkraad,
)
from tests.domain.conftest import de_pijp, ports

__all__ = [
    "addresses",
    "app",
    "de_pijp",
    "documented",
    "http",
    "installation",
    "ports",
    "whole",
    "wijkraad",
]
