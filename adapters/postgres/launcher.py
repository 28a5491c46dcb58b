"""How PostgreSQL is made and launched in its folder; `cluster` says whether."""

import asyncio
import os
import shutil
from pathlib import Path
from typing import Any

from adapters.postgres.account import Account, CannotStart, account_for
from adapters.postgres.binaries import binaries, check_reach
from adapters.postgres.socket_folder import PORT, SocketFolder

SUPERUSER = "zetel"
LARGEST_LOG = 1_000_000  # bytes; a log beyond it is emptied at the next launch
GLANCE = 0.02  # seconds between two looks at something that is about to happen

INITDB = [
    f"--username={SUPERUSER}",
    "--encoding=UTF8",
    # Built in, so that no upgrade of the system's C library ever reorders an index.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--auth-local=trust",  # socket_folder says why that is safe
    "--auth-host=reject",
    "--no-instructions",
]
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "max_wal_size": "256MB",  # bounds how long the start after a crash takes
    "log_checkpoints": "off",
    # What residents wrote must not end up in a log: neither statements nor details of rows.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Launcher:
    def __init__(self, data: Path, socket: SocketFolder, *, durable: bool) -> None:
        self._data = data
        self._pg = data / "pg"
        self._log = data / "pg.log"
        self._socket = socket
        self._durable = durable

    async def launch(self, alive: int) -> None:
        """Launch PostgreSQL without waiting for it; `alive` stays open for as long as it runs."""
        account, programs = account_for(self._pg), binaries()
        check_reach(account, self._data, programs)
        with os.fdopen(self._open_log(), "ab") as log:
            output = {"stdout": log, "stderr": log, "pass_fds": [alive]}
            if not (self._pg / "PG_VERSION").exists():
                await self._make(account, programs, output)
            # Nothing of ours runs, so the number in it is a dead one's or a stranger's; and a
            # stranger of its own account PostgreSQL would take for itself, and refuse. From one
            # that was started here by hand its shared memory still keeps the new one apart.
            (self._pg / "postmaster.pid").unlink(missing_ok=True)
            postgres = [str(programs / "postgres"), "-D", str(self._pg), *self._options(account)]
            # The shell leaves at once: PostgreSQL is nobody's child, because whoever launched
            # it may leave before the others who use it.
            account.launch("/bin/sh", "-c", '"$@" &', "sh", *postgres, **output).wait()

    def tail(self) -> str:
        """The last lines of the log, to be put after a sentence."""
        lines = self._log.read_text(errors="replace").splitlines()[-5:]
        return "\n".join([f"; {self._log} ends with:", *lines])

    async def _make(self, account: Account, programs: Path, output: dict[str, Any]) -> None:
        """The folder gets its name only when it is whole, so a half-made one is none.

        initdb keeps `alive` open as well: one that outlived its caller is left in peace.
        """
        new = self._data / "pg.new"
        if new.exists():
            shutil.rmtree(new)
        new.mkdir(mode=0o700)
        os.chown(new, account.uid, account.gid)
        haste = [] if self._durable else ["--no-sync"]
        initdb = account.launch(programs / "initdb", *INITDB, *haste, new, **output)
        try:
            while initdb.poll() is None:
                await asyncio.sleep(GLANCE)
        finally:
            initdb.kill()
            initdb.wait()
        if initdb.returncode:
            raise CannotStart(f"{self._pg} could not be made{self.tail()}")
        new.rename(self._pg)
        _sync(self._data)

    def _options(self, account: Account) -> list[str]:
        settings = SETTINGS | ({} if self._durable else FORGETFUL)
        settings["unix_socket_directories"] = self._socket.make(account)
        return [f"--{name}={setting}" for name, setting in settings.items()]

    def _open_log(self) -> int:
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        if os.fstat(log).st_size > LARGEST_LOG:
            os.truncate(log, 0)
        return log


def _sync(folder: Path) -> None:
    """Else a power cut could bring back the name under which half-made folders are removed."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
