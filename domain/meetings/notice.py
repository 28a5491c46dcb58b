"""How many days before a meeting it must be known, and what is wrong if it was not."""

from datetime import datetime, timedelta
from typing import Final

from domain.bylaws.articles import DecisionKind
from domain.bylaws.bylaws import Bylaws
from domain.events.meetings import NoticeDefect

GENERAL_MEETING: Final = "general_meeting"


def days_of_notice(bylaws: Bylaws, organ: str, kind: DecisionKind | None) -> int:
    """More if the statutes are to change, where the bylaws say so."""
    article = bylaws.notice
    days = article.board_days
    if organ == GENERAL_MEETING and article.general_meeting_days is not None:
        days = article.general_meeting_days
    return max(days, article.statutes_days) if kind == "statutes" else days


def defect_of(known_at: datetime, begins_at: datetime, days: int | None) -> NoticeDefect | None:
    """What first became known in the meeting itself was not on its agenda."""
    if known_at >= begins_at:
        return "not_on_agenda"
    if days is not None and known_at + timedelta(days=days) > begins_at:
        return "short_notice"
    return None
