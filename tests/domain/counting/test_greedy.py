from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.counting.greedy import Candidate, Greedy, Step, allocate

exactly = settings(deadline=None, derandomize=True, database=None, max_examples=300)


def asks(project: str, cost_cents: int, group: str | None = None) -> Candidate:
    return Candidate(project=project, cost_cents=cost_cents, group=group)


def rule(budget_cents: int, over_budget: str = "pass_over", **group_caps: int) -> Greedy:
    return Greedy(budget_cents=budget_cents, over_budget=over_budget, group_caps=group_caps)


GARDEN, BENCH, SHOP, MURAL = (
    asks("garden", 6_000),
    asks("bench", 1_000),
    asks("shop", 5_000),
    asks("mural", 2_000),
)
VOTES = {"garden": 40, "bench": 30, "shop": 20, "mural": 10}


def test_most_votes_first_until_one_no_longer_fits():
    allocation = allocate([MURAL, SHOP, BENCH, GARDEN], VOTES, rule(10_000, "stop"))
    assert [(s.project, s.outcome, s.left_cents) for s in allocation.steps] == [
        ("garden", "funded", 4_000),
        ("bench", "funded", 3_000),
        ("shop", "over_budget", 3_000),
    ]
    assert allocation.funded == ("garden", "bench")
    assert (allocation.spent_cents, allocation.left_cents) == (7_000, 3_000)
    assert not allocation.lot_mattered


def test_or_the_one_that_does_not_fit_is_passed_over():
    allocation = allocate([GARDEN, BENCH, SHOP, MURAL], VOTES, rule(10_000))
    assert allocation.funded == ("garden", "bench", "mural")
    assert allocation.steps[2:] == (
        Step(project="shop", votes=20, cost_cents=5_000, outcome="over_budget", left_cents=3_000),
        Step(project="mural", votes=10, cost_cents=2_000, outcome="funded", left_cents=1_000),
    )


@pytest.mark.parametrize("over_budget", ["stop", "pass_over"])
def test_a_budget_may_be_spent_to_the_last_cent(over_budget):
    assert allocate([GARDEN, BENCH], VOTES, rule(7_000, over_budget)).left_cents == 0
    assert allocate([GARDEN, BENCH], VOTES, rule(6_999, over_budget)).funded == ("garden",)


@pytest.mark.parametrize("over_budget", ["stop", "pass_over"])
def test_a_project_over_its_groups_cap_is_always_passed_over(over_budget):
    candidates = [asks("a", 60, "north"), asks("b", 50, "north"), asks("c", 40, "north")]
    votes = {"a": 3, "b": 2, "c": 1}
    allocation = allocate(candidates, votes, rule(1_000, over_budget, north=100))
    assert [s.outcome for s in allocation.steps] == ["funded", "over_group_cap", "funded"]
    assert allocation.left_cents == 900


def test_a_project_over_both_its_cap_and_the_budget_stops_nothing():
    candidates = [asks("a", 200, "north"), asks("b", 10)]
    allocation = allocate(candidates, {"a": 2, "b": 1}, rule(100, "stop", north=50))
    assert [s.outcome for s in allocation.steps] == ["over_group_cap", "funded"]


def test_a_group_without_a_cap_is_bound_by_the_budget_alone():
    candidates = [asks("a", 60, "south"), asks("b", 40, None)]
    allocation = allocate(candidates, {"a": 2, "b": 1}, rule(100, north=10))
    assert allocation.funded == ("a", "b")


def test_equal_votes_go_to_the_lower_cost_and_then_to_the_order_of_the_lot():
    candidates = [asks("dear", 30), asks("second", 20), asks("first", 20)]
    allocation = allocate(candidates, dict.fromkeys(("dear", "second", "first"), 5), rule(100))
    assert allocation.funded == ("second", "first", "dear")
    assert not allocation.lot_mattered


def test_the_lot_matters_when_only_one_of_two_equals_fits():
    allocation = allocate([asks("a", 60), asks("b", 60)], {"a": 5, "b": 5}, rule(100))
    assert allocation.funded == ("a",)
    assert allocation.lot_mattered


def test_the_lot_matters_when_a_cap_has_room_for_one_of_two_equals():
    candidates = [asks("a", 60, "north"), asks("b", 60, "north"), asks("c", 60, "south")]
    votes = dict.fromkeys("abc", 5)
    assert allocate(candidates, votes, rule(1_000, north=100)).lot_mattered
    assert not allocate(candidates, votes, rule(1_000, north=120)).lot_mattered
    assert not allocate(candidates, votes, rule(1_000, north=59)).lot_mattered


