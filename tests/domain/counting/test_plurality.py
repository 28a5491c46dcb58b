from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.counting.majority import Quorum, Threshold, count_majority
from domain.counting.places import OptionVotes, highest
from domain.counting.plurality import count_plurality
from tests.domain.counting.papers import exactly

OPTIONS = ("garden", "bench", "mural")


def counted(ballots, on_a_tie="rejected", lot=OPTIONS, **more):
    return count_plurality(OPTIONS, ballots, on_a_tie=on_a_tie, lot=lot, **more)


def test_the_most_votes_win_without_being_a_majority():
    count = counted(["garden", "garden", "bench", "mural", None])
    assert count.options == (
        OptionVotes(option="garden", votes=2),
        OptionVotes(option="bench", votes=1),
        OptionVotes(option="mural", votes=1),
    )
    assert (count.received, count.blank) == (5, 1)
    assert (count.chosen, count.reason, count.tied) == ("garden", "most_votes", None)
    assert not count.lot_mattered


def test_a_tie_on_things_is_rejected_and_one_on_persons_goes_to_the_lot():
    ballots = ["mural", "bench"]
    things, persons = counted(ballots), counted(ballots, "lot")
    assert (things.chosen, things.reason, things.lot_mattered) == (None, "tied", False)
    assert (persons.chosen, persons.reason, persons.lot_mattered) == ("bench", "lot", True)
    assert things.tied == persons.tied == ("bench", "mural")
    assert counted(ballots, "lot", lot=OPTIONS[::-1]).chosen == "mural"


def test_a_casting_vote_decides_among_equals_and_nowhere_else():
    tied = counted(["mural", "bench"], "lot", casting="mural")
    assert (tied.chosen, tied.reason, tied.casting) == ("mural", "casting_vote", "mural")
    assert not tied.lot_mattered
    assert [each.votes for each in tied.options] == [0, 1, 1]
    for ballots, casting in ((["mural", "bench"], "garden"), (["mural"], "bench")):
        count = counted(ballots, casting=casting)
        assert count.casting is None
        assert count == counted(ballots)


@pytest.mark.parametrize("ballots", [[], [None, None]])
def test_nothing_but_blank_ballots_choose_nothing(ballots):
    count = counted(ballots, "lot")
    assert (count.chosen, count.reason, count.tied) == (None, "no_votes", None)


def test_a_ballot_for_something_else_and_an_option_listed_twice_are_refused():
    with pytest.raises(ValueError, match="'fountain'"):
        counted(["fountain"])
    with pytest.raises(ValueError, match="only once"):
        count_plurality(("a", "a"), [], on_a_tie="lot", lot=("a",))


@exactly
@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 3))
def test_with_two_options_it_is_for_against_against(in_favour, against, abstained):
    ballots = ["yes"] * in_favour + ["no"] * against + [None] * abstained
    two = count_plurality(("yes", "no"), ballots, on_a_tie="rejected", lot=("yes", "no"))
    majority = count_majority(
        ["for"] * in_favour + ["against"] * against + ["abstain"] * abstained,
        threshold=Threshold(numerator=1, denominator=2, comparison=">", of="for_and_against"),
        quorum=Quorum(numerator=0, denominator=1, comparison=">="),
        min_voters=0,
        present=len(ballots),
        in_office=len(ballots),
        all_seats=len(ballots),
    )
    assert (two.chosen == "yes") == majority.passed == (in_favour > against)


some_ballots = st.lists(st.sampled_from([*OPTIONS, None]), max_size=12)


@exactly
@given(some_ballots, st.randoms())
def test_the_order_of_ballots_changes_nothing(ballots, random):
    again = list(ballots)
    random.shuffle(again)
    assert counted(again, "lot") == counted(ballots, "lot")


@exactly
@given(some_ballots, st.permutations(OPTIONS), st.permutations(OPTIONS))
def test_another_name_for_an_option_gets_its_result(ballots, names, lot):
    new = dict(zip(OPTIONS, names, strict=True))
    count = counted(ballots, "lot", lot)
    again = counted([None if b is None else new[b] for b in ballots], "lot", [new[o] for o in lot])
    assert again.chosen == (None if count.chosen is None else new[count.chosen])


@exactly
@given(some_ballots)
def test_the_lot_mattered_exactly_when_another_lot_would_choose_another(ballots):
    chosen = {counted(ballots, "lot", lot).chosen for lot in permutations(OPTIONS)}
    assert counted(ballots, "lot").lot_mattered == (len(chosen) > 1)


@exactly
@given(some_ballots, st.sampled_from(["lot", "rejected"]))
def test_one_more_vote_never_undoes_a_choice(ballots, on_a_tie):
    chosen = counted(ballots, on_a_tie).chosen
    if chosen is not None:
        assert counted([*ballots, chosen], on_a_tie).chosen == chosen


def test_places_go_to_the_most_votes_and_never_to_an_option_without_one():
    votes = {"a": 1, "b": 3, "c": 0, "d": 2}
    assert highest(votes, 2, "abcd") == (("b", "d"), ())
    assert highest(votes, 4, "abcd") == (("b", "d", "a"), ())
    with pytest.raises(ValueError, match="at least one place"):
        highest(votes, 0, "abcd")


def test_equals_for_the_last_place_are_named_in_the_order_listed():
    votes = {"a": 2, "b": 5, "c": 2, "d": 2}
    assert highest(votes, 2, "dcba") == (("b", "d"), ("a", "c", "d"))
    assert highest(votes, 4, "dcba") == (("b", "d", "c", "a"), ())
