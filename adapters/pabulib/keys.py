"""The keys of META: each is honoured, without effect, or refused by its name."""

from collections.abc import Callable
from typing import TypeVar

from adapters.pabulib import cells
from adapters.pabulib.refusal import PbRefused
from adapters.pabulib.tables import Table

T = TypeVar("T")

REQUIRED = (
    "description", "country", "unit", "instance", "num_projects", "num_votes", "budget",
    "vote_type", "rule", "date_begin", "date_end",
)  # fmt: skip
HONOURED = (
    *REQUIRED, "district", "language", "currency", "min_length", "max_length", "min_sum_cost",
    "max_sum_cost", "leftover_budget", "neighborhoods", "budget_per_neighborhood", "scoring_fn",
    "max_sum_points", "min_sum_points",
)  # fmt: skip
WITHOUT_EFFECT = (
    "subunit", "edition", "comment", "acknowledgments", "experimental", "categories",
)  # fmt: skip
NOT_HONOURED = (
    "min_project_score_threshold", "fully_funded", "min_project_cost", "max_project_cost",
    "min_points", "max_points", "default_score", "subdistricts", "budget_per_category",
    "min_length_per_category", "max_length_per_category", "min_sum_cost_per_category",
    "max_sum_cost_per_category",
)  # fmt: skip


class Keys:
    """The keys of META, each once, each one that we know how to treat."""

    def __init__(self, table: Table) -> None:
        if table.columns != ("key", "value"):
            raise PbRefused(table.columns_line, "META's columns are key and value")
        self._rows: dict[str, tuple[int, str]] = {}
        for line, row in table.rows:
            key = row["key"]
            _check_known(line, key)
            if key in self._rows:
                raise PbRefused(line, f"{key} stands on line {self._rows[key][0]} already")
            self._rows[key] = line, row["value"]
        for key in REQUIRED:
            if key not in self._rows:
                raise PbRefused(table.last_line, f"META ends without {key}")

    def line(self, key: str) -> int:
        return self._rows[key][0]

    def required(self, key: str, read: Callable[[int, str, str], T]) -> T:
        line, value = self._rows[key]
        return read(line, key, value)

    def optional(self, key: str, read: Callable[[int, str, str], T]) -> T | None:
        return self.required(key, read) if key in self._rows else None


def _check_known(line: int, key: str) -> None:
    if key in NOT_HONOURED:
        raise PbRefused(
            line,
            f"{key} could change the count or which ballots are valid; "
            "it is not supported, so the result would not be the file's",
        )
    if key not in HONOURED and key not in WITHOUT_EFFECT:
        raise PbRefused(
            line,
            f"{cells.shown(key)} is no key of META that is known here; "
            "what it does to the count cannot be told",
        )
