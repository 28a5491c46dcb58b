"""Money, pledges, steps and measurements as they are seen."""

from datetime import timedelta
from typing import Any

import pytest

from domain.events.plans import (
    BudgetLine,
    Particular,
    PlanAdoptionLapsed,
    PlanCompleted,
    PlanPaused,
    PlanRevised,
    PlanRevived,
)
from domain.ids import PlanId
from projections.funding import FUNDING
from projections.funding_gaps import ALL_PLANS, FUNDING_GAPS, FundedPlan, PlansAndMoney, weeks_of
from projections.funding_seen import FundingGapSeen, evidence_of, funding_gap, how_long
from projections.measurements import MEASUREMENTS, of_indicator
from projections.milestones import MILESTONES
from projections.money_terms import Gap
from projections.pledges import PLEDGES
from projections.progress import PROGRESS, progress
from projections.replay import listed, replay
from tests.residents import ADA, GARDEN, NOON, QUESTION, numbered
from tests.story import Story

WELL = PlanId(numbered("plan", 2))
NEEDS: dict[str, Any] = {"needs_from": "2026-06-01", "needs_until": "2027-12-31"}


def needed() -> Story:
    lines = (BudgetLine(what="A well", cents=9_000_00), BudgetLine(what="Seeds", cents=3_000_00))
    return Story().proposed(budget=lines, currency="EUR", **NEEDS)


def plan(story: Story, name: PlanId = GARDEN) -> FundedPlan:
    found: FundedPlan | None = replay(FUNDING_GAPS, story.history)[name].of_plan
    assert found is not None
    return found


def gap(story: Story, as_of: str = "2026-05-04", months: int = 6) -> FundingGapSeen:
    return funding_gap(plan(story), as_of, months)


def all_plans(story: Story) -> PlansAndMoney:
    return replay(FUNDING_GAPS, story.history)[ALL_PLANS]


def weeks(story: Story) -> dict[str, tuple[int, int]]:
    """Measure -> how many plans, and the median."""
    return {each.measure: (each.plans, each.median_weeks) for each in how_long(all_plans(story))}


def test_the_gap_is_told_in_days_and_in_cents():
    seen = gap(needed().committed().money("received"))
    assert seen.gaps == (
        Gap(gap_from="2026-06-01", gap_until="2026-06-30"),
        Gap(gap_from="2027-07-01", gap_until="2027-12-31"),
    )
    assert (seen.budget_cents, seen.committed_cents, seen.received_cents, seen.missing_cents) == (
        12_000_00,
        10_000_00,
        1_00,
        2_000_00,
    )
    assert (seen.runs_out_on, seen.days_left, seen.warning) == ("2026-06-01", 28, "runs_out")


@pytest.mark.parametrize(
    ("as_of", "warning", "runs_out_on"),
    [
        ("2026-06-01", "ran_out", "2026-06-01"),
        ("2026-07-01", None, "2027-07-01"),
        ("2026-12-31", None, "2027-07-01"),
        ("2027-01-01", "runs_out", "2027-07-01"),
        ("2027-08-01", "ran_out", "2027-07-01"),
        ("2028-01-01", None, None),
    ],
)
def test_a_warning_comes_months_ahead(as_of: str, warning: str | None, runs_out_on: str | None):
    seen = gap(needed().committed(), as_of)
    assert (seen.warning, seen.runs_out_on) == (warning, runs_out_on)


def test_it_says_how_far_ahead_to_look():
    story = needed().committed()
    assert gap(story, "2026-07-01", months=11).warning is None
    assert gap(story, "2026-07-01", months=12).warning == "runs_out"


def test_a_plan_that_nobody_funds_is_warned_about():
    assert gap(needed()).warning == "no_money"
    assert gap(needed(), "2025-01-01").warning is None


def test_a_plan_that_says_nothing_of_its_needs_runs_out_with_its_money():
    story = Story().proposed()
    assert gap(story).gaps == ()
    assert gap(story.committed()).runs_out_on == "2027-07-01"


@pytest.mark.parametrize(
    ("became", "first_gap", "committed"),
    [
        (("shortened",), "2027-01-01", 10_000_00),
        (("renewed",), None, 20_000_00),
        (("reduced",), "2027-07-01", 5_000_00),
        (("received", "withdrawn"), "2026-10-01", 1_00),
        (("shortened", "withdrawn"), "2026-10-01", 0),
    ],
)
def test_what_becomes_of_the_money_shows_in_the_gap(
    became: tuple[str, ...], first_gap: str | None, committed: int
):
    story = needed().committed()
    for each in became:
        story.money(each)
    seen = gap(story, "2026-07-01", months=0)
    assert (seen.runs_out_on, seen.committed_cents) == (first_gap, committed)


