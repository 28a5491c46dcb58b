"""PgBouncer, where somebody has installed it, between us and the database of the tests."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from adapters.postgres.account import account_for
from adapters.postgres.socket_folder import PORT

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.defpath}:/usr/sbin:/usr/local/sbin")
LONGEST_START = 10.0

CONFIGURATION = """
[databases]
* = host={host} port={port}
[pgbouncer]
listen_addr =
listen_port = {port}
unix_socket_dir = {folder}
auth_type = trust
auth_file = {folder}/users
pool_mode = {mode}
{more}
"""


@asynccontextmanager
async def bouncer(
    address: Mapping[str, Any], mode: str, more: str = ""
) -> AsyncIterator[Mapping[str, Any]]:
    """The address that leads through it."""
    assert PGBOUNCER is not None
    folder = Path(tempfile.mkdtemp(prefix="zetel-", dir="/tmp"))
    account = account_for(folder / "none")
    (folder / "users").write_text(f'"{address["user"]}" ""\n')
    (folder / "settings").write_text(
        CONFIGURATION.format(
            host=address["host"], port=address["port"], folder=folder, mode=mode, more=more
        )
    )
    for place in (folder, *folder.iterdir()):
        os.chown(place, account.uid, account.gid)
    with (folder / "log").open("wb") as log:
        program = account.launch(PGBOUNCER, folder / "settings", stdout=log, stderr=log)
    try:
        async with asyncio.timeout(LONGEST_START):
            while not (folder / f".s.PGSQL.{PORT}").exists():
                assert program.poll() is None, (folder / "log").read_text()
                await asyncio.sleep(0.02)
        yield {**address, "host": str(folder)}
    finally:
        program.terminate()
        program.wait()
        shutil.rmtree(folder)
