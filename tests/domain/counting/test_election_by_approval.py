from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.counting.election_by_approval import count_election_by_approval
from domain.counting.share import BallotShare
from tests.domain.counting.papers import exactly


def counted(ballots, places, floor=None, lot="abcd"):
    return count_election_by_approval("abcd", ballots, places=places, floor=floor, lot=lot)


def floor(numerator, denominator, comparison=">=", of="not_blank"):
    return BallotShare(numerator=numerator, denominator=denominator, comparison=comparison, of=of)


BALLOTS = ["ab", "ab", "ac", "a", "b", ""]


def test_the_most_approved_have_the_places():
    count = counted(BALLOTS, 2)
    assert [(each.option, each.votes) for each in count.options] == [
        ("a", 4),
        ("b", 3),
        ("c", 1),
        ("d", 0),
    ]
    assert (count.chosen, count.places_left, count.reason) == (("a", "b"), 0, "most_votes")
    assert (count.received, count.blank) == (6, 1)
    assert (count.floor, count.measured, count.tied) == (None, None, None)


def test_a_place_stays_empty_rather_than_go_to_an_option_without_a_vote():
    count = counted(BALLOTS, 4)
    assert (count.chosen, count.places_left) == (("a", "b", "c"), 1)


@pytest.mark.parametrize(
    ("least", "chosen", "measured"),
    [
        (floor(3, 5), "ab", 5),
        (floor(3, 5, ">"), "a", 5),
        (floor(1, 2, of="ballots"), "ab", 6),
        (floor(1, 2, ">", of="ballots"), "a", 6),
        (floor(0, 1), "abc", 5),
    ],
)
def test_a_floor_is_held_against_the_ballots_it_names(least, chosen, measured):
    count = counted(BALLOTS, 3, least)
    assert ("".join(count.chosen), count.measured, count.floor) == (chosen, measured, least)
    assert set(count.below_floor) == set("abc") - set(chosen)


def test_where_nobody_reaches_the_floor_no_place_is_filled():
    count = counted(["a", "b", "c"], 2, floor(1, 2))
    assert (count.chosen, count.reason, count.places_left) == ((), "below_floor", 2)
    assert count.below_floor == ("a", "b", "c")


def test_equals_for_the_last_place_go_to_the_lot():
    for lot, chosen in (("abcd", "ab"), ("dcba", "ac")):
        count = counted(["ab", "ac"], 2, lot=lot)
        assert ("".join(count.chosen), count.reason) == (chosen, "lot")
        assert (count.tied, count.lot_mattered) == (("b", "c"), True)


@pytest.mark.parametrize("ballots", [[], ["", ""]])
def test_nothing_but_blank_ballots_choose_nothing(ballots):
    count = counted(ballots, 2, floor(1, 2))
    assert (count.chosen, count.reason, count.below_floor) == ((), "no_votes", ())
    assert (count.blank, count.measured) == (len(ballots), 0)


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(ValueError, match="'x'"):
        counted(["x"], 1)
    with pytest.raises(ValueError, match="at least one place"):
        counted([], 0)
    with pytest.raises(ValueError, match="only once"):
        count_election_by_approval("aa", [], places=1, lot="a")
    with pytest.raises(ValueError, match="share"):
        floor(2, 1)


some = st.lists(st.frozensets(st.sampled_from("abcd")), max_size=10)
floors = st.none() | st.builds(
    floor,
    st.integers(0, 4),
    st.just(4),
    st.sampled_from([">", ">="]),
    st.sampled_from(["not_blank", "ballots"]),
)
places = st.integers(1, 4)


@exactly
@given(some, places, floors, st.randoms())
def test_the_order_of_ballots_changes_nothing_and_a_recount_is_equal(ballots, k, least, random):
    again = list(ballots)
    random.shuffle(again)
    assert counted(again, k, least) == counted(ballots, k, least)


@exactly
@given(some, places, floors, st.permutations("abcd"), st.permutations("abcd"))
def test_another_name_for_an_option_gets_its_result(ballots, k, least, names, lot):
    new = dict(zip("abcd", names, strict=True))
    count = counted(ballots, k, least, lot)
    again = counted([{new[o] for o in b} for b in ballots], k, least, [new[o] for o in lot])
    assert again.chosen == tuple(new[option] for option in count.chosen)


@exactly
@given(some, places, floors)
def test_the_lot_mattered_exactly_when_another_lot_would_choose_others(ballots, k, least):
    chosen = {frozenset(counted(ballots, k, least, lot).chosen) for lot in permutations("abcd")}
    assert counted(ballots, k, least).lot_mattered == (len(chosen) > 1)


@exactly
@given(some, places, floors)
def test_nobody_left_out_has_more_votes_than_somebody_chosen(ballots, k, least):
    count = counted(ballots, k, least)
    votes = {each.option: each.votes for each in count.options}
    lowest = min((votes[option] for option in count.chosen), default=0)
    assert len(count.chosen) + count.places_left == k
    for option in set("abcd") - set(count.chosen):
        assert votes[option] <= lowest or option in count.below_floor


@exactly
@given(some.filter(bool), places, floors, st.integers(0, 9))
def test_one_more_approval_on_a_ballot_never_costs_the_place(ballots, k, least, which):
    which %= len(ballots)
    for option in counted(ballots, k, least).chosen:
        if ballots[which]:
            after = [*ballots[:which], ballots[which] | {option}, *ballots[which + 1 :]]
            assert option in counted(after, k, least).chosen