def test_money_that_was_withdrawn_before_it_began_is_no_money():
    story = needed().committed().money("withdrawn", withdrawn_on="2026-06-01")
    assert gap(story).warning == "no_money"
    assert plan(story).with_money == []


def test_a_withdrawal_after_the_end_makes_nothing_last_longer():
    story = needed().committed().money("withdrawn", withdrawn_on="2027-12-01")
    assert plan(story).with_money == [("2026-07-01", "2027-06-30")]


def test_a_revision_changes_what_the_plan_needs():
    story = needed().committed()
    story.happens(PlanRevised(plan=GARDEN, revision=2, needs_until="2027-06-30"), ADA)
    assert gap(story).gaps == (Gap(gap_from="2026-06-01", gap_until="2026-06-30"),)
    story.happens(PlanRevised(plan=GARDEN, revision=3, title="A pond", currency="CHF"), ADA)
    assert (gap(story).title, gap(story).missing_cents, gap(story).currency) == (
        "A pond",
        None,
        "EUR",
    )


def test_plans_stand_in_the_order_in_which_their_money_ends():
    story = needed().committed(funding_from="2026-06-01").proposed(WELL, **NEEDS)
    last = numbered("plan", 3)
    story.committed(2, WELL, funding_from="2026-06-01", funding_until="2026-12-31")
    story.proposed(last, **NEEDS).committed(3, last, **_all_the_time())
    assert _listed(story) == [WELL, GARDEN]
    story.happens(PlanCompleted(plan=WELL), ADA)
    assert _listed(story) == [GARDEN]
    story.happens(PlanPaused(plan=GARDEN, reason="Winter."), ADA)
    assert _listed(story) == [GARDEN]
    assert gap(story).state == "paused"
    story.happens(PlanRevived(plan=GARDEN), ADA)
    assert gap(story).state == "proposed"


def _all_the_time() -> dict[str, str]:
    return {"funding_from": NEEDS["needs_from"], "funding_until": NEEDS["needs_until"]}


def _listed(story: Story) -> list[str]:
    found = listed(FUNDING_GAPS, replay(FUNDING_GAPS, story.history), "funding_gaps")
    return [each.of_plan.plan for each in found if each.of_plan is not None]


def grown() -> Story:
    """Ten weeks from the signal to the plan, four to the decision, eight to the first result."""
    story = Story()
    signal = story.now - timedelta(weeks=10)
    story.proposed(first_signal_at=signal).passes(weeks=4).adopted().planned()
    return story.reached(on=(story.now + timedelta(weeks=8)).date().isoformat())


def test_evidence_tells_how_long_a_plan_took_and_its_money_lasted():
    story = grown().committed(funding_from="2026-07-01", funding_until="2026-07-14")
    assert weeks_of(plan(story)) == {
        "signal_to_decision": 14,
        "proposal_to_decision": 4,
        "decision_to_result": 8,
        "signal_to_result": 22,
        "money_lasted": 2,
    }
    seen = evidence_of(plan(story))
    assert (seen.first_signal_at, seen.proposed_at) == (NOON - timedelta(weeks=10), NOON)
    assert (seen.money_until, seen.first_result_on) == ("2026-07-14", "2026-07-27")
    assert all_plans(story).ended_before_result == 1


def test_all_plans_are_counted_in_one_document():
    story = grown().proposed(WELL).adopted(WELL).measured(plan=WELL, measured_on="2026-09-01")
    assert weeks(story) == {
        "signal_to_decision": (1, 14),
        "proposal_to_decision": (2, 0),
        "decision_to_result": (2, 8),
        "signal_to_result": (1, 22),
    }
    story.committed().money("shortened", funding_until="2026-07-14")
    assert weeks(story)["money_lasted"] == (1, 2)


def test_what_took_longer_than_ten_years_is_counted_as_ten_years():
    story = Story().proposed()
    story.committed(funding_from="2000-01-01", funding_until="2026-01-01")
    assert weeks(story) == {"money_lasted": (1, 520)}


def test_a_decision_that_lapses_is_counted_no_more():
    story = grown()
    story.happens(PlanAdoptionLapsed(plan=GARDEN, decision=QUESTION))
    assert weeks(story) == {"signal_to_result": (1, 22)}
    assert plan(story).state == "proposed"


