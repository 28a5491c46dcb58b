"""Rows in a process of their own: ``python -m bench.child STAGE ROW …``, a line of JSON each."""

import importlib
import sys

import msgspec
import uvloop

from bench.figures import Figure
from bench.stage import Stage


def main(stage: str, *rows: str) -> None:
    at = msgspec.json.decode(stage, type=Stage)
    for row in rows:
        module = importlib.import_module(f"bench.rows.{row}")
        figures: list[Figure] = uvloop.run(module.measure(at))
        print(msgspec.json.encode(figures).decode(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
