"""Randomness that decides something: a lot, or the order of opened secret ballots."""

import secrets
from typing import Final

LENGTH: Final = 32


def new_seed() -> bytes:
    return secrets.token_bytes(LENGTH)
