"""The rule by which an organ decides: from the bylaws in force, where there are any."""

from dataclasses import dataclass, replace
from typing import cast

from msgspec.structs import replace as replaced

from domain.bylaws.articles import DecisionKind, DecisionRule, OfficeWeight
from domain.bylaws.bylaws import Bylaws
from domain.counting.groups import GroupGate
from domain.counting.majority import Quorum, Threshold
from domain.counting.methods import Method, OptionsRule
from domain.decisions.errors import (
    KindNotInBylaws,
    OtherMethod,
    OtherOrgan,
    RuleFixed,
    RuleMissing,
    ThresholdMissing,
)
from domain.events.decisions import ConsentRule, ProxyRule, QuorumCounts, Secrecy
from domain.events.seats import Office
from domain.seats.terms import BOARD

MIN_VOTERS = 2
CONSENT = ConsentRule(round=1, max_rounds=3, fallback="dialogue")
"""Where no bylaws say how often a proposal is put to consent, and what comes then."""
BY_SHARE = ("majority", "consent")
"""The methods that have a threshold: of consent it is that of the majority it may fall back on."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an opening states of the rule; None where it leaves this to the bylaws."""

    threshold: Threshold | None
    quorum: Quorum | None
    min_voters: int | None
    secrecy: Secrecy | None
    method: Method | None = None
    options_rule: OptionsRule | None = None
    groups: GroupGate | None = None


@dataclass(frozen=True, kw_only=True)
class RuleOfDecision:
    method: Method
    threshold: Threshold | None
    quorum: Quorum
    min_voters: int
    secrecy: Secrecy
    approval_of: str | None = None
    options_rule: OptionsRule | None = None
    groups: GroupGate | None = None
    quorum_counts: QuorumCounts | None = None
    weights: tuple[OfficeWeight, ...] | None = None
    casting_vote_of: Office | None = None
    residents_at_the_vote: Quorum | None = None
    proxies: ProxyRule | None = None
    secrecy_minimum: int | None = None
    trackers: bool | None = None
    consent: ConsentRule | None = None
    send_back_days: int | None = None


def without_bylaws(asked: Asked) -> RuleOfDecision:
    """Raise RuleMissing: nobody else says what the rule is. Raise ThresholdMissing."""
    method = asked.method or "majority"
    if asked.quorum is None or (method == "majority" and asked.threshold is None):
        raise RuleMissing
    return RuleOfDecision(
        method=method,
        threshold=_threshold(method, asked.threshold),
        quorum=asked.quorum,
        min_voters=MIN_VOTERS if asked.min_voters is None else asked.min_voters,
        secrecy=asked.secrecy or "open",
        options_rule=asked.options_rule,
        groups=asked.groups,
        consent=CONSENT,
    )


def by_bylaws(
    bylaws: Bylaws, kind: DecisionKind, organ: str, asked: Asked, *, for_board: bool = False
) -> RuleOfDecision:
    """``for_board``: the organ acts for a board that is not there, by the rule of the board.

    Raise KindNotInBylaws, OtherOrgan, OtherMethod, or RuleFixed for what the bylaws do not leave
    open.
    """
    rules = bylaws.rules_on(kind)
    if not rules:
        raise KindNotInBylaws(kind=kind)
    given_to = BOARD if for_board else organ
    rule = next((rule for rule in rules if rule.organ == given_to), None)
    if rule is None:
        raise OtherOrgan(kind=kind, organ=rules[0].organ)
    method = _method(rule, asked)
    if not rule.left_open:
        _require_same(rule, asked)
    decided = RuleOfDecision(
        method=method,
        threshold=_threshold(method, asked.threshold, rule.threshold),
        quorum=asked.quorum or rule.quorum,
        min_voters=rule.min_voters if asked.min_voters is None else asked.min_voters,
        secrecy=asked.secrecy or rule.secrecy,
        approval_of=rule.approved_by,
        options_rule=asked.options_rule or rule.options_rule,
        groups=asked.groups or (rule.groups if method == "majority" else None),
    )
    return _with_the_rest(decided, bylaws, kind, organ)


def _with_the_rest(
    rule: RuleOfDecision, bylaws: Bylaws, kind: DecisionKind, organ: str
) -> RuleOfDecision:
    """What the bylaws say of every decision. Weights, a casting vote and the residents' share
    are those of the board."""
    attendance, ballots, proxies = bylaws.attendance, bylaws.ballots, bylaws.proxies
    minority = bylaws.minority
    own = organ == BOARD
    trackers = ballots.trackers_on_persons if kind == "person" else ballots.trackers
    return replace(
        rule,
        quorum_counts=QuorumCounts(
            recused=attendance.recused, absent=attendance.absent_without_stand_in
        ),
        weights=_weights(bylaws) if own else None,
        casting_vote_of=_casting_vote(bylaws, kind) if own else None,
        residents_at_the_vote=bylaws.resident_majority.at_the_vote if own else None,
        proxies=ProxyRule(
            most_per_holder=proxies.most_per_holder,
            within_limit_of_weights=proxies.within_limit_of_weights,
            keeps_residents_share=proxies.keeps_residents_share,
        ),
        secrecy_minimum=ballots.secrecy_minimum,
        trackers=trackers == "on",
        consent=ConsentRule(
            round=1, max_rounds=bylaws.consent.max_rounds, fallback=bylaws.consent.fallback
        ),
        send_back_days=(
            None
            if minority is None or minority.send_back == "off"
            else minority.send_back_within_days
        ),
    )


def majority_beside(
    bylaws: Bylaws, kind: DecisionKind, organ: str
) -> tuple[tuple[OfficeWeight, ...] | None, GroupGate | None]:
    """Weights and groups of a majority on this kind of question, which consent does not have."""
    rule = next((rule for rule in bylaws.rules_on(kind) if rule.organ == organ), None)
    groups = None if rule is None else rule.groups
    return _weights(bylaws) if organ == BOARD else None, groups


def _weights(bylaws: Bylaws) -> tuple[OfficeWeight, ...] | None:
    heavier = tuple(each for each in bylaws.weights.offices if each.votes > 1)
    return heavier or None


def _casting_vote(bylaws: Bylaws, kind: DecisionKind) -> Office | None:
    ties = bylaws.ties
    on_a_tie = ties.persons if kind == "person" else ties.things
    return cast(Office, ties.casting_vote_of) if on_a_tie == "casting_vote" else None


def _method(rule: DecisionRule, asked: Asked) -> Method:
    method = asked.method or rule.method
    if method != rule.method and method not in (rule.methods or ()) and not rule.left_open:
        raise OtherMethod(kind=rule.kind, method=method)
    return method


def _threshold(
    method: Method, asked: Threshold | None, known: Threshold | None = None
) -> Threshold | None:
    if method in BY_SHARE:
        return asked or known
    if asked is not None:
        raise ThresholdMissing(method=method)
    return None


def _require_same(rule: DecisionRule, asked: Asked) -> None:
    for name in ("threshold", "quorum", "min_voters", "secrecy", "groups"):
        stated = getattr(asked, name)
        if stated is not None and stated != getattr(rule, name):
            raise RuleFixed(kind=rule.kind, setting=name)
    known, rule_asked = rule.options_rule, asked.options_rule
    if known is not None and rule_asked is not None and _how(rule_asked) != _how(known):
        raise RuleFixed(kind=rule.kind, setting="options_rule")


def _how(rule: OptionsRule) -> OptionsRule:
    """Without how many are chosen: that differs from one election to the next."""
    election = rule.election
    if election is not None:
        election = replaced(election, seats=1)
    return replaced(rule, places=None, election=election)
