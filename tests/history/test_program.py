"""The checker and the run as programs: real processes at a real database."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from bench.history.check import RULES
from bench.history.entries import Append, Kept, Line, mark, read_files
from bench.history.recorder import History
from bench.history.run import Size, run
from tests.architecture.source import ROOT
from tests.conftest import Database
from tests.residents import DE_PIJP

SMALL = Size(seconds=2.0, processes=3, organisations=2, people=6)
ASKED = Append(organisation=DE_PIJP, call="1", lines=(Line("cast", (), mark(b"a vote")),))
TOLD = msgspec.structs.replace(ASKED, end=9, outcome="appended", first=1, last=1)
HELD = Kept(organisation=DE_PIJP, position=1, type="cast", record="a vote")


def check(*files: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.history", "check", *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def recorded(tmp_path: Path):
    """A file for each list of entries."""

    def recorded(*histories: list[Append | Kept]) -> list[Path]:
        paths = [tmp_path / f"process-{number}.jsonl" for number, _ in enumerate(histories)]
        for path, entries in zip(paths, histories, strict=True):
            with History(path) as history:
                for entry in entries:
                    history.write(entry)
        return paths

    return recorded


async def test_several_processes_at_once_break_no_rule(database: Database, tmp_path: Path):
    report = await run(database.addresses.application, tmp_path, SMALL)
    assert report.breaches == [], str(report)
    assert report.judged.keys() == RULES.keys()
    assert all(report.judged.values()), str(report)


def test_the_program_passes_a_good_history_that_lies_in_several_files(recorded):
    done = check(*recorded([ASKED, TOLD], [HELD]))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(RULES)


def test_the_program_fails_a_bad_one_and_names_the_rule(recorded):
    done = check(*recorded([ASKED, TOLD], []))
    assert done.returncode == 1, done.stderr
    (broken,) = (line for line in done.stdout.splitlines() if "BROKEN" in line)
    assert broken.startswith("rule 1:")


def test_a_line_that_a_kill_cut_short_is_left_out(recorded):
    (path,) = recorded([ASKED, TOLD])
    path.write_bytes(path.read_bytes()[:-1])
    assert list(read_files(path)) == [ASKED]
