"""What is shown of the money of a plan on a day, and of how long plans took."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from domain.days.day import days_between, months_after
from domain.ids import PlanId
from domain.plans.course import State
from projections.funding_gaps import FundedPlan, Measure, PlansAndMoney, Spread, weeks_of
from projections.money_terms import Gap, gaps

Warned = Literal["no_money", "ran_out", "runs_out"]


class FundingGapSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``gaps`` are the days that the plan needs money and has none; ``runs_out_on`` is the first
    of them that is not over on ``as_of``. ``missing_cents`` is what the budget asks for beyond
    what was committed."""

    plan: PlanId
    title: str
    state: State
    as_of: str
    committed_cents: int
    received_cents: int
    gaps: tuple[Gap, ...]
    needs_from: str | None = None
    needs_until: str | None = None
    money_from: str | None = None
    money_until: str | None = None
    currency: str | None = None
    budget_cents: int | None = None
    missing_cents: int | None = None
    runs_out_on: str | None = None
    days_left: int | None = None
    warning: Warned | None = None


class HowLong(msgspec.Struct, frozen=True, kw_only=True):
    """In whole weeks, over so many plans; 520 is ten years or more. A quarter of them took no
    longer than ``quarter_weeks``, half of them no longer than ``median_weeks``, and so on."""

    measure: Measure
    plans: int
    quarter_weeks: int
    median_weeks: int
    three_quarters_weeks: int


class PlanEvidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``weeks`` are those that have come about, whole ones."""

    plan: PlanId
    title: str
    state: State
    proposed_at: datetime
    weeks: Mapping[Measure, int]
    first_signal_at: datetime | None = None
    adopted_at: datetime | None = None
    first_result_on: str | None = None
    money_from: str | None = None
    money_until: str | None = None


def funding_gap(plan: FundedPlan, as_of: str, months: int) -> FundingGapSeen:
    """With a warning if the money ends within ``months`` after ``as_of``, or has ended."""
    with_money = plan.with_money
    all_gaps = gaps(with_money, plan.needs_from, plan.needs_until)
    ahead = next((g for g in all_gaps if g.gap_until is None or g.gap_until >= as_of), None)
    runs_out_on = None if ahead is None else ahead.gap_from
    committed = sum(each.cents for each in plan.terms)
    return FundingGapSeen(
        plan=plan.plan,
        title=plan.title,
        state=plan.state,
        as_of=as_of,
        committed_cents=committed,
        received_cents=sum(each.received_cents for each in plan.terms),
        gaps=all_gaps,
        needs_from=plan.needs_from,
        needs_until=plan.needs_until,
        money_from=with_money[0][0] if with_money else None,
        money_until=with_money[-1][1] if with_money else None,
        currency=plan.funded_in or plan.currency,
        budget_cents=plan.budget_cents,
        missing_cents=_missing(plan, committed),
        runs_out_on=runs_out_on,
        days_left=None if runs_out_on is None else max(0, days_between(as_of, runs_out_on)),
        warning=_warning(runs_out_on, bool(with_money), as_of, months),
    )


def _missing(plan: FundedPlan, committed: int) -> int | None:
    """Nobody can tell where a later revision gave the budget another currency."""
    if plan.budget_cents is None or plan.funded_in not in (None, plan.currency):
        return None
    return max(0, plan.budget_cents - committed)


def _warning(runs_out_on: str | None, money: bool, as_of: str, months: int) -> Warned | None:
    if runs_out_on is None or runs_out_on > months_after(as_of, months):
        return None
    if not money:
        return "no_money"
    return "ran_out" if runs_out_on <= as_of else "runs_out"


def how_long(all_plans: PlansAndMoney) -> tuple[HowLong, ...]:
    """Only of measures that some plan has come to."""
    spreads = all_plans.spreads or {}
    return tuple(
        _how_long(measure, spread) for measure, spread in sorted(spreads.items()) if spread
    )


def _how_long(measure: Measure, spread: Spread) -> HowLong:
    return HowLong(
        measure=measure,
        plans=sum(spread.values()),
        quarter_weeks=within(spread, 1, 4),
        median_weeks=within(spread, 1, 2),
        three_quarters_weeks=within(spread, 3, 4),
    )


def within(spread: Spread, numerator: int, denominator: int) -> int:
    """The fewest weeks within which at least this share of the plans came about."""
    plans, so_far = sum(spread.values()), 0
    for weeks in sorted(spread):
        so_far += spread[weeks]
        if so_far * denominator >= plans * numerator:
            return weeks
    raise ValueError("of no plan at all")


def evidence_of(plan: FundedPlan) -> PlanEvidence:
    with_money = plan.with_money
    return PlanEvidence(
        plan=plan.plan,
        title=plan.title,
        state=plan.state,
        proposed_at=plan.proposed_at,
        weeks=weeks_of(plan),
        first_signal_at=plan.first_signal_at,
        adopted_at=plan.adopted_at,
        first_result_on=plan.first_result_on,
        money_from=with_money[0][0] if with_money else None,
        money_until=with_money[-1][1] if with_money else None,
    )
