"""What a row measures: medians of rounds, with their spread, and what they must reach."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

import msgspec


class Rounds(NamedTuple):
    """What each of several rounds gave."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        return min(self.values), max(self.values)


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """``value`` is None if it could not be measured; ``note`` says why, or how it was scaled.

    ``ratio`` is ``value`` divided by what it is compared with. ``holds`` is None where
    nothing must be reached.
    """

    row: str
    value: float | None
    unit: str
    spread: tuple[float, float] | None = None
    compared_with: str | None = None
    ratio: float | None = None
    must: str | None = None
    holds: bool | None = None
    note: str | None = None


Holds = Callable[[float, float], bool]
"""Given value and ratio (0 where nothing is compared), whether enough was reached."""


def figure(
    row: str,
    measured: Rounds,
    unit: str,
    *,
    reference: Rounds | None = None,
    compared_with: str | None = None,
    must: str | None = None,
    holds: Holds | None = None,
    note: str | None = None,
) -> Figure:
    ratio = None if reference is None else measured.median / reference.median
    if reference is not None:
        compared_with = f"{compared_with}: {shown(reference.median)}"
    return Figure(
        row=row,
        value=measured.median,
        unit=unit,
        spread=measured.spread,
        compared_with=compared_with,
        ratio=ratio,
        must=must,
        holds=None if holds is None else holds(measured.median, ratio or 0.0),
        note=note,
    )


async def interleaved(
    rounds: int, kinds: Mapping[str, Callable[[], Awaitable[float]]]
) -> dict[str, Rounds]:
    """A B C A B C …, so that what else the machine does meets all of them alike."""
    found: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, measure in kinds.items():
            found[name].append(await measure())
    return {name: Rounds(tuple(values)) for name, values in found.items()}


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that ``percent`` per cent of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def shown(value: float) -> str:
    """Three digits are more than a short run on one machine can promise."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