def test_the_lot_does_not_matter_where_none_of_the_equals_fits_or_gets_its_turn():
    candidates = [asks("large", 90), asks("a", 60), asks("b", 60)]
    votes = {"large": 9, "a": 5, "b": 5}
    assert not allocate(candidates, votes, rule(100)).lot_mattered
    assert not allocate(candidates, votes, rule(80, "stop")).lot_mattered


def test_a_project_that_costs_nothing_always_fits():
    allocation = allocate([asks("a", 10), asks("free", 0)], {"a": 2, "free": 1}, rule(10))
    assert allocation.funded == ("a", "free")


def test_a_project_stands_once():
    with pytest.raises(ValueError, match="only once"):
        allocate([GARDEN, GARDEN], VOTES, rule(1))


def test_money_below_nothing_is_refused():
    for wrong in (lambda: asks("a", -1), lambda: rule(-1), lambda: rule(1, north=-1)):
        with pytest.raises(ValueError, match="less than nothing"):
            wrong()


groups = st.sampled_from([None, "north", "south", "west"])
candidates_of_a_vote = st.lists(st.tuples(st.integers(0, 6), groups, st.integers(0, 3)), max_size=6)
rules = st.builds(
    Greedy,
    budget_cents=st.integers(0, 20),
    over_budget=st.sampled_from(["stop", "pass_over"]),
    group_caps=st.dictionaries(st.sampled_from(["north", "south"]), st.integers(0, 12)),
)


def a_vote(drawn) -> tuple[list[Candidate], dict[str, int]]:
    candidates = [asks(f"p{n}", cost, group) for n, (cost, group, _) in enumerate(drawn)]
    return candidates, {f"p{n}": votes for n, (_, _, votes) in enumerate(drawn)}


@exactly
@given(candidates_of_a_vote, rules)
def test_never_more_is_spent_than_there_is_in_total_or_under_a_cap(drawn, rule):
    candidates, votes = a_vote(drawn)
    allocation = allocate(candidates, votes, rule)
    funded = [c for c in candidates if c.project in allocation.funded]
    assert allocation.spent_cents == sum(c.cost_cents for c in funded)
    assert allocation.spent_cents + allocation.left_cents == rule.budget_cents
    assert allocation.left_cents >= 0
    for group, cap in rule.group_caps.items():
        assert sum(c.cost_cents for c in funded if c.group == group) <= cap


@exactly
@given(candidates_of_a_vote, rules)
def test_every_step_is_explained_and_only_a_stop_leaves_projects_out(drawn, rule):
    candidates, votes = a_vote(drawn)
    steps = allocate(candidates, votes, rule).steps
    standings = [(-s.votes, s.cost_cents) for s in steps]
    assert standings == sorted(standings)
    stopped = rule.over_budget == "stop" and any(s.outcome == "over_budget" for s in steps)
    assert stopped or len(steps) == len(candidates)
    assert not stopped or [s.outcome for s in steps].index("over_budget") == len(steps) - 1


@exactly
@given(candidates_of_a_vote.filter(lambda drawn: len(drawn) <= 5), rules)
def test_the_lot_mattered_exactly_when_another_order_would_fund_others(drawn, rule):
    candidates, votes = a_vote(drawn)
    results = {frozenset(allocate(order, votes, rule).funded) for order in permutations(candidates)}
    assert allocate(candidates, votes, rule).lot_mattered == (len(results) > 1)


@exactly
@given(candidates_of_a_vote, rules)
def test_whether_the_lot_mattered_does_not_depend_on_the_lot(drawn, rule):
    candidates, votes = a_vote(drawn)
    forwards, backwards = (allocate(order, votes, rule) for order in (candidates, candidates[::-1]))
    assert forwards.lot_mattered == backwards.lot_mattered
    assert forwards.lot_mattered or set(forwards.funded) == set(backwards.funded)


@exactly
@given(candidates_of_a_vote, rules, st.integers(0, 5))
def test_one_more_vote_for_a_funded_project_never_costs_it_the_money(drawn, rule, which):
    candidates, votes = a_vote(drawn)
    project = f"p{which}"
    if project in allocate(candidates, votes, rule).funded:
        votes[project] += 1
        assert project in allocate(candidates, votes, rule).funded
