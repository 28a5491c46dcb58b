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

from tests.api.processes import ROOT, environment, serving

HOW_TO = ROOT / "docs" / "a-board-year.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SEEN = re.compile(r"^((?:get|show) .*\S) +# (.+)$", re.MULTILINE)
"""A line that tells what one should see."""
NOTED = re.compile(r"^(\w+)='(.*)'$", re.MULTILINE)
CODE = re.compile(r"^\\| `([\w.]+)` \\|", re.MULTILINE)
OPEN = "2 seconds"
PATIENCE = 240
EXPECT = """
expect() {
  local expected=$1 found; shift
  "$@" > "$NOTES/found"
  found=$(cat "$NOTES/found")
  [ "$found" = "$expected" ] || { echo "$*: not $expected but $found" >&2; exit 1; }
}
"""


def blocks() -> list[str]:
    return BLOCK.findall(HOW_TO.read_text(encoding="utf-8"))


def script(pasted: list[str]) -> str:
    """What one should see is looked for."""
    checked = [SEEN.sub(lambda told: f"expect {shlex.quote(told[2])} {told[1]}", b) for b in pasted]
    return "\n".join(["set -eu", EXPECT, *checked])


class Year(NamedTuple):
    """What was noted under which name, and what everything looks like afterwards."""

    printed: str
    noted: dict[str, str]
    seen: dict[str, Any]


def read(noted: dict[str, str], path: str) -> Any:
    headers = {"Authorization": f"Bearer {noted['ada_token']}"}
    answer = httpx2.get(f"{noted['HERE']}{path}", headers=headers, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def year() -> Iterator[Year]:
    """In a data folder that another account can reach, should we run as root."""
    home = Path(tempfile.mkdtemp(prefix="zetel-", dir="/tmp"))
    home.chmod(0o755)
    try:
        with serving(home / "data") as server:
            yield played(home, server.address)
    finally:
        shutil.rmtree(home)


def played(home: Path, address: str) -> Year:
    notes = home / "board-year"
    told = environment(home / "data")
    told |= {"ADDRESS": address, "NOTES": str(notes), "ZETEL": f"{sys.executable} -m api"}
    told |= {"OPEN_FOR": OPEN, "OPEN_IN_MEETING": OPEN}
    told["PATH"] = f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{told['PATH']}"
    run = subprocess.run(
        ["bash"],
        input=script(blocks()),
        env=told,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    noted = dict(NOTED.findall((notes / "names").read_text(encoding="utf-8")))
    paths = {
        "board": "/board?organ=board",
        "plan": f"/plans/{noted['garden']}",
        "chair": f"/decisions/{noted['chair']}",
        "duties": "/duties?state=open",
        "in_force": "/bylaws/in-force",
        "decisions": "/decisions?limit=500",
    }
    seen = {name: read(noted, path) for name, path in paths.items()}
    seen["replays"] = [
        read(noted, f"/decisions/{each['decision']}/replay")
        for each in seen["decisions"]["decisions"]
    ]
    return Year(run.stdout + run.stderr, noted, seen)


def test_x(year: Year) -> None:
    print(year.printed)
    import json

    print(json.dumps(year.seen, indent=1)[:3000])
