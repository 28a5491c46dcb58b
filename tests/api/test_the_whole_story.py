"""The real server as a process, from an empty folder to a stop with a stream open."""

import asyncio
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import httpx2
import msgspec
import pytest

from adapters.postgres.cluster import PORT
from adapters.postgres.database import NAME
from adapters.postgres.session import APPLICATION
from tests.api.processes import Server, environment, serving, zetel

TOKEN = re.compile(r"^  (\w+)\n(\S+)$", re.MULTILINE)


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that another account can reach, should we run as root."""
    home = Path(tempfile.mkdtemp(prefix="zetel-", dir="/tmp"))
    home.chmod(0o755)
    try:
        yield home / "data"
    finally:
        shutil.rmtree(home)


def test_the_story_is_played_and_the_three_commands_do_what_they_say(data: Path) -> None:
    with serving(data, "--demo") as server:
        printed = server.says("Ctrl-C stops the server.")
        tokens = dict(TOKEN.findall(printed))
        assert set(tokens) == {"operator", "clerk", "resident", "auditor", "partner"}
        told = msgspec.json.decode((data / "demo.json").read_bytes())["told"]
        here = f"{server.address}/organisations/{told['organisation']}"
        assert printed.count(here) == 3

        with httpx2.Client(timeout=30) as http:
            assert http.get(f"{server.address}/docs").status_code == 200
            cast_a_ballot(http, here, tokens["resident"], told)
            recount_the_decision(http, here, tokens["auditor"], told["decided"])
            stop_while_following_the_stream(http, here, tokens["partner"], server)
    assert not (data / "pg" / "postmaster.pid").exists()

    with serving(data, "--demo") as server:
        assert "founding" not in server.says("Ctrl-C stops the server.")
        assert msgspec.json.decode((data / "demo.json").read_bytes())["told"] == told
        assert server.interrupt() == 0

    replayed = zetel(data, "replay", told["organisation"], "--json")
    assert replayed.returncode == 0, replayed.stderr
    recounts = msgspec.json.decode(replayed.stdout)["recounts"]
    assert len(recounts) >= 5
    assert all(recount["agrees"] for recount in recounts)


def cast_a_ballot(http: httpx2.Client, here: str, token: str, told: dict[str, str]) -> None:
    answer = http.post(
        f"{here}/decisions/{told['open_decision']}/ballots",
        headers={"Authorization": f"Bearer {token}"},
        json={"seat": told["seat"], "choice": "for"},
    )
    assert answer.status_code == 201, answer.text


def recount_the_decision(http: httpx2.Client, here: str, token: str, decision: str) -> None:
    answer = http.get(
        f"{here}/decisions/{decision}/replay", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 200, answer.text
    recount = answer.json()
    assert recount["agrees"] is True
    assert recount["outcome"] == "adopted"
    count = recount["counted"]["consent"]
    assert (count["objected"], count["standing"], count["passed"]) == (0, [], True)
    assert count["consented"] == count["asked"] > 0


def stop_while_following_the_stream(
    http: httpx2.Client, here: str, token: str, server: Server
) -> None:
    headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
    with http.stream("GET", f"{here}/events", headers=headers) as stream:
        lines = stream.iter_lines()
        assert next(line for line in lines if line.startswith("event: ")) == (
            "event: organisation.founded"
        )
        server.process.send_signal(2)
        assert "event: bye" in list(lines)
    assert server.process.wait(30) == 0


def test_a_second_server_on_the_same_folder_is_refused(data: Path) -> None:
    with serving(data) as server:
        server.says("API documentation")
        second = zetel(data, "serve", ZETEL_PORT="0")
    assert second.returncode == 1
    assert str(server.process.pid) in second.stderr
    assert "Traceback" not in second.stderr


def test_an_occupied_port_is_named(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = zetel(data, "serve", ZETEL_PORT=port)
    assert refused.returncode == 1
    assert f"port {port}" in refused.stderr
    assert "ZETEL_PORT" in refused.stderr


def test_a_file_in_the_place_of_the_data_folder_is_named(data: Path) -> None:
    data.write_text("not a folder")
    refused = zetel(data, "serve", ZETEL_PORT="0")
    assert refused.returncode == 1
    assert str(data) in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_unknown_setting_stops_the_start(data: Path) -> None:
    refused = zetel(data, "serve", ZETEL_PROT="8000")
    assert refused.returncode == 1
    assert "ZETEL_PROT" in refused.stderr


def test_several_persons_get_their_tokens_at_once(data: Path) -> None:
    """In the order in which they are named; each is that person's own."""
    persons = [f"person:00000000-0000-4000-8000-00000000000{number}" for number in range(2)]
    named = [word for person in persons for word in ("--person", person)]
    lines = zetel(data, "token", *named).stdout.splitlines()
    subjects = [msgspec.json.decode(_claims(line))["sub"] for line in lines]
    assert subjects == persons
    both = zetel(data, "token", "--operator", *named)
    assert (both.returncode, both.stdout) == (1, "")
    one = msgspec.json.decode(zetel(data, "token", *named[:2], "--json").stdout)
    assert msgspec.json.decode(_claims(one["token"]))["sub"] == persons[0]


