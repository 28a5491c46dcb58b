"""What the META section says of a vote."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from adapters.pabulib import cells
from adapters.pabulib.keys import Keys
from adapters.pabulib.refusal import PbRefused
from adapters.pabulib.rules import RULES, PbRule, known_rule
from domain.counting.approval import BallotLimits
from domain.events.votes import Form

LEFTOVER_BY_SCORE = "Fund additional projects that fit within leftover budget ordered by score"

NO_CURRENCY = "XXX"
"""ISO 4217's own code where no currency is named; the format has no default."""


FORMS: Mapping[str, Form] = MappingProxyType(
    {"approval": "approval", "choose-1": "approval", "ordinal": "ranked", "cumulative": "points"}
)
"""Vote types that have a form of ballot here."""
BORDA = "Borda"
"""How ranks are always counted here."""


class PbMeta(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Money in cents of ``currency``; dates as written, a year or ``dd.mm.yyyy``.

    ``points`` is what one ballot may spend, ``least_points`` what it must, where the form is
    points. ``asked_rule`` is there if the file is counted by another rule than its own.
    """

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
    form: Form
    points: int | None
    least_points: int
    limits: BallotLimits
    group_caps: dict[str, int]
    rule: str
    asked_rule: str | None

    @property
    def counted_by(self) -> PbRule:
        return RULES[self.asked_rule or self.rule]


def read_meta(keys: Keys, asked_rule: str | None) -> PbMeta:
    """``asked_rule`` is one of ``RULES``; then the file's own is only read."""
    vote_type = keys.required("vote_type", _vote_type)
    form = FORMS[vote_type]
    points, least_points = _points(keys, form)
    rule = keys.required("rule", cells.text if asked_rule else known_rule)
    if asked_rule is None:
        _check_leftover(keys, rule)
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
        form=form,
        points=points,
        least_points=least_points,
        limits=_limits(keys, most=1 if vote_type == "choose-1" else None),
        group_caps=_group_caps(keys),
        rule=rule,
        asked_rule=asked_rule,
    )


def _vote_type(line: int, key: str, value: str) -> str:
    if value not in FORMS:
        raise PbRefused(
            line, f"{key} {cells.shown(value)} is not supported, only {', '.join(FORMS)} are"
        )
    return value


def _points(keys: Keys, form: Form) -> tuple[int | None, int]:
    """How many points a ballot may spend, and how many it must."""
    scoring = keys.optional("scoring_fn", _exactly(BORDA))
    if scoring is not None and form != "ranked":
        raise PbRefused(keys.line("scoring_fn"), "scoring_fn counts ranks, and there are none")
    most = keys.optional("max_sum_points", cells.whole)
    least = keys.optional("min_sum_points", cells.whole)
    if form == "points" and most is None:
        raise PbRefused(keys.line("vote_type"), "max_sum_points is missing: what is there to spend")
    for key, number in (("max_sum_points", most), ("min_sum_points", least)):
        if form != "points" and number is not None:
            raise PbRefused(keys.line(key), f"{key} is of points, and there are none")
    return most, least or 0


def _check_leftover(keys: Keys, rule: str) -> None:
    """What does not fit is passed over greedily, and so what is left is spent by score."""
    leftover = keys.optional("leftover_budget", _exactly(LEFTOVER_BY_SCORE))
    if leftover is not None and rule != "greedy":
        raise PbRefused(keys.line("leftover_budget"), f"leftover_budget is not of the rule {rule}")


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


def _limits(keys: Keys, most: int | None) -> BallotLimits:
    """As written; where no ``min_length`` is, the format's own minimum of one project holds, and
    ``most`` where no ``max_length`` is."""
    min_length, max_length = _range(keys, "min_length", "max_length", cells.whole, 1)
    min_sum, max_sum = _range(keys, "min_sum_cost", "max_sum_cost", cells.cents, None)
    if max_length is None or (most is not None and max_length > most):
        max_length = most
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
