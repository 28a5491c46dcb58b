"""What an organ of an organisation is asked to decide."""

from datetime import datetime
from typing import ClassVar, Literal

from domain.counting.majority import Quorum, Threshold
from domain.ids import DecisionId, PlanId, SeatId
from domain.kernel import Event, Published

Secrecy = Literal["open", "secret"]


class DecisionOpened(Event, frozen=True, kw_only=True):
    """``proposal`` is the SHA-256 (hex) of the text that ballots bind themselves to."""

    NAME: ClassVar = "decision.opened"
    TAGGED_BY: ClassVar = ("decision", "organ", "plan")
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
