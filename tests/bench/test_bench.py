"""Every row takes every step, on a small scale. What it measures then means nothing."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from bench.figures import Rounds, figure, interleaved, percentile
from bench.load.generator import Load, LoadFailed, checked
from bench.load.requests import post, read, write
from bench.load.sockets import answer_size, generate
from bench.rows import ROWS

ROOT = Path(__file__).parents[2]
PUBLISHED = ["row", "value", "unit", "compared_with", "ratio", "must", "holds"]


def test_every_row_can_be_measured_and_is_published(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--into", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    results = msgspec.json.decode((tmp_path / "bench/results.json").read_bytes())
    assert all(list(each) == PUBLISHED and each["value"] is not None for each in results)
    assert [row for row in ROWS if f"\n{row}, after " not in f"\n{run.stderr}"] == []
    page = (tmp_path / "docs/performance.md").read_text()
    assert [each["row"] for each in results if f"| {each['row']} |" not in page] == []
    assert "fsync = off" in page  # what a smoke test measured can't be taken for anything else


def test_every_file_of_a_row_is_in_the_table():
    files = {path.stem for path in (ROOT / "bench/rows").glob("*.py")} - {"__init__"}
    assert files == set(ROWS)


async def test_what_is_compared_takes_turns():
    order: list[str] = []

    async def turn(name: str) -> float:
        order.append(name)
        return float(len(order))

    kinds = {name: lambda name=name: turn(name) for name in "AB"}
    found = await interleaved(3, kinds)
    assert order == ["A", "B"] * 3
    assert found["A"] == Rounds((1.0, 3.0, 5.0))


def test_a_figure_is_the_median_and_its_ratio_is_that_of_the_medians():
    reached = figure(
        "ballots",
        Rounds((40.0, 10.0, 30.0)),
        "ballots/s",
        reference=Rounds((10.0, 60.0, 20.0)),
        compared_with="nothing done",
        must="twice",
        holds=lambda value, ratio: ratio >= 2,
    )
    assert (reached.value, reached.spread, reached.ratio) == (30.0, (10.0, 40.0), 1.5)
    assert reached.compared_with == "nothing done: 20.0"
    assert reached.holds is False


@pytest.mark.parametrize(("percent", "expected"), [(0, 1), (50, 2), (95, 4), (100, 4)])
def test_a_percentile_is_one_of_the_values(percent: int, expected: int):
    assert percentile([4, 1, 3, 2], percent) == expected


def test_requests_are_read_as_they_were_written(tmp_path: Path):
    requests = [post("/ballots", b'{"a": 1}', "token"), post("/ballots", b"\n\n", None)]
    write(tmp_path / "requests", requests)
    assert list(read(tmp_path / "requests")) == requests


@pytest.mark.parametrize(
    ("got", "size"),
    [
        (b"HTTP/1.1 204 No Content\r\n", None),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 27),
        (b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}", 45),
    ],
)
def test_an_answer_is_as_long_as_it_says(got: bytes, size: int | None):
    assert answer_size(got) == size


async def test_our_own_generator_sends_every_request_once(tmp_path: Path):
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            body = await reader.readexactly(int(head.split(b"Content-Length: ")[1].split()[0]))
            asked.append(body)
            await asyncio.sleep(0.005)
            writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}")

    async def until_gone(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
        except asyncio.IncompleteReadError:
            writer.close()

    write(tmp_path / "requests", [post("/", b"%d" % n, None) for n in range(10_000)])
    server = await asyncio.start_server(until_gone, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    load = await generate(port, 4, 0.2, tmp_path / "requests")
    server.close()
    assert 0 < load.answered <= len(asked)
    assert len(asked) == len(set(asked))
    assert (load.refused, load.broken) == (0, 0)


@pytest.mark.parametrize("load", [Load(10, 1, 1, 0), Load(10, 1, 0, 1), Load(990, 1, 0, 0)])
def test_a_load_that_was_refused_or_sent_twice_is_no_measurement(load: Load):
    with pytest.raises(LoadFailed):
        checked(load, prepared=1_000)
    assert checked(Load(10, 1, 0, 0), prepared=1_000)
