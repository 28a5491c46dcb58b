"""The time of the money against the time of the plan, to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from projections.funding_seen import within
from projections.money_terms import Gap, Term, days_with_money, gaps, spans
from tests.residents import numbered

FIRST = date(2026, 1, 1)


def term(first: str, last: str) -> Term:
    funding = numbered("funding", 1)
    return Term(funding=funding, funding_from=first, funding_until=last, cents=1, received_cents=0)


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


DAYS = some.integers(0, 40)
TERMS = some.lists(some.tuples(DAYS, DAYS), max_size=6)


@given(TERMS, DAYS, DAYS)
def test_a_day_lies_in_a_gap_if_it_is_needed_and_no_term_covers_it(
    terms: list[tuple[int, int]], needs_from: int, needs_until: int
):
    with_money = spans(term(day(first), day(last)) for first, last in terms)
    found = gaps(with_money, day(needs_from), day(needs_until))
    for number in range(-1, 42):
        covered = any(first <= number <= last for first, last in terms)
        needed = needs_from <= number <= needs_until
        in_gap = any(g.gap_from <= day(number) <= (g.gap_until or "9") for g in found)
        assert in_gap == (needed and not covered)


@given(TERMS)
def test_no_day_with_money_is_counted_twice(terms: list[tuple[int, int]]):
    days = {number for first, last in terms for number in range(first, last + 1)}
    with_money = spans(term(day(first), day(last)) for first, last in terms)
    assert days_with_money(with_money) == len(days)


def test_money_that_ends_is_missed_until_somebody_says_that_the_plan_ends():
    with_money = spans([term("2026-01-01", "2026-06-30")])
    assert gaps(with_money, None, None) == (Gap(gap_from="2026-07-01"),)
    assert gaps(with_money, "2025-12-01", None) == (
        Gap(gap_from="2025-12-01", gap_until="2025-12-31"),
        Gap(gap_from="2026-07-01"),
    )
    assert gaps(with_money, None, "2026-06-30") == ()


def test_of_a_plan_without_money_that_says_nothing_nothing_is_known():
    assert gaps([], None, None) == gaps([], None, "2026-06-30") == ()
    assert gaps([], "2026-01-01", None) == (Gap(gap_from="2026-01-01"),)


@pytest.mark.parametrize(
    ("spread", "median"),
    [({3: 1}, 3), ({3: 1, 9: 1}, 3), ({3: 1, 9: 2}, 9), ({0: 2, 5: 2, 7: 1}, 5)],
)
def test_the_median_is_one_of_the_plans(spread: dict[int, int], median: int):
    assert within(spread, 1, 2) == median


@given(some.lists(some.integers(0, 520), min_size=1, max_size=50))
def test_half_of_the_plans_took_no_longer_than_the_median_and_half_no_less(weeks: list[int]):
    spread = {each: weeks.count(each) for each in weeks}
    median = within(spread, 1, 2)
    assert 2 * sum(each <= median for each in weeks) >= len(weeks)
    assert 2 * sum(each >= median for each in weeks) >= len(weeks)
    assert within(spread, 1, 4) <= median <= within(spread, 3, 4)
