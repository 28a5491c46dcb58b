"""Locks on files, which the kernel gives up by itself when their last holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHARED, ALONE = fcntl.LOCK_SH, fcntl.LOCK_EX


@contextmanager
def grasp(path: Path, kind: int) -> Iterator[int | None]:
    """The open file that holds the lock, or None when others are in the way; never waits.

    A child program that is given the open file keeps the lock for as long as it runs.
    Raises OSError if the file can't be opened.
    """
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield file if _locked(file, kind) else None
    finally:
        os.close(file)


def held(path: Path) -> bool:
    """Whether anybody holds the lock alone."""
    with grasp(path, SHARED) as file:
        return file is None


def _locked(file: int, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
