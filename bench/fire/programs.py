"""The programs that cast ballots and follow streams beside us: told by lines, ended by us."""

import subprocess
import sys
from pathlib import Path

import msgspec

from bench.fire.victims import ROOT, NotBack, environment, soon


class Program:
    """``python -m bench.fire.<name> plan out`` with a plan of its own, talking to ``out``."""

    def __init__(self, name: str, plan: msgspec.Struct, out: Path) -> None:
        self.name, self.out = name, out
        plan_path = out.with_suffix(".plan")
        plan_path.write_bytes(msgspec.json.encode(plan))
        self.errors = out.with_suffix(".errors")
        with self.errors.open("wb") as errors:
            self.running = subprocess.Popen(  # noqa: S603 our own program
                [sys.executable, "-m", f"bench.fire.{name}", str(plan_path), str(out)],
                env=environment(),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stderr=errors,
            )

    def tell(self, word: msgspec.Struct | int) -> None:
        """Raise NotBack if it has ended."""
        assert self.running.stdin is not None
        try:
            self.running.stdin.write(msgspec.json.encode(word) + b"\n")
            self.running.stdin.flush()
        except BrokenPipeError:
            raise NotBack(f"a {self.name} ended by itself: {self.last_words()}") from None

    async def end(self) -> None:
        """Once it has finished what it does. Raise NotBack."""
        assert self.running.stdin is not None
        self.running.stdin.close()
        await soon(lambda: self.running.poll() is not None, f"the end of a {self.name}")
        if self.running.returncode != 0:
            raise NotBack(f"a {self.name} failed: {self.last_words()}")

    def last_words(self) -> str:
        return "\n".join(self.errors.read_text().splitlines()[-5:])

    def kill(self) -> None:
        self.running.kill()
        self.running.wait()
