"""What an organ of an organisation is asked to decide."""

from datetime import datetime
from typing import ClassVar, Literal

from domain.bylaws.articles import DecisionKind
from domain.counting.majority import Quorum, Threshold
from domain.events.meetings import NoticeDefect
from domain.ids import BylawsId, DecisionId, ItemId, MeetingId, PlanId, SeatId
from domain.kernel import Event, Published

Secrecy = Literal["open", "secret"]


class DecisionOpened(Event, frozen=True, kw_only=True):
    """``proposal`` is the SHA-256 (hex) of the text that ballots bind themselves to."""

    NAME: ClassVar = "decision.opened"
    TAGGED_BY: ClassVar = ("decision", "organ", "plan", "kind", "proposed_bylaws", "meeting")
    MAKES_KEY_OF: ClassVar = "decision"

    decision: DecisionId
    organ: str
    question: Published
    proposal: str
    method: Literal["majority"]
    threshold: Threshold
    quorum: Quorum
    min_voters: int
    secrecy: Secrecy
    seats: tuple[SeatId, ...]
    closes_at: datetime
    plan: PlanId | None = None
    bylaws: str | None = None
    """SHA-256 (hex) of the version of the bylaws in force."""
    kind: DecisionKind | None = None
    """The kind of question, by which the bylaws say who decides and how."""
    proposed_bylaws: BylawsId | None = None
    approved_by: DecisionId | None = None
    """The decision by which the organ that must approve has approved."""
    meeting: MeetingId | None = None
    item: ItemId | None = None
    defect: NoticeDefect | None = None
    """Of the notice: the rule is then the one that cures it."""
    outside_meeting: bool | None = None
    """True if it is taken outside a meeting, so that one may object to the method."""
    board_informed_at: datetime | None = None


class MethodObjected(Event, frozen=True, kw_only=True):
    """Against deciding outside a meeting, and not against the proposal."""

    NAME: ClassVar = "method.objected"
    TAGGED_BY: ClassVar = ("decision", "seat")

    decision: DecisionId
    seat: SeatId
