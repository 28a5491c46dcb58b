"""Where the unix socket of an embedded PostgreSQL lies, and who can get at it.

PostgreSQL listens on this socket only, and trusts whoever gets as far as connecting to it.
What guards it is its folder: mode 0700, owned by the account that PostgreSQL runs as. So that
account and root may connect, and nobody else on the machine or beyond. Host connections are
not listened for, and refused by pg_hba.conf in case somebody makes it listen.
"""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from adapters.postgres.account import Account

PORT = 5432  # nothing but a part of the socket's name
LONGEST = 100  # bytes of the socket's path; Linux allows 107, macOS 103


class SocketFolder:
    """The folder of PostgreSQL itself, or a private one in /tmp if that one's path is too long."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._pg = data / "pg"
        self._note = data / "pg.socket"
        self._fits = len(os.fsencode(socket_in(self._pg))) <= LONGEST

    def path(self) -> Path | None:
        """None if a private folder is needed and none was made yet."""
        return self._pg if self._fits else self._noted()

    def make(self, account: Account) -> str:
        """The folder, in words for PostgreSQL: a dot for its own, so that nothing needs quotes."""
        if self._fits:
            return "."
        folder = self._noted()
        if folder is None:
            # Not in TMPDIR: /tmp is short, and every account can reach it.
            folder = Path(tempfile.mkdtemp(prefix="zetel-", dir="/tmp"))
            os.chown(folder, account.uid, account.gid)
            self._note.write_bytes(os.fsencode(self._data) + b"\n" + os.fsencode(folder))
        return str(folder)

    def remove(self) -> None:
        folder = self._noted()
        if folder is not None:
            with suppress(OSError):
                folder.rmdir()
                self._note.unlink()

    def _noted(self) -> Path | None:
        try:
            data, folder = self._note.read_bytes().split(b"\n")
            found = os.lstat(folder)
            owner = self._pg.stat().st_uid
        except (OSError, ValueError):
            return None
        # A copied data folder must not lead to the original's socket, and a folder that
        # somebody else has put in the place of a removed one must not be trusted.
        private = found.st_mode == stat.S_IFDIR | 0o700 and found.st_uid == owner
        return Path(os.fsdecode(folder)) if private and data == os.fsencode(self._data) else None


def socket_in(folder: Path) -> Path:
    return folder / f".s.PGSQL.{PORT}"