def _claims(token: str) -> bytes:
    claims = token.split(".")[1]
    return urlsafe_b64decode(claims + "=" * (-len(claims) % 4))


def test_a_database_that_is_down_at_start_is_waited_for(data: Path) -> None:
    """Nothing listens there: the server is alive, says that it is not ready, and answers 503."""
    nowhere = f"postgresql://zetel@/zetel?host={data.parent}"
    with serving(data, ZETEL_DATABASE_URL=nowhere) as server:
        with httpx2.Client(base_url=server.address, timeout=30) as http:
            assert http.get("/health/live").status_code == 200
            assert http.get("/health/ready").status_code == 503
            token = zetel(data, "token", "--operator").stdout.strip()
            answer = http.post(
                "/organisations",
                headers={"Authorization": f"Bearer {token}"},
                json={"name": "n", "clerk_name": "c", "clerk_identifier": "c"},
            )
        assert (answer.status_code, answer.json()["code"]) == (503, "database_away")
        assert int(answer.headers["Retry-After"]) > 0
        assert server.interrupt() == 0


def test_an_import_ends_with_one_object_and_says_the_same_again(data: Path) -> None:
    sample = str(Path(__file__).parents[2] / "samples" / "Netherlands_Amsterdam_522.pb")
    first = zetel(data, "import-votes", sample, "--json")
    assert first.returncode == 0, first.stderr
    imported = msgspec.json.decode(first.stdout)
    assert set(imported) == {"organisation", "vote", "ballots", "projects"}
    assert imported["ballots"] == 318
    assert imported["projects"]["41514"] == {"votes": 163, "cost": 3000000, "funded": True}
    funded = [project["cost"] for project in imported["projects"].values() if project["funded"]]
    assert (len(funded), 10_000_000 - sum(funded)) == (5, 770_000)
    assert zetel(data, "import-votes", sample, "--json").stdout == first.stdout


async def test_an_import_that_was_killed_loses_and_doubles_no_ballot(data: Path) -> None:
    sample = str(Path(__file__).parents[2] / "samples" / "Netherlands_Amsterdam_522.pb")
    importing = subprocess.Popen(
        [sys.executable, "-m", "api", "import-votes", sample],
        env=environment(data),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while await ballots_recorded(data) < 50:
            assert importing.poll() is None
            await asyncio.sleep(0.02)
    finally:
        importing.kill()
        importing.wait()
    resumed = zetel(data, "import-votes", sample, "--json")
    assert resumed.returncode == 0, resumed.stderr
    imported = msgspec.json.decode(resumed.stdout)
    assert imported["ballots"] == 318
    replayed = zetel(data, "replay", imported["organisation"], "--json")
    (recount,) = msgspec.json.decode(replayed.stdout)["recounts"]
    assert (recount["agrees"], recount["allocation"]["received"]) == (True, 318)

    vote = recount["subject"]
    explained = zetel(data, "recount", vote)
    assert explained.returncode == 0, explained.stderr
    assert "Van 318 stembiljetten" in explained.stdout
    asked = ("--organisation", imported["organisation"], "--language", "en", "--json")
    in_english = zetel(data, "recount", vote, *asked)
    assert msgspec.json.decode(in_english.stdout)["agrees"] is True
    nowhere = zetel(data, "recount", vote[:-1] + ("1" if vote[-1] != "1" else "2"))
    assert (nowhere.returncode, nowhere.stdout) == (1, "")
    assert "No organisation has vote:" in nowhere.stderr


async def ballots_recorded(data: Path) -> int:
    """How far an import in another process has come; 0 until there is a database."""
    try:
        connection = await asyncpg.connect(
            host=str(data / "pg"), port=PORT, user=APPLICATION, database=NAME
        )
    except (OSError, asyncpg.PostgresError):
        return 0
    try:
        return await connection.fetchval("SELECT count(*) FROM event WHERE type = 'ballot.cast'")
    except asyncpg.UndefinedTableError:
        return 0
    finally:
        await connection.close()
