"""What an organisation has to do by a date, and that it was done."""

from datetime import datetime
from typing import ClassVar, Literal

from domain.ids import DecisionId, DutyId, MeetingId, PlanId, VoteId
from domain.kernel import Event

YearlyDuty = Literal[
    "balance_sheet",
    "report_to_members",
    "audit_committee",
    "discharge",
    "budget",
    "rotation",
    "register_changes",
]
OpenedDuty = Literal[
    "report_to_next_meeting",
    "decide_in_next_meeting",
    "review",
    "resolve_effect",
    "hold_dialogue",
    "answer_vote",
    "evaluation",
]


class DutyOpened(Event, frozen=True, kw_only=True):
    """By an act. Without ``due_by`` it is due in the next meeting of ``organ``."""

    NAME: ClassVar = "duty.opened"
    TAGGED_BY: ClassVar = ("duty", "organ", "decision", "plan", "vote")

    duty: DutyId
    kind: OpenedDuty
    organ: str
    decision: DecisionId | None = None
    due_by: datetime | None = None
    plan: PlanId | None = None
    vote: VoteId | None = None


class DutyDone(Event, frozen=True, kw_only=True):
    """``kind`` and ``year`` are there if it is a duty of the year's calendar; ``year`` is the
    one in which the financial year begins. ``meeting`` is where it was done, if in one."""

    NAME: ClassVar = "duty.done"
    TAGGED_BY: ClassVar = ("duty", "meeting")

    duty: DutyId
    done_at: datetime
    kind: YearlyDuty | None = None
    year: int | None = None
    meeting: MeetingId | None = None
