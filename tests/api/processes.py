"""Zetel as a process of its own, as somebody in a terminal has it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60
ROOT = Path(__file__).parents[2]


def environment(data: Path, **settings: str) -> dict[str, str]:
    """Nothing of ours, and none of the settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZETEL_")}
    return {**kept, "PYTHONPATH": str(ROOT), "ZETEL_DATA": str(data), **settings}


def zetel(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api", *arguments],
        env=environment(data, **settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


class Server:
    """``zetel serve`` on a free port; what it prints goes to a file in the data folder."""

    def __init__(self, data: Path, *arguments: str, **settings: str) -> None:
        self.printed = data.parent / f"{data.name}.out"
        with self.printed.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "api", "serve", *arguments],
                env=environment(data, **{"ZETEL_PORT": "0", **settings}),
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def says(self, sentence: str) -> str:
        """All that was printed, once ``sentence`` is among it."""
        deadline = time.monotonic() + PATIENCE
        while sentence not in (printed := self.printed.read_text()):
            assert self.process.poll() is None, printed
            assert time.monotonic() < deadline, printed
            time.sleep(0.02)
        return printed

    @property
    def address(self) -> str:
        line = self.says("API documentation: ").split("API documentation: ")[1]
        return line.split("/docs")[0]

    def interrupt(self) -> int:
        """Ctrl-C. The exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(data: Path, *arguments: str, **settings: str) -> Iterator[Server]:
    server = Server(data, *arguments, **settings)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait(PATIENCE)
