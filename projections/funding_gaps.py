"""Whether the money for a plan lasts as long as the plan: one document per plan, and one about
how long all plans took, and all money lasted."""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from domain.days.day import day_of, days_after, days_between
from domain.doing.on_plan_under_way import OVER
from domain.events.funding import (
    FundingCommitted,
    FundingReduced,
    FundingRenewed,
    FundingShortened,
    FundingWithdrawn,
    InstalmentReceived,
)
from domain.events.measurements import MeasurementCorrected, MeasurementTaken
from domain.events.milestones import MilestoneReached
from domain.events.plans import (
    PlanAdopted,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
    PlanAdoptionLapsed,
    PlanProposed,
    PlanRevised,
    PlanRevived,
)
from domain.funding.account import FUNDING_EVENTS
from domain.ids import PlanId
from domain.kernel import Event, Selector, select
from domain.plans.course import HALTS, PLAN_EVENTS, State
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.money_terms import Gap, Span, Term, days_with_money, gaps, spans
from projections.order import newest_first

Measure = Literal[
    "signal_to_decision",
    "proposal_to_decision",
    "decision_to_result",
    "signal_to_result",
    "money_lasted",
]
ALL_PLANS: Final = "all plans"
"""The name of the one document that is about all of them."""
DAYS_A_WEEK: Final = 7
MOST_WEEKS: Final = 520
"""Ten years: what takes longer is counted as that, so that the document stays small."""

Spread = dict[int, int]
"""Whole weeks -> how many plans took that long."""


class FundedPlan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``first_result_on`` is the day of the first milestone reached or the first measurement,
    ``first_result`` which of them it was. ``currency`` is that of the budget, ``funded_in`` that of
    the money."""

    plan: PlanId
    title: str
    proposed_at: datetime
    position: int
    halted: State | None = None
    needs_from: str | None = None
    needs_until: str | None = None
    budget_cents: int | None = None
    currency: str | None = None
    funded_in: str | None = None
    terms: tuple[Term, ...] = ()
    first_signal_at: datetime | None = None
    adopted_at: datetime | None = None
    first_result_on: str | None = None
    first_result: str | None = None

    @property
    def state(self) -> State:
        return self.halted or ("proposed" if self.adopted_at is None else "adopted")

    @property
    def with_money(self) -> list[Span]:
        return spans(self.terms)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return gaps(self.with_money, self.needs_from, self.needs_until)


class PlansAndMoney(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Of one plan, or of all: then how long each measure took, and how many plans had no money
    any more when they had their first result."""

    of_plan: FundedPlan | None = None
    spreads: dict[Measure, Spread] | None = None
    ended_before_result: int = 0


class FundingGaps:
    NAME = "funding_gaps"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        *PLAN_EVENTS,
        *FUNDING_EVENTS,
        MilestoneReached,
        MeasurementTaken,
        MeasurementCorrected,
    )
    DOCUMENT = PlansAndMoney

    def touches(self, event: Event) -> Iterable[str]:
        return (event.plan, ALL_PLANS)  # type: ignore[attr-defined]

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[] if document_id == ALL_PLANS else [document_id])]

    def apply(self, documents: MutableMapping[str, PlansAndMoney], recorded: Recorded) -> None:
        name, _ = self.touches(recorded.event)
        known = documents[name].of_plan if name in documents else None
        after = _after(known, recorded)
        if after is known:
            return
        documents[name] = PlansAndMoney(of_plan=after)
        before_all = documents.get(ALL_PLANS, PlansAndMoney(spreads={}))
        documents[ALL_PLANS] = _counted_anew(before_all, known, after)

    def index(self, document: PlansAndMoney) -> Iterable[Entry]:
        """List "funding_gaps": plans that go on, by their first day without money, soonest
        first. List "evidence": all plans, newest first."""
        plan = document.of_plan
        if plan is not None:
            yield Entry("evidence", "", newest_first(plan.position))
            found = plan.gaps
            if found and plan.state not in OVER:
                yield Entry("funding_gaps", "", found[0].gap_from)


