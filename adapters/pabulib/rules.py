"""The rules by which a file says that it was counted, as far as they are ours too."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from adapters.pabulib import cells
from adapters.pabulib.refusal import PbRefused
from domain.events.votes import EqualSharesRule

STEP_CENTS = 100
"""``add1`` raises everybody's share by one whole unit of the currency."""


class PbRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``over_budget`` is of the greedy rule, which Equal Shares has beside it to compare with."""

    over_budget: Literal["stop", "pass_over"] = "pass_over"
    equal_shares: EqualSharesRule | None = None


def _add1(comparison: Literal["none", "more_funded"]) -> PbRule:
    return PbRule(
        equal_shares=EqualSharesRule(
            start="exact",
            step_cents=STEP_CENTS,
            exhaustive_stop=False,
            fill_up=False,
            comparison=comparison,
        )
    )


RULES: Mapping[str, PbRule] = MappingProxyType(
    {
        "greedy": PbRule(),
        "greedy-no-skip": PbRule(over_budget="stop"),
        "equalshares/add1": _add1("none"),
        "equalshares/add1-comparison": _add1("more_funded"),
    }
)
"""By the format's own names."""

NOT_OURS: Mapping[str, str] = MappingProxyType(
    {
        "greedy-threshold": "it leaves out what has too few votes, which the greedy rule here "
        "does not",
        "greedy-exclusive": "which projects exclude each other is not in the file",
        "greedy-custom": "what is special about it is not in the file",
        "equalshares": "here the shares are always raised until the next step would cost more "
        "than the budget",
        "equalshares-comparison": "here the shares are always raised until the next step would "
        "cost more than the budget",
        "unknown": "nobody can count by a rule that nobody knows",
    }
)


def known_rule(line: int, key: str, name: str) -> str:
    if name in RULES:
        return name
    why = NOT_OURS.get(name, f"known are {', '.join(RULES)}")
    raise PbRefused(line, f"{key} {cells.shown(name)} is not supported: {why}")
