"""When a plan is to be evaluated: a duty that comes with its adoption."""

from datetime import datetime

from domain.bylaws.bylaws import Bylaws
from domain.duties.naming import duty_id
from domain.events.duties import DutyOpened, OpenedDuty
from domain.ids import DecisionId, PlanId, VoteId
from domain.seats.terms import BOARD, months_later

KIND: OpenedDuty = "evaluation"


def evaluation_months(bylaws: Bylaws | None) -> int | None:
    """None where the bylaws set no time, or where there are no bylaws."""
    article = None if bylaws is None else bylaws.plans
    return None if article is None else article.evaluation_months or None


def evaluation_due(
    adopted_at: datetime, asked: datetime | None, months: int | None
) -> datetime | None:
    """On the day asked for, or so many months after the adoption; None if neither is set."""
    if asked is not None:
        return asked
    return months_later(adopted_at, months) if months else None


def evaluation_duty(
    plan: PlanId,
    by: DecisionId | VoteId,
    due_by: datetime,
    *,
    organ: str = BOARD,
) -> DutyOpened:
    """``by`` is what adopted the plan: a decision of ``organ``, or a neighbourhood vote."""
    decided = by.startswith("decision:")
    return DutyOpened(
        duty=duty_id(KIND, plan, by),
        kind=KIND,
        organ=organ,
        decision=DecisionId(by) if decided else None,
        vote=None if decided else VoteId(by),
        plan=plan,
        due_by=due_by,
    )
