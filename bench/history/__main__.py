"""`python -m bench.history run` makes a run and judges it; `check FILE...` judges one again."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

import msgspec

from adapters.postgres.database import embedded
from bench.history.check import Report, check
from bench.history.entries import read_files
from bench.history.run import Size, run
from bench.history.take_part import Part, take_part


def main() -> int:
    asked = _arguments().parse_args()
    match asked.command:
        case "take-part":
            asyncio.run(take_part(msgspec.json.decode(asked.part, type=Part)))
            return 0
        case "check":
            report = check(read_files(*asked.files))
        case _:
            given = {name: getattr(asked, name) for name in Size.__struct_fields__}
            report = asyncio.run(_run(asked.history, Size(**given)))
    sys.stdout.write(f"{report}\n")
    return bool(report.breaches)


async def _run(history: Path | None, size: Size) -> Report:
    with tempfile.TemporaryDirectory(prefix="zetel-history-") as temporary:
        Path(temporary).chmod(0o711)
        folder = history or Path(temporary, "history")
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise SystemExit(f"{folder} is not empty: a history stands by itself")
        async with embedded(Path(temporary, "data"), durable=False) as addresses:
            return await run(addresses.application, folder, size)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench.history", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="several processes at one embedded PostgreSQL")
    for name, default in zip(Size.__struct_fields__, Size.__struct_defaults__, strict=True):
        running.add_argument(f"--{name}", type=type(default), default=default)
    running.add_argument("--history", type=Path, help="keep the history in this empty folder")
    checking = commands.add_parser("check", help="judge recorded histories")
    checking.add_argument("files", type=Path, nargs="+")
    commands.add_parser("take-part").add_argument("part")
    return parser


if __name__ == "__main__":
    sys.exit(main())
