from fractions import Fraction
from itertools import combinations, pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.counting.majority import Quorum
from domain.counting.power import MOST_VOTES, power_index
from tests.domain.counting.papers import exactly


def more_than(numerator, denominator, comparison=">"):
    return Quorum(numerator=numerator, denominator=denominator, comparison=comparison)


def index(weights, threshold=None, groups=None, measured=None):
    named = {f"s{n}": weight for n, weight in enumerate(weights)}
    return power_index(named, threshold or more_than(1, 2), groups or {}, measured=measured)


def shares(power):
    return [Fraction(each.swings, power.all_swings) for each in power.voters]


@pytest.mark.parametrize(
    ("weights", "threshold", "expected"),
    [
        # With 51 of 100 asked, one vote is worth as much as 49.
        ([50, 49, 1], more_than(51, 100, ">="), ["3/5", "1/5", "1/5"]),
        ([4, 3, 2, 1], more_than(6, 10, ">="), ["5/12", "1/4", "1/4", "1/12"]),
        # Nassau County: six districts, of which three never made a difference.
        ([9, 9, 7, 3, 1, 1], more_than(16, 30, ">="), ["1/3", "1/3", "1/3", "0", "0", "0"]),
        # The Security Council as a game of weights: five with a veto, ten without.
        ([7] * 5 + [1] * 10, more_than(39, 45, ">="), ["848/5080"] * 5 + ["84/5080"] * 10),
    ],
)
def test_published_indices(weights, threshold, expected):
    assert shares(index(weights, threshold)) == [Fraction(share) for share in expected]


def test_one_who_decides_alone_has_all_power():
    power = index([5, 1, 1, 1])
    assert [(each.swings, each.millionths) for each in power.voters] == [
        (1, 1_000_000),
        (0, 0),
        (0, 0),
        (0, 0),
    ]
    assert (power.fewest_to_pass, power.most_short, power.votes) == (1, 3, 8)


def test_a_group_has_the_power_of_its_voters_and_one_may_be_in_several():
    power = index([2, 1, 1], groups={"residents": ["s0", "s1"], "women": ["s1", "s2"], "none": []})
    by_name = {each.name: each for each in (*power.voters, *power.groups)}
    assert by_name["residents"].swings == by_name["s0"].swings + by_name["s1"].swings
    assert by_name["residents"].votes == 3
    assert by_name["women"].swings == by_name["s1"].swings + by_name["s2"].swings
    assert (by_name["none"].swings, by_name["none"].millionths) == (0, 0)


def test_where_nobody_can_pass_anything_nobody_has_power():
    power = index([1, 1], more_than(1, 1))
    assert [each.swings for each in power.voters] == [0, 0]
    assert (power.all_swings, power.fewest_to_pass, power.most_short) == (0, None, 2)
    assert power.voters[0].millionths == 0
    assert index([]).voters == ()


def test_votes_that_nobody_can_cast_make_everybody_here_needed_more():
    """Of five seats two are vacant: three of three are needed, where it was two of three."""
    assert (index([1, 1, 1]).needed, index([1, 1, 1]).fewest_to_pass) == (2, 2)
    power = index([1, 1, 1], measured=5)
    assert (power.votes, power.needed, power.fewest_to_pass, power.most_short) == (3, 3, 3, 2)
    nobody = index([2, 1], measured=6)
    assert (nobody.needed, nobody.fewest_to_pass, nobody.all_swings) == (4, None, 0)
    assert index([2, 1], measured=20).needed == 11


def test_five_hundred_seats_take_well_under_a_second():
    started = process_time()
    power = index([1] * 490 + [3] * 10)
    assert process_time() - started < 1
    assert power.votes == 520
    assert sum(shares(power)) == 1
    assert shares(power)[-1] > 2 * shares(power)[0]


def test_weights_and_groups_that_cannot_be_are_refused():
    for weights in ([-1, 2], [MOST_VOTES, 1]):
        with pytest.raises(ValueError, match="Weights"):
            index(weights)
    for members in (["s0", "s0"], ["s9"]):
        with pytest.raises(ValueError, match="names a voter"):
            index([1, 1], groups={"g": members})
    with pytest.raises(ValueError, match="Of 2 votes"):
        index([1, 1, 1], measured=2)


weights = st.lists(st.integers(0, 5), min_size=1, max_size=7)
thresholds = st.builds(more_than, st.integers(0, 6), st.just(6), st.sampled_from([">", ">="]))


@exactly
@given(weights, thresholds, st.integers(0, 6))
def test_swings_are_those_that_are_found_by_trying_every_coalition(weights, threshold, missing):
    total = sum(weights) + missing
    power = index(weights, threshold, measured=total)

    def passes(members):
        votes = sum(weights[m] for m in members)
        need = Fraction(threshold.numerator, threshold.denominator) * total
        return votes > 0 and (votes > need if threshold.comparison == ">" else votes >= need)

    everybody = range(len(weights))
    coalitions = [c for size in range(len(weights) + 1) for c in combinations(everybody, size)]
    swings = [
        sum(not passes(c) and passes((*c, voter)) for c in coalitions if voter not in c)
        for voter in everybody
    ]
    if not any(swings):
        assert power.all_swings == 0
    else:
        assert shares(power) == [Fraction(number, sum(swings)) for number in swings]
    winning = [len(c) for c in coalitions if passes(c)]
    assert power.fewest_to_pass == min(winning, default=None)
    assert power.most_short == max(len(c) for c in coalitions if not passes(c))


@exactly
@given(weights, thresholds)
def test_more_votes_never_mean_less_power_and_equal_votes_mean_equal_power(weights, threshold):
    voters = sorted(index(weights, threshold).voters, key=lambda each: each.votes)
    for one, other in pairwise(voters):
        assert one.swings <= other.swings
        if one.votes == other.votes:
            assert one.swings == other.swings
