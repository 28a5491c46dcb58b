"""What follows from the result of a neighbourhood vote, by the effect stated in its opening."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from domain.duties.naming import duty_id
from domain.events.duties import DutyOpened, OpenedDuty
from domain.events.plans import PlanAdopted, PlanAdoptedInVote
from domain.events.votes import VoteOpened
from domain.ids import PlanId, ProjectId
from domain.kernel import Event
from domain.plans.course import Course
from domain.plans.evaluation import evaluation_due, evaluation_duty
from domain.seats.terms import BOARD


def plans_of(opened: VoteOpened) -> list[PlanId]:
    """Every plan that the vote may adopt by itself."""
    if opened.effect == "advisory":
        return []
    return [each.plan for each in opened.projects if each.plan is not None]


def effects_of(
    opened: VoteOpened,
    funded: Collection[ProjectId],
    *,
    at: datetime,
    bound: bool,
    courses: Mapping[PlanId, Course],
) -> Iterator[Event]:
    """``bound`` is whether the board's decision of before has its effect still; without one it
    is. What has become impossible since the opening is a duty to be resolved instead."""
    if opened.effect == "advisory":
        if opened.answer_by is not None:
            yield duty(opened, "answer_vote", due_by=opened.answer_by)
        return
    if not bound:
        yield duty(opened, "resolve_effect")
        return
    for project in opened.projects:
        if project.project in funded and project.plan is not None:
            yield from _adopted(opened, project.plan, courses[project.plan], at)


def _adopted(opened: VoteOpened, plan: PlanId, course: Course, at: datetime) -> Iterator[Event]:
    if course.adopted_by is not None:
        return
    if course.halted is not None:
        yield duty(opened, "resolve_effect", plan=plan)
        return
    if opened.decision is None:
        yield PlanAdoptedInVote(plan=plan, vote=opened.vote)
    else:
        yield PlanAdopted(plan=plan, decision=opened.decision, vote=opened.vote)
    due_by = evaluation_due(at, opened.evaluate_on, opened.evaluation_months)
    if due_by is not None:
        yield evaluation_duty(plan, opened.decision or opened.vote, due_by)


def duty(
    opened: VoteOpened,
    kind: OpenedDuty,
    *,
    plan: PlanId | None = None,
    due_by: datetime | None = None,
) -> DutyOpened:
    named = (kind, opened.vote) if plan is None else (kind, opened.vote, plan)
    return DutyOpened(
        duty=duty_id(*named), kind=kind, organ=BOARD, vote=opened.vote, plan=plan, due_by=due_by
    )
