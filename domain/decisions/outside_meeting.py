"""How the rule of a decision changes when it is taken outside a meeting."""

from dataclasses import replace

from msgspec.structs import replace as with_other

from domain.bylaws.articles import DecisionKind
from domain.bylaws.bylaws import Bylaws
from domain.decisions.by_bylaws import RuleOfDecision
from domain.decisions.errors import BoardNotInformed, OutsideNotAllowed, OutsideNotForKind
from domain.decisions.in_meeting import unanimous
from domain.meetings.notice import GENERAL_MEETING


def outside_meeting(
    rule: RuleOfDecision,
    bylaws: Bylaws,
    organ: str,
    kind: DecisionKind,
    board_knows: bool,
) -> RuleOfDecision:
    """Of all in office, or unanimous, as the bylaws say; the general meeting always unanimous.

    Raise OutsideNotAllowed, OutsideNotForKind or BoardNotInformed.
    """
    if kind in bylaws.outside_meetings.excluded:
        raise OutsideNotForKind(kind=kind)
    if organ == GENERAL_MEETING:
        _require_general_meeting(bylaws, board_knows)
        return unanimous(rule)
    article = bylaws.outside_meetings
    if not article.allowed:
        raise OutsideNotAllowed(organ=organ)
    if article.mode == "unanimous":
        return unanimous(rule)
    if rule.threshold is None:
        return rule
    return replace(rule, threshold=with_other(rule.threshold, of=article.of))


def _require_general_meeting(bylaws: Bylaws, board_knows: bool) -> None:
    article = bylaws.general_meeting
    if article is None or article.outside_meeting == "never":
        raise OutsideNotAllowed(organ=GENERAL_MEETING)
    if article.board_knows_before and not board_knows:
        raise BoardNotInformed
