"""An address that is no use ends a command with one sentence, which names what to do."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.postgres.socket_folder import PORT
from tests.api.processes import zetel

REFUSED = b"SFATAL\0C08P01\0Munsupported startup parameter: application_name\0\0"
SENTENCE = (
    "zetel: the database cannot be used through this address: a pooler refuses to connect us "
    "(unsupported startup parameter: application_name); "
    "connect to PostgreSQL itself, or through a pooler in session mode\n"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="zetel-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder)


async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(1)
    writer.write(b"E" + (len(REFUSED) + 4).to_bytes(4, "big") + REFUSED)
    writer.close()


@pytest.mark.parametrize("command", [["serve"], ["migrate"], ["replay", "organisation:x"]])
async def test_a_pooler_that_refuses_us_ends_a_command(folder: Path, command: list[str]):
    url = f"postgresql://zetel@/zetel?host={folder}&port={PORT}"
    async with await asyncio.start_unix_server(refuse, folder / f".s.PGSQL.{PORT}"):
        ended = await asyncio.to_thread(
            zetel, folder / "data", *command, ZETEL_DATABASE_URL=url, ZETEL_PORT="0"
        )
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", SENTENCE)