def weeks_of(plan: FundedPlan) -> Mapping[Measure, int]:
    """How many whole weeks it took, for what has come about."""
    signal = None if plan.first_signal_at is None else day_of(plan.first_signal_at)
    decision = None if plan.adopted_at is None else day_of(plan.adopted_at)
    taken: dict[Measure, int | None] = {
        "signal_to_decision": _days(signal, decision),
        "proposal_to_decision": _days(day_of(plan.proposed_at), decision),
        "decision_to_result": _days(decision, plan.first_result_on),
        "signal_to_result": _days(signal, plan.first_result_on),
        "money_lasted": days_with_money(plan.with_money) or None,
    }
    return {each: days // DAYS_A_WEEK for each, days in taken.items() if days is not None}


def money_ended_before_result(plan: FundedPlan) -> bool:
    with_money, result = plan.with_money, plan.first_result_on
    return bool(with_money) and result is not None and with_money[-1][1] < result


def _days(first: str | None, other: str | None) -> int | None:
    """None also for what came before: a measurement of how it was is no result."""
    if first is None or other is None or other < first:
        return None
    return days_between(first, other)


def _counted_anew(
    all_plans: PlansAndMoney, before: FundedPlan | None, after: FundedPlan
) -> PlansAndMoney:
    was: Mapping[Measure, int] = {} if before is None else weeks_of(before)
    now = weeks_of(after)
    ended = int(money_ended_before_result(after))
    ended -= int(before is not None and money_ended_before_result(before))
    if was == now and not ended:
        return all_plans
    spreads = {measure: dict(spread) for measure, spread in (all_plans.spreads or {}).items()}
    for weeks_by_measure, one in ((was, -1), (now, 1)):
        for measure, weeks in weeks_by_measure.items():
            _count(spreads.setdefault(measure, {}), min(weeks, MOST_WEEKS), one)
    return PlansAndMoney(
        spreads={measure: dict(sorted(spread.items())) for measure, spread in spreads.items()},
        ended_before_result=all_plans.ended_before_result + ended,
    )


def _count(spread: Spread, weeks: int, one: int) -> None:
    left = spread.pop(weeks, 0) + one
    if left:
        spread[weeks] = left


def _after(known: FundedPlan | None, recorded: Recorded) -> FundedPlan:
    event = recorded.event
    if isinstance(event, PlanProposed):
        return FundedPlan(
            plan=event.plan,
            title=event.title,
            proposed_at=recorded.time,
            position=recorded.position,
            first_signal_at=event.first_signal_at,
            **_needs(event),
        )
    assert known is not None
    if isinstance(event, FUNDING_EVENTS):
        return _with_money_changed(known, event)
    changes = _changes(known, recorded)
    return msgspec.structs.replace(known, **changes) if changes else known


def _needs(event: PlanProposed | PlanRevised) -> dict[str, Any]:
    """What is there of it."""
    budget = None if event.budget is None else sum(line.cents for line in event.budget)
    said = {
        "needs_from": event.needs_from,
        "needs_until": event.needs_until,
        "budget_cents": budget,
        "currency": event.currency,
    }
    return {name: value for name, value in said.items() if value is not None}


def _changes(known: FundedPlan, recorded: Recorded) -> dict[str, Any]:
    event = recorded.event
    match event:
        case PlanRevised(title=title):
            return {"title": title or known.title, **_needs(event)}
        case PlanAdopted() | PlanAdoptedInVote():
            return {"adopted_at": recorded.time}
        case PlanAdoptionLapsed() | PlanAdoptionInVoteLapsed():
            return {"adopted_at": None}
        case MilestoneReached(milestone=milestone, reached_on=day):
            return _result(known, milestone, day)
        case MeasurementTaken(measurement=measurement, measured_on=day):
            return _result(known, measurement, day)
        case MeasurementCorrected(measurement=measurement, measured_on=day):
            right = day is not None and measurement == known.first_result
            return {"first_result_on": day} if right else {}
        case PlanRevived():
            return {"halted": None}
    return {"halted": HALTS[type(event)]} if type(event) in HALTS else {}


def _result(known: FundedPlan, which: str, day: str) -> dict[str, Any]:
    """What was measured before the decision shows how it was, and is no result."""
    decided = known.adopted_at is not None and day >= day_of(known.adopted_at)
    first = known.first_result_on is None or day < known.first_result_on
    return {"first_result": which, "first_result_on": day} if decided and first else {}


def _with_money_changed(plan: FundedPlan, event: Event) -> FundedPlan:
    if isinstance(event, FundingCommitted):
        term = Term(
            funding=event.funding,
            funding_from=event.funding_from,
            funding_until=event.funding_until,
            cents=event.cents,
            received_cents=0,
        )
        return msgspec.structs.replace(plan, terms=(*plan.terms, term), funded_in=event.currency)
    funding = event.funding  # type: ignore[attr-defined]
    terms = tuple(_term(each, event) if each.funding == funding else each for each in plan.terms)
    return msgspec.structs.replace(plan, terms=terms)


def _term(term: Term, event: Event) -> Term:
    change: dict[str, Any]
    match event:
        case InstalmentReceived(cents=cents):
            change = {"received_cents": term.received_cents + cents}
        case FundingReduced(cents=cents):
            change = {"cents": cents}
        case FundingShortened(funding_until=until):
            change = {"funding_until": until}
        case FundingRenewed(funding_until=until, cents=cents):
            change = {"funding_until": until, "cents": cents}
        case FundingWithdrawn(withdrawn_on=day):
            last = min(term.funding_until, days_after(day, -1))
            change = {"cents": term.received_cents, "funding_until": last}
        case _:
            raise TypeError(event.NAME)
    return msgspec.structs.replace(term, **change)


FUNDING_GAPS: Projection[PlansAndMoney] = FundingGaps()
