"""What the META section says of a vote."""

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from adapters.pabulib import cells
from adapters.pabulib.keys import Keys
from adapters.pabulib.refusal import PbRefused
from domain.counting.approval import BallotLimits

LEFTOVER_BY_SCORE = "Fund additional projects that fit within leftover budget ordered by score"

NO_CURRENCY = "XXX"
"""ISO 4217's own code where no currency is named; the format has no default."""


class PbMeta(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Money in cents of ``currency``; dates as written, a year or ``dd.mm.yyyy``."""

    description: str
    country: str
    unit: str
    district: str | None
    instance: str
    language: str | None
    currency: str
    date_begin: str
    date_end: str
    budget_cents: int
    limits: BallotLimits
    over_budget: Literal["stop", "pass_over"]
    group_caps: dict[str, int]
    rule: str


def read_meta(keys: Keys) -> PbMeta:
    keys.required("vote_type", _exactly("approval"))
    leftover = keys.optional("leftover_budget", _exactly(LEFTOVER_BY_SCORE))
    return PbMeta(
        description=keys.required("description", cells.text),
        country=keys.required("country", cells.text),
        unit=keys.required("unit", cells.text),
        district=keys.optional("district", cells.text),
        instance=keys.required("instance", cells.text),
        language=keys.optional("language", cells.text),
        currency=keys.optional("currency", _currency) or NO_CURRENCY,
        date_begin=keys.required("date_begin", cells.text),
        date_end=keys.required("date_end", cells.text),
        budget_cents=keys.required("budget", cells.cents),
        limits=_limits(keys),
        over_budget="pass_over" if leftover else "stop",
        group_caps=_group_caps(keys),
        rule=keys.required("rule", _exactly("greedy")),
    )


def _exactly(only: str) -> Callable[[int, str, str], str]:
    """A value that has one supported meaning; any other would be counted wrongly."""

    def read(line: int, key: str, value: str) -> str:
        if value != only:
            raise PbRefused(
                line, f"{key} {cells.shown(value)} is not supported, only {cells.shown(only)} is"
            )
        return value

    return read


def _currency(line: int, key: str, value: str) -> str:
    if not re.fullmatch("[A-Z]{3}", value):
        raise PbRefused(line, f"{key} is not a three-letter code such as EUR: {cells.shown(value)}")
    return value


def _limits(keys: Keys) -> BallotLimits:
    """As written; where no ``min_length`` is, the format's own minimum of one project holds."""
    min_length, max_length = _range(keys, "min_length", "max_length", cells.whole, 1)
    min_sum, max_sum = _range(keys, "min_sum_cost", "max_sum_cost", cells.cents, None)
    return BallotLimits(
        min_length=min_length, max_length=max_length, min_sum_cents=min_sum, max_sum_cents=max_sum
    )


def _range(
    keys: Keys,
    least_key: str,
    most_key: str,
    read: Callable[[int, str, str], int],
    unless: int | None,
) -> tuple[int | None, int | None]:
    least, most = keys.optional(least_key, read), keys.optional(most_key, read)
    least = unless if least is None else least
    if least is not None and most is not None and least > most:
        raise PbRefused(
            keys.line(most_key), f"{most_key} lies below {least_key}: no ballot is valid"
        )
    return least, most


def _group_caps(keys: Keys) -> dict[str, int]:
    groups = keys.optional("neighborhoods", _names)
    caps = keys.optional("budget_per_neighborhood", _amounts)
    # Neighbourhoods without caps describe the projects and bind nothing.
    if caps is None:
        return {}
    line = keys.line("budget_per_neighborhood")
    if groups is None or len(groups) != len(caps):
        raise PbRefused(
            line, "budget_per_neighborhood does not have one amount for each of neighborhoods"
        )
    return dict(zip(groups, caps, strict=True))


def _names(line: int, key: str, value: str) -> list[str]:
    names = [cells.text(line, f"a name in {key}", name.strip()) for name in value.split(",")]
    if len(set(names)) < len(names):
        raise PbRefused(line, f"{key} names a neighbourhood twice")
    return names


def _amounts(line: int, key: str, value: str) -> list[int]:
    return [cells.cents(line, f"an amount in {key}", amount.strip()) for amount in value.split(",")]
