"""How figures are shown: on the terminal, as a page, and for programs."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from bench.figures import Figure, shown
from bench.reasons import REASONS

HOLDS = {True: "yes", False: "**no**", None: ""}
COLUMNS = ("what", "measured", "spread", "compared with", "ratio", "must reach", "reached")
PUBLISHED = ("row", "value", "unit", "compared_with", "ratio", "must", "holds")
INTRODUCTION = """# Performance

Written by `make bench`, which anyone can run; it takes less than ten minutes. Every row was
measured in the same run, on the same embedded PostgreSQL with fsync on. What is compared took
turns, round by round, and a ratio is what was measured divided by what it is compared with.
*Measured* is the median of several rounds, *spread* the lowest and the highest. Server, database
and whoever sends requests shared one machine and no network, so the ratios say more than the
figures. Large logs were filled in bulk, then vacuumed and analysed; nothing that is measured was
read or asked before, and one round went before the first to open connections.

"""


def line(figure: Figure) -> str:
    """For the terminal."""
    what, measured, spread, compared, ratio, must, _ = _cells(figure)
    reached = {True: "reached", False: "NOT REACHED", None: ""}[figure.holds]
    parts = [f"{measured} {spread}", compared and f"vs {compared}", ratio and f"= {ratio}"]
    told = "  ".join(part for part in parts if part)
    return f"  {what}\n    {told}" + (f"\n    must: {must}: {reached}" if must else "")


def page(machine: Mapping[str, str], figures: Sequence[Figure], seconds: float) -> str:
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *map(_cells, figures)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    about = "\n".join(f"| {name} | {value} |" for name, value in machine.items())
    return (
        f"{INTRODUCTION}{table}\n\n{_remarks(figures)}## The machine\n\n"
        f"| | |\n|---|---|\n{about}\n| the whole run took | {seconds:.0f} s |\n"
    )


def results(figures: Sequence[Figure]) -> bytes:
    listed = [{name: getattr(figure, name) for name in PUBLISHED} for figure in figures]
    return msgspec.json.format(msgspec.json.encode(listed), indent=2) + b"\n"


def write(
    root: Path, machine: Mapping[str, str], figures: Sequence[Figure], seconds: float
) -> None:
    for place, content in (
        ("bench/results.json", results(figures)),
        ("docs/performance.md", page(machine, figures, seconds).encode()),
    ):
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _cells(figure: Figure) -> tuple[str, ...]:
    low, high = figure.spread or (0.0, 0.0)
    return (
        figure.row,
        "not measured" if figure.value is None else f"{shown(figure.value)} {figure.unit}",
        f"{shown(low)} to {shown(high)}" if low < high else "",
        figure.compared_with or "",
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        figure.must or "",
        HOLDS[figure.holds],
    )


def _remarks(figures: Sequence[Figure]) -> str:
    said = [f"* {each.row}: {each.note}." for each in figures if each.note]
    missed = [
        f"* Not reached: {each.row}. {REASONS.get(each.row, '')}".rstrip()
        for each in figures
        if each.holds is False
    ]
    return "\n".join([*missed, *said, "", ""]) if missed or said else ""
