"""The embedded PostgreSQL: real servers, in folders that every account can reach."""

import asyncio
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import pytest

from adapters.postgres.account import account_for
from adapters.postgres.embedded import Address, AlreadyServed, CannotStart, Embedded

ROOT = os.geteuid() == 0
PROJECT = Path(__file__).parents[2]

ANOTHER_PROGRAM = """
import asyncio, pathlib, sys
from adapters.postgres.embedded import Embedded

async def use():
    async with Embedded(pathlib.Path(sys.argv[1]), lock="lock" in sys.argv, durable=False):
        print("started", flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(use())
"""


@contextmanager
def temporary() -> Iterator[Path]:
    """pytest's own temporary folders are closed to the account that PostgreSQL runs as."""
    folder = Path(tempfile.mkdtemp(prefix="zetel-test-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        for pg in folder.rglob("pg"):
            put_out(pg.parent)
        shutil.rmtree(folder)


def put_out(data: Path) -> None:
    """End what a test that failed has left running."""
    while left := postmaster(data):
        with suppress(ProcessLookupError):
            os.kill(left, signal.SIGQUIT)
            time.sleep(0.05)
            continue
        (data / "pg" / "postmaster.pid").unlink()


@pytest.fixture(scope="module")
async def made() -> AsyncIterator[Path]:
    with temporary() as folder:
        async with Embedded(folder / "data", durable=False):
            pass
        yield folder / "data"


@pytest.fixture
def data(made: Path) -> Iterator[Path]:
    """A data folder with a PostgreSQL that doesn't run; a test leaves it as it found it."""
    yield made
    put_out(made)


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary() as folder:
        yield folder


def copied(data: Path, copy: Path) -> Path:
    subprocess.run(["cp", "-a", data, copy], check=True)
    return copy


def embedded(data: Path, *, lock: bool = False) -> Embedded:
    return Embedded(data, lock=lock, durable=False)


def postmaster(data: Path) -> int | None:
    try:
        words = (data / "pg" / "postmaster.pid").read_text().split()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return int(words[0]) if words else None


async def ask(server: Address, question: str = "select 1") -> object:
    connection = await connect(server)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def connect(server: Address) -> asyncpg.Connection:
    host, port, superuser = server
    return await asyncpg.connect(host=host, port=port, user=superuser, database="postgres")


async def ask_until_answered(server: Address) -> object:
    while True:
        with suppress(OSError, asyncpg.PostgresError):
            return await ask(server)
        await asyncio.sleep(0.05)


async def another_program(data: Path, *words: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", ANOTHER_PROGRAM, str(data), *words),
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


async def started(program: asyncio.subprocess.Process) -> None:
    assert program.stdout is not None
    assert await program.stdout.readline() == b"started\n"


async def ended(program: asyncio.subprocess.Process) -> None:
    await program.communicate(b"")
    assert program.returncode == 0


async def killed(program: asyncio.subprocess.Process) -> None:
    program.kill()
    await program.communicate()


async def orphan_in(data: Path) -> int:
    program = await another_program(data, "lock")
    await started(program)
    await killed(program)
    orphan = postmaster(data)
    assert orphan
    return orphan


async def test_an_empty_folder_becomes_a_database_that_keeps_what_is_written(folder: Path) -> None:
    data = folder / "not" / "there" / "yet"
    async with Embedded(data, lock=True) as use:
        await ask(use.server, "create table kept (what text)")
        await ask(use.server, "insert into kept values ('é€')")
    assert not postmaster(data)
    async with Embedded(data, lock=True) as use:
        assert await ask(use.server, "select what from kept") == "é€"
        assert await ask(use.server, "show fsync") == "on"
        assert await ask(use.server, "show data_checksums") == "on"


async def test_it_listens_on_a_socket_in_a_private_folder_only(data: Path) -> None:
    async with embedded(data) as use:
        assert await ask(use.server, "show listen_addresses") == ""
        assert await ask(use.server, "show unix_socket_directories") == "."
        assert use.server.host == str(data / "pg")
        assert stat.S_IMODE(Path(use.server.host).stat().st_mode) == 0o700
        from_hosts = "select string_agg(distinct auth_method, ' ') from pg_hba_file_rules"
        assert await ask(use.server, f"{from_hosts} where type = 'host'") == "reject"


async def test_no_permission_above_the_data_changes(folder: Path) -> None:
    above = folder / "above"
    above.mkdir(mode=0o751)
    modes = {parent: parent.stat() for parent in (above, *above.parents)}
    async with embedded(above / "data"):
        pass
    for parent, before in modes.items():
        after = parent.stat()
        assert (after.st_mode, after.st_uid, after.st_gid) == (
            before.st_mode,
            before.st_uid,
            before.st_gid,
        )


async def test_clients_that_stay_connected_do_not_hold_up_the_stop(data: Path) -> None:
    use = embedded(data)
    await use.start()
    clients = [await connect(use.server) for _ in range(20)]
    await use.stop()
    assert not postmaster(data)
    log = (data / "pg.log").read_text()
    assert "fast shutdown" in log
    assert "immediate shutdown" not in log
    for client in clients:
        client.terminate()


async def test_the_keys_that_interrupt_us_do_not_reach_it(data: Path) -> None:
    async with embedded(data):
        assert os.getsid(postmaster(data) or 0) != os.getsid(0)


async def test_a_second_server_on_the_same_folder_is_refused(data: Path) -> None:
    async with embedded(data, lock=True) as use:
        with pytest.raises(AlreadyServed, match=rf"{data} .* pid {os.getpid()}:"):
            await embedded(data, lock=True).start()
        assert await ask(use.server) == 1
    async with embedded(data, lock=True) as use:
        assert await ask(use.server) == 1


async def test_a_command_joins_a_server_and_leaves_it_running(data: Path) -> None:
    async with embedded(data, lock=True) as serving:
        before = postmaster(data)
        async with embedded(data) as command:
            assert command.server == serving.server
        assert postmaster(data) == before
        assert await ask(serving.server) == 1


async def test_a_command_may_outlast_the_server_it_joined(data: Path) -> None:
    async with embedded(data) as command:
        async with embedded(data, lock=True):
            pass
        assert await ask(command.server) == 1
    assert not postmaster(data)


async def test_programs_that_come_at_once_share_one_and_the_last_one_stops_it(folder: Path) -> None:
    data = folder / "data"
    first, second, ours = await another_program(data), await another_program(data), embedded(data)
    await asyncio.gather(started(first), started(second), ours.start())
    only = postmaster(data)
    await ended(first)
    await ours.stop()
    assert postmaster(data) == only
    assert await ask(ours.server) == 1
    await ended(second)
    assert not postmaster(data)


async def test_an_orphan_is_adopted(data: Path) -> None:
    orphan = await orphan_in(data)
    async with embedded(data, lock=True) as use:
        assert postmaster(data) == orphan
        assert await ask(use.server) == 1
    assert not postmaster(data)


async def test_an_orphan_that_nobody_can_reach_is_replaced(data: Path) -> None:
    orphan = await orphan_in(data)
    (data / "pg" / ".s.PGSQL.5432").unlink()
    async with embedded(data) as use:
        assert await ask(use.server) == 1
        assert postmaster(data) != orphan


@pytest.mark.parametrize("adopted", [False, True], ids=["its own", "an adopted one"])
async def test_a_killed_postgres_comes_back_by_itself(data: Path, adopted: bool) -> None:
    if adopted:
        await orphan_in(data)
    async with embedded(data) as use:
        before = postmaster(data)
        assert before
        os.kill(before, signal.SIGKILL)
        while postmaster(data) in (before, None):
            await asyncio.sleep(0.05)
        assert await ask_until_answered(use.server) == 1
    assert not postmaster(data)


async def test_a_pid_that_now_belongs_to_a_stranger_is_not_mistaken_for_it(data: Path) -> None:
    stranger = account_for(data / "pg").launch("/bin/sleep", "600")
    try:
        note = data / "pg" / "postmaster.pid"
        note.write_text(f"{stranger.pid}\n{data / 'pg'}\n1\n5432\n.\n\n\nready\n")
        os.chown(note, (data / "pg").stat().st_uid, -1)
        async with embedded(data) as use:
            assert await ask(use.server) == 1
            assert postmaster(data) != stranger.pid
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


async def test_a_half_made_folder_is_made_again(folder: Path) -> None:
    data = folder / "data"
    program = await another_program(data)
    while not list(data.glob("pg.new/*")):
        await asyncio.sleep(0.01)
    await killed(program)
    assert not (data / "pg").exists()
    async with embedded(data) as use:
        assert await ask(use.server) == 1


async def test_a_path_too_long_for_a_socket_works_and_leaves_nothing_behind(
    data: Path, folder: Path
) -> None:
    data = copied(data, folder / ("long" * 30))
    async with embedded(data) as use:
        socket_folder = Path(use.server.host)
        assert await ask(use.server) == 1
        assert stat.S_IMODE(socket_folder.stat().st_mode) == 0o700
        async with embedded(data) as command:
            assert command.server == use.server
    assert not socket_folder.exists()


async def test_a_copied_folder_never_leads_to_the_original(data: Path, folder: Path) -> None:
    original = copied(data, folder / ("long" * 30))
    async with embedded(original) as use:
        copy = copied(original, folder / ("copy" * 30))
        async with embedded(copy) as other:
            assert other.server != use.server
            assert await ask(other.server, "show data_directory") == str(copy / "pg")


@pytest.mark.parametrize("name", ["data", "data/pg"])
async def test_a_file_in_the_place_of_the_folder_is_named(folder: Path, name: str) -> None:
    in_the_way = folder / name
    in_the_way.parent.mkdir(exist_ok=True)
    in_the_way.touch()
    with pytest.raises(CannotStart, match=f"^{in_the_way} is in the way"):
        await embedded(folder / "data").start()


async def test_a_file_that_can_not_be_written_is_named(folder: Path) -> None:
    (folder / "pg.door").mkdir()
    with pytest.raises(CannotStart, match=rf"{folder}/pg\.door: Is a directory$"):
        await embedded(folder).start()


async def test_a_folder_that_is_out_of_reach_is_named_with_the_fix(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700 if ROOT else 0o500)
    data = closed / "data"
    fix = f"chmod o\\+x {closed}, or set ZETEL_DATA" if ROOT else f"{data}: Permission denied"
    with pytest.raises(CannotStart, match=fix):
        await embedded(data).start()
    assert stat.S_IMODE(closed.stat().st_mode) == (0o700 if ROOT else 0o500)
    closed.chmod(0o701 if ROOT else 0o700)
    async with embedded(data) as use:
        assert await ask(use.server) == 1


async def test_a_platform_without_binaries_is_told_the_way_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.postgres.binaries.PACKAGE", "a_package_that_is_not_there")
    with pytest.raises(CannotStart, match="set ZETEL_DATABASE_URL to a PostgreSQL 15 or newer"):
        await embedded(folder).start()


async def test_a_postgres_that_ends_at_once_is_quoted(data: Path, folder: Path) -> None:
    data = copied(data, folder / "data")
    (data / "pg" / "PG_VERSION").write_text("17\n")
    with pytest.raises(CannotStart, match="files are incompatible with server"):
        await embedded(data).start()
    assert not postmaster(data)


async def test_a_log_that_has_grown_is_emptied_at_the_next_start(data: Path) -> None:
    (data / "pg.log").write_text("a long story\n" * 100_000)
    async with embedded(data):
        assert "a long story" not in (data / "pg.log").read_text()
