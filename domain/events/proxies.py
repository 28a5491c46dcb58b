"""Proxies: a seat lets another one of its organ vote for it."""

from datetime import datetime
from typing import ClassVar

from domain.ids import DecisionId, MeetingId, PersonId, ProxyId, SeatId
from domain.kernel import Event


class ProxyGranted(Event, frozen=True, kw_only=True):
    """For one decision, one meeting, or as long as it lasts. It ends when either holder leaves.

    ``on_paper``: the clerk has it in writing and recorded it.
    """

    NAME: ClassVar = "proxy.granted"
    TAGGED_BY: ClassVar = ("proxy", "organ", "seat", "to", "decision", "meeting")

    proxy: ProxyId
    organ: str
    seat: SeatId
    giver: PersonId
    to: SeatId
    holder: PersonId
    valid_from: datetime
    valid_until: datetime | None = None
    decision: DecisionId | None = None
    meeting: MeetingId | None = None
    on_paper: bool | None = None


class ProxyRevoked(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "proxy.revoked"
    TAGGED_BY: ClassVar = ("proxy", "organ", "seat", "to")

    proxy: ProxyId
    organ: str
    seat: SeatId
    to: SeatId
