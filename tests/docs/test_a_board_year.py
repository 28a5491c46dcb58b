"""The how-to for clerks is true: every block of it is run, in order, against a real server."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import pytest

from api import app, problems
from tests.api.processes import ROOT, environment, serving

HOW_TO = (ROOT / "docs" / "a-board-year.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", HOW_TO, re.MULTILINE | re.DOTALL)
SEEN = re.compile(r"^((?:get|show) .*\S) +# (.+)$", re.MULTILINE)
"""A line that tells what one should see."""
CODE = re.compile(r"^\| `([\w.]+)` \|", re.MULTILINE)
NOTED = re.compile(r"^(\w+)='(.*)'$", re.MULTILINE)
PATIENCE = 240
pytestmark = pytest.mark.timeout(PATIENCE)

PRELUDE = """
set -eu
expect() {
  local expected=$1 found; shift
  "$@" > "$NOTES/found"
  found=$(cat "$NOTES/found")
  [ "$found" = "$expected" ] || { echo "$*: not $expected but $found" >&2; exit 1; }
}
sleep() { command sleep 0.2; }
"""
PACE = """
five() { for _ in 1 2 3 4 5; do call clara /me; done; }
TIMEFORMAT=%R
OPEN_FOR="$(python3 -IS -c 'import sys; print(max(2, 8 * float(sys.argv[1])))' \\
  "$( { time five; } 2>&1 )") seconds"
OPEN_IN_MEETING=$OPEN_FOR
"""
"""Voting stays open for two seconds, or on a busy machine as long as forty calls take."""


def script() -> str:
    """What one should see is looked for."""
    checked = [
        SEEN.sub(lambda told: f"expect {shlex.quote(told[2])} {told[1]}", block) for block in BLOCKS
    ]
    everybody_is_in = next(n for n, block in enumerate(BLOCKS) if "let_in amina" in block) + 1
    return "\n".join([PRELUDE, *checked[:everybody_is_in], PACE, *checked[everybody_is_in:]])


class Year(NamedTuple):
    """What was printed, what was noted under which name, and who can be asked."""

    printed: str
    noted: dict[str, str]
    http: httpx2.Client

    def read(self, path: str) -> Any:
        answer = self.http.get(f"{self.noted['HERE']}{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def decision(self, name: str) -> Any:
        return self.read(f"/decisions/{self.noted[name]}")


@pytest.fixture(scope="module")
def year() -> Iterator[Year]:
    """In a data folder that another account can reach, should we run as root."""
    home = Path(tempfile.mkdtemp(prefix="zetel-", dir="/tmp"))
    home.chmod(0o755)
    try:
        with serving(home / "data") as server:
            printed = followed(home, server.address)
            noted = dict(NOTED.findall((home / "board-year" / "names").read_text("utf-8")))
            headers = {"Authorization": f"Bearer {noted['ada_token']}"}
            with httpx2.Client(timeout=30, headers=headers) as http:
                yield Year(printed, noted, http)
    finally:
        shutil.rmtree(home)


def followed(home: Path, address: str) -> str:
    """By a clerk who pastes all of it, word by word, with the Python that runs this."""
    (home / "docs").symlink_to(ROOT / "docs")
    told = {
        **environment(home / "data"),
        "ADDRESS": address,
        "NOTES": str(home / "board-year"),
        "ZETEL": f"{sys.executable} -m api",
        "PATH": f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    run = subprocess.run(
        ["bash"],
        input=script(),
        env=told,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert run.returncode == 0, f"{run.stdout[-2000:]}\n{run.stderr[-2000:]}"
    return run.stdout + run.stderr


def test_the_chair_is_elected_and_the_seat_filled(year: Year) -> None:
    seats = {
        each["holder"]: each
        for each in year.read("/board?organ=board")["seats"]
        if "holder" in each
    }
    assert seats[year.noted["amina"]]["offices"] == ["chair"]
    assert seats[year.noted["ines"]]["seat"]["seat"] == year.noted["vacant_seat"]
    assert seats[year.noted["gamal"]]["carried_over"]
    assert year.noted["dirk"] not in seats


def test_the_plans_are_adopted_and_a_review_is_to_come(year: Year) -> None:
    garden = year.read(f"/plans/{year.noted['garden']}")
    assert (garden["state"], garden["adopted_by"]) == ("adopted", year.noted["garden_at_last"])
    assert year.read(f"/plans/{year.noted['solar']}")["adopted_by"] == year.noted["round_two"]
    duties = year.read("/duties?state=open")["duties"]
    assert [(each["kind"], each["decision"]) for each in duties] == [
        ("evaluation", year.noted["round_two"]),
        ("review", year.noted["round_two"]),
        ("evaluation", year.noted["garden_at_last"]),
    ]


def test_the_statutes_are_in_force_from_the_deed(year: Year) -> None:
    in_force = year.read("/bylaws/in-force")
    assert in_force["bylaws"] == year.noted["statutes"]
    assert in_force["content"]["notice"]["board_days"] == 10
    assert in_force["content"]["minority"]["send_back_within_days"] == 21


def test_every_recount_agrees(year: Year) -> None:
    decisions = year.read("/decisions?limit=500")["decisions"]
    outcomes = {each["decision"]: each["outcome"] for each in decisions}
    assert len(outcomes) == 19
    ended = {"adopted", "amended", "method_objected", "next_round", "no_quorum", "rejected"}
    assert set(outcomes.values()) == ended | {"withdrawn", "opened_in_error"}
    for decision in outcomes:
        replayed = year.read(f"/decisions/{decision}/replay")
        assert (replayed["agrees"], replayed["findings"]) == (True, []), replayed


def test_the_duties_of_last_year_were_noted(year: Year) -> None:
    calendar = year.read(f"/calendar?year={year.noted['last_year']}")["duties"]
    done = {each["kind"] for each in calendar if each["state"] == "done"}
    assert done == {"balance_sheet", "register_changes"}


def test_it_is_said_what_one_should_see_and_only_the_tenth_seat_is_refused(year: Year) -> None:
    assert len([told for block in BLOCKS for told in SEEN.findall(block)]) > 30
    assert re.findall(r"code: (\S+)", year.printed) == ["seat.not_in_bylaws"]
    assert "(as it should be)" in year.printed


def test_the_codes_that_it_explains_are_there() -> None:
    named = CODE.findall(HOW_TO)
    assert len(named) > 4
    assert [code for code in named if code not in problems.codes()] == []
    assert app.IN_AN_ORGANISATION, "all refusals are known once the application is"
