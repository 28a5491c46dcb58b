"""The keys folder: what must never lie in the database, its dumps or its copies."""

import os
import secrets
from pathlib import Path
from typing import NamedTuple

LENGTH = 32


class KeysUnusable(Exception):
    """The keys folder cannot be used; the message says why and what to do."""


class Keys(NamedTuple):
    """32 random bytes each."""

    persons: bytes
    """Wraps the keys of persons."""
    ballot_boxes: bytes
    """Wraps the keys of ballot boxes."""
    identities: bytes
    """Under which identifiers are digested."""
    server: bytes
    """Marks what was asked under a command id, where nothing is sealed."""
    tokens: bytes
    """The seed of the Ed25519 key that signs tokens."""


def load_keys(folder: Path) -> Keys:
    """Make what is missing, in a folder that nobody else may enter. Raise KeysUnusable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Keys(*(_load(folder / f"{name}.key") for name in Keys._fields))
    except OSError as fault:
        raise KeysUnusable(f"the keys folder {folder} cannot be used: {fault.strerror}") from fault


def _load(path: Path) -> bytes:
    """The first of several commands that start at once makes the key; the others read it."""
    if not path.exists():
        made = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    key = path.read_bytes()
    if len(key) != LENGTH:
        raise KeysUnusable(f"{path} is damaged: put back your copy of the keys folder")
    return key
