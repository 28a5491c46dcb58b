"""How the rule of a decision depends on the meeting in which it is taken."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from domain.bylaws.articles import DecisionKind
from domain.bylaws.bylaws import Bylaws
from domain.counting.majority import Quorum, Threshold
from domain.counting.share import reaches
from domain.decisions.by_bylaws import RuleOfDecision
from domain.decisions.errors import NotEverybodyThere, NoticeDefective, UnanimousIsMajority
from domain.events.meetings import ItemPlaced, NoticeDefect
from domain.ids import SeatId
from domain.meetings.meeting import Meeting
from domain.meetings.notice import days_of_notice, defect_of
from domain.seats.register import SeatRegister

UNANIMOUS: Final = Threshold(numerator=1, denominator=1, comparison=">=", of="in_office")
EVERYBODY: Final = Quorum(numerator=1, denominator=1, comparison=">=")


def defect_for(
    meeting: Meeting, placed: ItemPlaced, bylaws: Bylaws | None, kind: DecisionKind | None
) -> NoticeDefect | None:
    """What is wrong with the notice for a decision of this kind, whatever the item announced."""
    called = meeting.called
    assert called is not None
    known_at = max(called.sent_at, placed.notified_at)
    days = None if bylaws is None else days_of_notice(bylaws, called.organ, kind)
    found = defect_of(known_at, called.begins_at, days)
    return found or placed.defect or called.defect


def if_complete(
    rule: RuleOfDecision, bylaws: Bylaws | None, in_office: Collection[SeatId], there: set[SeatId]
) -> RuleOfDecision:
    """After a defective notice: valid only if all in office are there, and unanimous.

    Raise NoticeDefective if the bylaws do not say so, NotEverybodyThere.
    """
    if bylaws is None or bylaws.notice.defect != "complete_and_unanimous":
        raise NoticeDefective
    if missing := len(set(in_office) - there):
        raise NotEverybodyThere(missing=missing)
    return unanimous(rule)


def unanimous(rule: RuleOfDecision) -> RuleOfDecision:
    """Who does not answer is not in favour, so that a missing answer fails.

    Raise UnanimousIsMajority for a choice between options.
    """
    if rule.method in ("consent", "election_by_consent"):
        # What a consent falls back on must be unanimous too.
        threshold = None if rule.threshold is None else UNANIMOUS
        return replace(rule, threshold=threshold, quorum=EVERYBODY)
    if rule.method != "majority":
        raise UnanimousIsMajority(method=rule.method)
    return replace(rule, threshold=UNANIMOUS, quorum=EVERYBODY)


def in_second_meeting(
    rule: RuleOfDecision, first: Meeting, register: SeatRegister, bylaws: Bylaws
) -> RuleOfDecision:
    """A lower quorum, if that of the first meeting was out of reach for this very rule."""
    second = bylaws.attendance.second_meeting
    if second is None or not _lacked_quorum(rule, first, register):
        return rule
    return replace(rule, quorum=second)


def _lacked_quorum(rule: RuleOfDecision, first: Meeting, register: SeatRegister) -> bool:
    """Held against those who took part as it was closed."""
    called, closed_at = first.called, first.closed_at
    assert called is not None
    assert closed_at is not None
    counted = register.counted(called.organ, closed_at)
    there = _among(first, closed_at, counted)
    return not reaches(there, rule.quorum, len(counted))


def _among(meeting: Meeting, moment: datetime, seats: Collection[SeatId]) -> int:
    return len(meeting.attendance.taking_part(moment) & set(seats))