def test_how_it_was_before_the_decision_is_no_result():
    story = Story().proposed().adopted().measured(measured_on="2026-05-03")
    assert plan(story).first_result_on is None
    story.measured(2, measured_on="2026-05-04")
    assert plan(story).first_result_on == "2026-05-04"


def test_the_first_result_may_have_been_of_another_day():
    story = Story().proposed().adopted().measured().measured(2, measured_on="2026-10-01")
    story.corrected(2, measured_on="2026-09-30").corrected(measured_on="2026-09-07")
    assert plan(story).first_result_on == "2026-09-07"


def test_a_commitment_shows_what_it_was_at_first_and_what_became_of_it():
    story = needed().committed().money("received").money("received", received_on="2026-08-01")
    story.money("reduced").money("shortened", reason="The fund closes.").money("renewed")
    (seen,) = listed(FUNDING, replay(FUNDING, story.history), "funding", GARDEN)
    assert (seen.first_cents, seen.first_until) == (10_000_00, "2027-06-30")
    assert (seen.cents, seen.funding_until) == (20_000_00, "2028-06-30")
    assert (seen.received_cents, seen.instalments, seen.last_received_on) == (
        2_00,
        2,
        "2026-08-01",
    )
    assert (seen.reduced, seen.shortened, seen.renewed) == (1, 1, 1)
    assert (seen.state, seen.reason) == ("committed", "The fund closes.")
    story.money("withdrawn")
    (seen,) = replay(FUNDING, story.history).values()
    assert (seen.state, seen.reason, seen.withdrawn_on) == ("withdrawn", "No.", "2026-10-01")


def test_a_pledge_shows_what_came_of_it():
    story = needed().pledged(1, became="kept").pledged(2, became="not_kept").pledged(3)
    found = replay(PLEDGES, story.history)
    assert [each.state for each in listed(PLEDGES, found, "pledges", GARDEN)] == [
        "kept",
        "not_kept",
        "made",
    ]
    (kept,) = listed(PLEDGES, found, "pledges", f"{GARDEN} kept")
    assert kept.hours_kept == 20


def test_a_step_that_was_missed_shows_when_it_was_to_come_at_first():
    story = needed().planned().planned(2, due_on="2026-08-01").missed()
    story.planned(due_on="2026-11-01").missed().planned(due_on="2027-01-01")
    found = replay(MILESTONES, story.history)
    early, late = listed(MILESTONES, found, "milestones", GARDEN)
    assert (early.due_on, early.first_due_on) == ("2026-08-01", None)
    assert (late.due_on, late.first_due_on, late.missed, late.state) == (
        "2027-01-01",
        "2026-09-01",
        2,
        "planned",
    )


def test_a_measurement_shows_its_value_now_the_first_one_and_how_often_it_was_corrected():
    story = needed().measured().corrected().corrected(value=18, measured_on="2026-09-07")
    (seen,) = replay(MEASUREMENTS, story.history).values()
    assert (seen.value, seen.measured_on, seen.corrections) == (18, "2026-09-07", 2)
    assert seen.first_said is not None
    assert (seen.first_said.value, seen.first_said.measured_on) == (17, "2026-09-05")


def test_progress_is_the_newest_measurement_of_each_target():
    aims = (Particular(indicator="gardeners", target=30), Particular(indicator="plots", target=12))
    story = Story().proposed(particulars=aims)
    story.measured(1).measured(2, value=20, measured_on="2026-10-01").measured(3, value=19)
    story.measured(4, indicator="species", unit="species", value=40)
    (known,) = replay(PROGRESS, story.history).values()
    assert [(each.indicator, each.unit, each.target) for each in known.targets] == [
        ("gardeners", "people", 30),
        ("plots", "plots", 12),
        ("species", "species", None),
    ]
    assert progress(known.targets[0], _newest(story)).value == 20
    story.corrected(2, measured_on="2026-09-04")
    assert progress(known.targets[0], _newest(story)).value == 19
    assert progress(known.targets[1], None).value is None
    fewer = (Particular(indicator="plots", target=15),)
    story.happens(PlanRevised(plan=GARDEN, revision=2, particulars=fewer), ADA)
    (known,) = replay(PROGRESS, story.history).values()
    assert [(each.indicator, each.target) for each in known.targets] == [
        ("plots", 15),
        ("gardeners", None),
        ("species", None),
    ]


def _newest(story: Story) -> Any:
    found = replay(MEASUREMENTS, story.history)
    return listed(MEASUREMENTS, found, "measurements", of_indicator(GARDEN, "gardeners"))[0]
