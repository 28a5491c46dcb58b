"""Votes that are cast before a general meeting, and count as if cast in it (article 2:38)."""

from datetime import datetime, timedelta

from domain.bylaws.bylaws import Bylaws
from domain.decisions.errors import (
    ClosesBeforeMeeting,
    EarlyVotesNotAllowed,
    MeetingBegan,
    TooEarly,
)
from domain.events.meetings import MeetingCalled
from domain.meetings.notice import GENERAL_MEETING


def require_early(
    bylaws: Bylaws | None, called: MeetingCalled, at: datetime, closes_at: datetime
) -> None:
    """Raise EarlyVotesNotAllowed, MeetingBegan, TooEarly or ClosesBeforeMeeting."""
    article = None if bylaws is None else bylaws.general_meeting
    if article is None or article.early_votes_days == 0 or called.organ != GENERAL_MEETING:
        raise EarlyVotesNotAllowed(organ=called.organ)
    if at >= called.begins_at:
        raise MeetingBegan(meeting=called.meeting)
    if at < called.begins_at - timedelta(days=article.early_votes_days):
        raise TooEarly(days=article.early_votes_days)
    if closes_at <= called.begins_at:
        raise ClosesBeforeMeeting(meeting=called.meeting)
