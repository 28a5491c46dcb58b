"""A how-to is followed: every block of it is run, in order, against a real server."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx2

from tests.api.processes import ROOT, environment, serving

SEEN = re.compile(r"^((?:get|show) .*\S) +# (.+)$", re.MULTILINE)
"""A line that tells what one should see."""
CODE = re.compile(r"^\| `([\w.]+)` \|", re.MULTILINE)
NOTED = re.compile(r"^(\w+)='(.*)'$", re.MULTILINE)
PATIENCE = 240

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


class HowTo(NamedTuple):
    """``name`` of a file in ``docs``. Once ``everybody_is_in`` was run, somebody can be asked how
    fast the machine is."""

    name: str
    everybody_is_in: str = "let_in amina"

    @property
    def text(self) -> str:
        return (ROOT / "docs" / self.name).read_text(encoding="utf-8")

    @property
    def blocks(self) -> list[str]:
        return re.findall(r"^```sh\n(.*?)^```$", self.text, re.MULTILINE | re.DOTALL)

    @property
    def told(self) -> list[tuple[str, str]]:
        """Each line that says what one should see, and what."""
        return [each for block in self.blocks for each in SEEN.findall(block)]

    @property
    def codes(self) -> list[str]:
        return CODE.findall(self.text)

    @property
    def script(self) -> str:
        """What one should see is looked for."""
        checked = [
            SEEN.sub(lambda told: f"expect {shlex.quote(told[2])} {told[1]}", block)
            for block in self.blocks
        ]
        begun = next(n for n, block in enumerate(self.blocks) if self.everybody_is_in in block) + 1
        return "\n".join([PRELUDE, *checked[:begun], PACE, *checked[begun:]])


class Followed(NamedTuple):
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


@contextmanager
def following(how_to: HowTo, reader: str) -> Iterator[Followed]:
    """``reader`` asks afterwards. In a data folder that another account can reach, should we run
    as root."""
    home = Path(tempfile.mkdtemp(prefix="zetel-", dir="/tmp"))
    home.chmod(0o755)
    try:
        with serving(home / "data") as server:
            printed = _pasted(how_to, home, server.address)
            noted = dict(NOTED.findall((home / "notes" / "names").read_text("utf-8")))
            headers = {"Authorization": f"Bearer {noted[f'{reader}_token']}"}
            with httpx2.Client(timeout=30, headers=headers) as http:
                yield Followed(printed, noted, http)
    finally:
        shutil.rmtree(home)


def _pasted(how_to: HowTo, home: Path, address: str) -> str:
    """By somebody who pastes all of it, word by word, with the Python that runs this."""
    (home / "docs").symlink_to(ROOT / "docs")
    told = {
        **environment(home / "data"),
        "ADDRESS": address,
        "NOTES": str(home / "notes"),
        "ZETEL": f"{sys.executable} -m api",
        "PATH": f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    run = subprocess.run(
        ["bash"],
        input=how_to.script,
        env=told,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert run.returncode == 0, f"{run.stdout[-2000:]}\n{run.stderr[-2000:]}"
    return run.stdout + run.stderr
