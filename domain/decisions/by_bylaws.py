"""The rule by which an organ decides: from the bylaws in force, where there are any."""

from dataclasses import dataclass

from domain.bylaws.articles import DecisionKind, DecisionRule
from domain.bylaws.bylaws import Bylaws
from domain.counting.majority import Quorum, Threshold
from domain.decisions.errors import KindNotInBylaws, OtherOrgan, RuleFixed, RuleMissing
from domain.events.decisions import Secrecy

MIN_VOTERS = 2


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an opening states of the rule; None where it leaves this to the bylaws."""

    threshold: Threshold | None
    quorum: Quorum | None
    min_voters: int | None
    secrecy: Secrecy | None


@dataclass(frozen=True, kw_only=True)
class RuleOfDecision:
    threshold: Threshold
    quorum: Quorum
    min_voters: int
    secrecy: Secrecy
    approval_of: str | None = None


def without_bylaws(asked: Asked) -> RuleOfDecision:
    """Raise RuleMissing: nobody else says what the rule is."""
    if asked.threshold is None or asked.quorum is None:
        raise RuleMissing
    return RuleOfDecision(
        threshold=asked.threshold,
        quorum=asked.quorum,
        min_voters=MIN_VOTERS if asked.min_voters is None else asked.min_voters,
        secrecy=asked.secrecy or "open",
    )


def by_bylaws(bylaws: Bylaws, kind: DecisionKind, organ: str, asked: Asked) -> RuleOfDecision:
    """Raise KindNotInBylaws, OtherOrgan, or RuleFixed for what the bylaws do not leave open."""
    rules = bylaws.rules_on(kind)
    if not rules:
        raise KindNotInBylaws(kind=kind)
    rule = next((rule for rule in rules if rule.organ == organ), None)
    if rule is None:
        raise OtherOrgan(kind=kind, organ=rules[0].organ)
    if not rule.left_open:
        _require_same(rule, asked)
    return RuleOfDecision(
        threshold=asked.threshold or rule.threshold,
        quorum=asked.quorum or rule.quorum,
        min_voters=rule.min_voters if asked.min_voters is None else asked.min_voters,
        secrecy=asked.secrecy or rule.secrecy,
        approval_of=rule.approved_by,
    )


def _require_same(rule: DecisionRule, asked: Asked) -> None:
    for name in ("threshold", "quorum", "min_voters", "secrecy"):
        stated = getattr(asked, name)
        if stated is not None and stated != getattr(rule, name):
            raise RuleFixed(kind=rule.kind, setting=name)
