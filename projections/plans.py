"""What residents want to do, who carries it, and what became of it."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.ideas import Origin
from domain.events.plans import (
    Again,
    BudgetLine,
    Particular,
    PlanAdopted,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
    PlanAdoptionLapsed,
    PlanBearerJoined,
    PlanBearerLeft,
    PlanCompleted,
    PlanEvaluated,
    PlanPaused,
    PlanProposed,
    PlanRevised,
    PlanRevived,
    PlanStopped,
)
from domain.ids import DecisionId, IdeaId, PlanId, QuestionId, VoteId
from domain.kernel import Event, Selector, select
from domain.plans.course import HALTS, PLAN_EVENTS, REVISABLE, Halt, State, changes_of
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first


class Plan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As it reads after ``revision``. ``reason`` is why it was paused, stopped or revived last;
    ``again`` is the answer of its last evaluation. ``chosen_in`` is the neighbourhood vote in
    which it was adopted, by itself or because the board had bound itself by ``adopted_by``."""

    plan: PlanId
    title: str
    text: str
    theme: str
    proposed_at: datetime
    position: int
    state: State
    proposed_by: str | None = None
    revision: int = 1
    bearers: int = 0
    idea: IdeaId | None = None
    question: QuestionId | None = None
    origin: Origin | None = None
    first_signal_at: datetime | None = None
    particulars: tuple[Particular, ...] | None = None
    budget: tuple[BudgetLine, ...] | None = None
    currency: str | None = None
    affects: tuple[str, ...] | None = None
    success: str | None = None
    needs_from: str | None = None
    needs_until: str | None = None
    adopted_by: DecisionId | None = None
    chosen_in: VoteId | None = None
    adopted_at: datetime | None = None
    halted: Halt | None = None
    halted_at: datetime | None = None
    reason: str | None = None
    evaluations: int = 0
    again: Again | None = None


class Plans:
    NAME = "plans"
    VERSION = 4
    FOLLOWS: tuple[type[Event], ...] = (*PLAN_EVENTS, PlanEvaluated)
    DOCUMENT = Plan

    def touches(self, event: Event) -> Iterable[str]:
        return (event.plan,)  # type: ignore[attr-defined]

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Plan], recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, PlanProposed):
            documents[event.plan] = _proposed(event, recorded)
        else:
            plan: PlanId = event.plan  # type: ignore[attr-defined]
            documents[plan] = _with(documents[plan], recorded)

    def index(self, document: Plan) -> Iterable[Entry]:
        """List "plans", newest first; filters ``theme:…``, ``state:…`` and ``origin:…``.

        List "proposed" by a person, newest first.
        """
        filters = ["", f"theme:{document.theme}", f"state:{document.state}"]
        if document.origin is not None:
            filters.append(f"origin:{document.origin}")
        for each in filters:
            yield Entry("plans", each, newest_first(document.position))
        if document.proposed_by is not None:
            yield Entry("proposed", document.proposed_by, newest_first(document.position))


def _proposed(event: PlanProposed, recorded: Recorded) -> Plan:
    return Plan(
        plan=event.plan,
        theme=event.theme,
        proposed_at=recorded.time,
        position=recorded.position,
        state="proposed",
        proposed_by=recorded.actor,
        idea=event.idea,
        question=event.question,
        origin=event.origin,
        first_signal_at=event.first_signal_at,
        **{name: getattr(event, name) for name in REVISABLE},
    )


def _with(plan: Plan, recorded: Recorded) -> Plan:
    match recorded.event:
        case PlanRevised(revision=revision) as event:
            return msgspec.structs.replace(plan, revision=revision, **changes_of(event))
        case PlanBearerJoined():
            return msgspec.structs.replace(plan, bearers=plan.bearers + 1)
        case PlanBearerLeft():
            return msgspec.structs.replace(plan, bearers=plan.bearers - 1)
        case PlanEvaluated(again=again):
            return msgspec.structs.replace(plan, evaluations=plan.evaluations + 1, again=again)
        case _:
            after = _with_fate(plan, recorded)
            adopted: State = "proposed" if after.adopted_at is None else "adopted"
            return msgspec.structs.replace(after, state=after.halted or adopted)


def _adopted(
    plan: Plan, at: datetime | None, decision: DecisionId | None, vote: VoteId | None
) -> Plan:
    return msgspec.structs.replace(plan, adopted_at=at, adopted_by=decision, chosen_in=vote)


def _with_fate(plan: Plan, recorded: Recorded) -> Plan:
    match recorded.event:
        case PlanAdopted(decision=decision, vote=vote):
            return _adopted(plan, recorded.time, decision, vote)
        case PlanAdoptedInVote(vote=vote):
            return _adopted(plan, recorded.time, None, vote)
        case PlanAdoptionLapsed() | PlanAdoptionInVoteLapsed():
            return _adopted(plan, None, None, None)
        case PlanPaused() | PlanStopped() | PlanCompleted() | PlanRevived() as event:
            halted = HALTS.get(type(event))
            return msgspec.structs.replace(
                plan,
                halted=halted,
                halted_at=None if halted is None else recorded.time,
                reason=getattr(event, "reason", None),
            )
    return plan


PLANS: Projection[Plan] = Plans()
