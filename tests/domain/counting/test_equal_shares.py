"""Equal Shares by hand, by a slow count in plain fractions, and on real elections."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.counting.equal_shares import EqualShares, Shared, equal_shares, funded_each
from domain.counting.greedy import Candidate, Greedy
from domain.counting.sharing import Purchases, Sharing

Ballots = Sequence[frozenset[str]]


def rule(budget_cents: int, caps: dict[str, int] | None = None, **settings: Any) -> EqualShares:
    greedy = Greedy(budget_cents=budget_cents, over_budget="pass_over", group_caps=caps or {})
    return EqualShares(beside=greedy, **settings)


def candidates(*costs: int, groups: str = "") -> list[Candidate]:
    """a, b, c, … in the order of the lot; the group of each is a letter, or - for none."""
    return [
        Candidate(project=name, cost_cents=cost, group=None if group == "-" else group)
        for name, cost, group in zip("abcdefgh", costs, groups.ljust(8, "-"), strict=False)
    ]


def ballots(*votes: str) -> list[frozenset[str]]:
    """Each word is a ballot, ``3*ab`` are three; - is a blank one."""
    found: list[frozenset[str]] = []
    for vote in votes:
        many, _, names = vote.rpartition("*")
        found += [frozenset(names.strip("-"))] * int(many or 1)
    return found


def counted(votes: Ballots, costs: Sequence[Candidate], by: EqualShares) -> Shared:
    found = equal_shares(costs, votes, by)
    assert found.spent_cents + found.left_cents == by.beside.budget_cents
    assert found.spent_cents <= by.beside.budget_cents
    return found


def taken(found: Shared) -> dict[str, str | None]:
    return {each.project: each.outcome for each in found.taken}


def test_a_minority_gets_what_its_share_of_the_money_pays_for():
    """Six want a and b, three want c: greedily the six spend all of it."""
    found = counted(
        ballots("6*ab", "3*c"), candidates(450, 450, 300), rule(900, exhaustive_stop=True)
    )
    assert found.greedy.funded == ("a", "b")
    assert found.funded == ("a", "c")
    assert (found.steps, found.ended, found.left_cents) == (0, "nothing_fits", 150)


def test_what_is_worth_more_votes_goes_first_and_who_is_short_pays_all_they_had():
    """Each has 30. a is paid with 20 each by three; then one of b's supporters has 10 left, and
    the other pays 30 of its 40."""
    found = counted(ballots("2*a", "ab", "b", "-"), candidates(60, 40), rule(150, step_cents=1000))
    first, second = found.taken
    assert first.paid is not None
    assert second.paid is not None
    assert (first.paid.effective, first.paid.most, first.paid.short) == (3, 20, 0)
    assert (second.paid.effective, second.paid.most, second.paid.short) == (Fraction(4, 3), 30, 1)
    assert (first.left_cents, second.left_cents) == (90, 50)


def test_blank_ballots_have_a_share_too():
    """a costs one cent more than its two supporters have, until everybody has one more."""
    found = counted(ballots("2*a", "2*-"), candidates(51), rule(100, step_cents=1))
    assert (found.start, found.share, found.steps) == (25, 26, 1)
    assert (found.funded, found.ended) == (("a",), "all_supported_funded")


def test_the_step_that_would_cost_more_than_the_budget_is_not_taken():
    found = counted(ballots("a", "b"), candidates(70, 40), rule(100, step_cents=10))
    assert (found.funded, found.share, found.steps) == (("b",), 60, 1)
    assert (found.ended, found.next_cents) == ("next_step_over_budget", 110)
    short = found.taken[-1]
    assert (short.project, short.outcome, short.held) == ("a", "supporters_short", 60)


def test_it_may_stop_as_soon_as_nothing_more_fits():
    votes, costs = ballots("3*a", "b", "c"), candidates(60, 50, 20)
    assert counted(votes, costs, rule(100, step_cents=10)).steps == 2
    early = counted(votes, costs, rule(100, step_cents=10, exhaustive_stop=True))
    assert (early.steps, early.ended, early.funded) == (0, "nothing_fits", ("a", "c"))


def test_what_is_left_may_be_filled_up_by_votes():
    """A large step takes the three over the budget at once, so that only a is bought."""
    votes, costs = ballots("2*a", "b", "c"), candidates(60, 40, 50)
    plain = counted(votes, costs, rule(120, step_cents=1000))
    assert (plain.funded, plain.next_cents) == (("a",), 150)
    filled = counted(votes, costs, rule(120, step_cents=1000, fill_up=True))
    assert (filled.funded, filled.left_cents) == (("a", "b"), 20)
    assert [each.filled_up for each in filled.taken] == [False, True, False]


def test_a_start_in_whole_steps_is_rounded_down():
    found = counted(ballots("a", "2*-"), candidates(90), rule(100, start="whole_unit"))
    assert (found.start, found.steps) == (0, 1)
    assert counted(ballots("a", "2*-"), candidates(90), rule(100)).start == Fraction(100, 3)


def test_equals_go_by_lower_cost_then_more_approvals_then_the_lot():
    cheaper = counted(ballots("ab"), candidates(50, 40), rule(80, step_cents=1000))
    assert (cheaper.funded, cheaper.lot_mattered) == (("b",), False)
    by_lot = counted(ballots("ab"), candidates(50, 50), rule(80, step_cents=1000))
    assert (by_lot.funded, by_lot.lot_mattered) == (("a",), True)


def test_the_lot_does_not_matter_between_equals_that_do_not_touch_each_other():
    apart = counted(ballots("a", "b"), candidates(50, 50), rule(100))
    assert (apart.funded, apart.lot_mattered) == (("a", "b"), False)


def test_what_can_never_be_afforded_says_so_and_keeps_nothing_waiting():
    costs = candidates(0, 200, 60, 10, 10, groups="--n--")
    found = counted(ballots("4*abcd", "e"), costs, rule(100, {"n": 50}, minimum_vote_share=(1, 4)))
    assert taken(found) == {
        "d": "funded",
        "a": None,
        "c": "over_group_cap",
        "b": "over_budget",
        "e": "below_minimum_share",
    }
    assert found.ended == "all_supported_funded"
    assert found.greedy.funded == ("d",)


def test_a_groups_cap_ends_the_steps_where_only_it_stands_in_the_way():
    costs = candidates(30, 30, 20, groups="nn-")
    found = counted(ballots("2*ab", "c"), costs, rule(10_000_000, {"n": 40}, step_cents=1))
    assert taken(found) == {"a": "funded", "c": "funded", "b": "over_group_cap"}
    assert found.ended == "nothing_fits"


def test_a_million_steps_are_leapt_over():
    found = counted(ballots("3*a", "b"), candidates(300, 900_000_000), rule(950_000_000))
    assert (found.funded, found.steps, found.ended) == (
        ("a", "b"),
        6_625_000,
        "all_supported_funded",
    )


def test_greedy_is_kept_only_if_more_voters_have_more_by_it():
    """Each has 33 1/3: that buys a, and b only together with a over the budget."""
    costs = candidates(30, 80)
    found = counted(ballots("a", "2*b"), costs, rule(100, comparison="more_funded"))
    assert (found.compared.by_shares, found.compared.by_greedy) == (1, 2)
    assert (found.kept, found.funded, found.greedy.funded) == ("greedy", ("a",), ("b",))
    assert counted(ballots("a", "2*b"), costs, rule(100)).kept == "equal_shares"
    even = counted(ballots("2*a", "2*b"), costs, rule(100, comparison="more_funded"))
    assert (even.compared.by_shares, even.compared.by_greedy) == (0, 0)
    assert even.kept == "equal_shares"


def test_a_project_stands_there_once_and_a_ballot_names_no_other():
    with pytest.raises(ValueError, match="only once"):
        equal_shares([*candidates(1), *candidates(1)], [], rule(10))
    with pytest.raises(ValueError, match="not on the ballot"):
        equal_shares(candidates(1), ballots("z"), rule(10))
    with pytest.raises(ValueError, match="at least one cent"):
        rule(10, step_cents=0)


def test_nobody_voted():
    found = counted([], candidates(10), rule(100))
    assert (found.funded, found.ended, found.steps) == ((), "all_supported_funded", 0)


# A slow count, written from the rule alone.


def slow_worth(cost: int, left: Sequence[Fraction]) -> tuple[Fraction, Fraction] | None:
    """Effective votes, and the most that one pays: the smallest that brings the cost together."""
    if sum(left) < cost:
        return None
    rest, payers = Fraction(cost), len(left)
    for each in sorted(left):
        if each * payers >= rest:
            return Fraction(cost) / (rest / payers), rest / payers
        rest, payers = rest - each, payers - 1
    raise AssertionError("They hold the cost together.")


def slow_count(
    share: Fraction, costs: Sequence[Candidate], votes: Ballots, caps: dict[str, int]
) -> list[str]:
    left, room, bought = [share] * len(votes), dict(caps), list[str]()
    while True:
        offers = []
        for place, each in enumerate(costs):
            held = [left[n] for n, ballot in enumerate(votes) if each.project in ballot]
            fits = each.group not in room or each.cost_cents <= room[each.group]
            if each.project in bought or not held or not fits:
                continue
            if (worth := slow_worth(each.cost_cents, held)) is not None:
                offers.append((-worth[0], each.cost_cents, -len(held), place, worth[1]))
        if not offers:
            return bought
        *_, place, most = min(offers)
        chosen = costs[place]
        left = [
            max(Fraction(0), money - most) if chosen.project in ballot else money
            for money, ballot in zip(left, votes, strict=True)
        ]
        if chosen.group in room:
            room[chosen.group] -= chosen.cost_cents
        bought.append(chosen.project)


def slow_shares(
    costs: Sequence[Candidate], votes: Ballots, by: EqualShares
) -> tuple[list[str], int]:
    budget, caps = by.beside.budget_cents, by.beside.group_caps
    cost = {each.project: each.cost_cents for each in costs}
    free = [
        each
        for each in costs
        if 0 < each.cost_cents <= min(budget, caps.get(each.group or "", budget))
        and any(each.project in ballot for ballot in votes)
    ]
    start, steps, found = Fraction(budget, max(1, len(votes))), 0, list[str]()
    found = slow_count(start, free, votes, caps)
    while len(found) < len(free) and steps < 60:
        following = slow_count(start + (steps + 1) * by.step_cents, free, votes, caps)
        if sum(cost[each] for each in following) > budget:
            return found, steps
        found, steps = following, steps + 1
    return found, steps


names = st.frozensets(st.sampled_from("abcde"), max_size=4)
some_ballots = st.lists(names, min_size=1, max_size=9)
some_costs = st.lists(st.integers(0, 60), min_size=5, max_size=5)
some_groups = st.text("n-", min_size=5, max_size=5)


@settings(max_examples=400, deadline=None)
@given(some_ballots, some_costs, some_groups, st.integers(20, 120), st.integers(1, 40))
def test_the_count_is_that_of_plain_fractions(votes, costs, groups, budget, step):
    asked = candidates(*costs, groups=groups)
    by = rule(budget, {"n": 70}, step_cents=step)
    found = counted(votes, asked, by)
    funded, steps = slow_shares(asked, votes, by)
    assert list(found.funded) == funded
    assert found.steps == steps or steps == 60 or found.ended == "nothing_fits"


@settings(max_examples=300, deadline=None)
@given(some_ballots, some_costs, st.integers(1, 60), st.integers(1, 80), st.data())
def test_where_a_count_surely_stands_all_between_buy_the_same(votes, costs, share, more, data):
    sharing = Sharing([each for each in candidates(*costs) if each.cost_cents], votes, {})
    first = Purchases(sharing, Fraction(share))
    if first.stands_up_to(Fraction(share + more)):
        between = share + data.draw(st.fractions(0, more, max_denominator=9))
        assert bought(Purchases(sharing, Fraction(between))) == bought(first)


@settings(max_examples=200, deadline=None)
@given(some_ballots, some_costs, st.integers(20, 120), st.permutations(range(5)))
def test_a_lot_that_did_not_matter_could_have_been_any(votes, costs, budget, order):
    asked = candidates(*costs)
    found = counted(votes, asked, rule(budget, step_cents=7))
    if not found.lot_mattered:
        other = counted(votes, [asked[place] for place in order], rule(budget, step_cents=7))
        assert set(other.funded) == set(found.funded)


def bought(count: Purchases) -> list[str]:
    return [each.project for each in count.bought]


def test_funded_projects_are_told_for_each_ballot():
    assert funded_each(ballots("abc", "b", "-"), ["a", "b"]) == [2, 1, 0]
