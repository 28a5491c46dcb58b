from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.counting.majority import Quorum, Threshold, count_majority
from domain.counting.weights import SeatWeight, cap_weights, casting_refused, count_weighted
from tests.domain.counting.papers import exactly


def threshold(of="for_and_against", numerator=1, denominator=2, comparison=">"):
    return Threshold(numerator=numerator, denominator=denominator, comparison=comparison, of=of)


def counted(weights, ballots, of="for_and_against", casting=None, **more):
    """``ballots`` are of a seat and a choice; every entitled seat is in office, all are present."""
    capped = cap_weights(weights)
    votes = {each.seat: each.counted for each in capped}
    total = sum(votes.values())
    arguments = {
        "threshold": threshold(of),
        "quorum_holds": True,
        "min_voters": 2,
        "present": total,
        "in_office": total,
        "all_seats": total,
    } | more
    return count_weighted(
        [(choice, votes[seat]) for seat, choice in ballots.items()],
        weights=capped,
        casting=casting,
        **arguments,
    )


def test_a_chair_with_two_votes_outweighs_one_member():
    count = counted({"chair": 2, "a": 1, "b": 1, "c": 1}, {"chair": "for", "a": "against"})
    assert (count.in_favour, count.against, count.received, count.measured) == (2, 1, 2, 3)
    assert (count.passed, count.capped) == (True, ())


def test_nobody_has_more_votes_than_all_others_together():
    assert cap_weights({"chair": 7, "a": 1, "b": 2}) == (
        SeatWeight(seat="chair", weight=7, counted=3),
        SeatWeight(seat="a", weight=1, counted=1),
        SeatWeight(seat="b", weight=2, counted=2),
    )
    assert cap_weights({"chair": 3, "a": 1, "b": 2})[0].counted == 3


def test_the_count_names_who_was_capped():
    count = counted({"chair": 7, "a": 1, "b": 2}, {"chair": "for", "a": "against", "b": "against"})
    assert (count.in_favour, count.against, count.passed) == (3, 3, False)
    assert count.capped == (SeatWeight(seat="chair", weight=7, counted=3),)


def test_who_is_alone_outweighs_nobody_and_keeps_their_weight():
    assert cap_weights({"chair": 2})[0].counted == 2
    assert cap_weights({}) == ()


@pytest.mark.parametrize("weight", [0, -1])
def test_a_seat_has_at_least_one_vote(weight):
    with pytest.raises(ValueError, match="at least one"):
        cap_weights({"a": weight})


weights = st.lists(st.integers(1, 12), min_size=2, max_size=7).map(
    lambda drawn: {f"s{n}": weight for n, weight in enumerate(drawn)}
)


@exactly
@given(weights)
def test_capping_once_is_enough_and_touches_one_seat_at_most(weights):
    capped = cap_weights(weights)
    total = sum(each.counted for each in capped)
    assert all(each.counted <= total - each.counted for each in capped)
    assert sum(each.counted < each.weight for each in capped) <= 1
    assert [each.counted for each in cap_weights({e.seat: e.counted for e in capped})] == [
        each.counted for each in capped
    ]


FOUR = {"chair": 1, "a": 1, "b": 1, "c": 1}
TIE = {"chair": "for", "a": "for", "b": "against", "c": "against"}


@pytest.mark.parametrize(("choice", "passed"), [("for", True), ("against", False)])
def test_a_casting_vote_is_one_vote_more_on_a_tie(choice, passed):
    ballots = TIE | {"chair": choice, "a": "for", "b": "against" if choice == "for" else "for"}
    count = counted(FOUR, ballots, casting=("chair", choice))
    assert (count.casting, count.passed, count.measured) == (choice, passed, 5)
    assert (count.in_favour, count.against) == ((3, 2) if passed else (2, 3))


def test_without_a_tie_or_without_a_choice_it_is_not_used():
    without = counted(FOUR, TIE)
    assert (without.passed, without.casting) == (False, None)
    assert counted(FOUR, TIE, casting=("chair", "abstain")) == without
    clear = TIE | {"b": "for"}
    assert counted(FOUR, clear, casting=("chair", "for")) == counted(FOUR, clear)
    nobody = dict.fromkeys(FOUR, "abstain")
    assert counted(FOUR, nobody, casting=("chair", "for")).reason == "no_votes"


def test_a_casting_vote_is_refused_with_two_entitled_seats_and_with_one():
    two = cap_weights({"chair": 1, "a": 1})
    assert casting_refused(two, "chair") == "two_entitled"
    assert casting_refused(cap_weights({"chair": 1}), "chair") == "two_entitled"
    count = counted(
        {"chair": 1, "a": 1}, {"chair": "for", "a": "against"}, casting=("chair", "for")
    )
    assert (count.casting, count.casting_refused, count.passed) == (None, "two_entitled", False)


def test_a_casting_vote_is_part_of_what_may_not_outweigh_the_others():
    assert casting_refused(cap_weights({"chair": 1, "a": 1, "b": 1}), "chair") is None
    assert casting_refused(cap_weights({"chair": 2, "a": 1, "b": 1}), "chair") == "outweighs_others"
    assert casting_refused(cap_weights({"chair": 9, "a": 1, "b": 1}), "chair") == "outweighs_others"
    with pytest.raises(ValueError, match="not among"):
        casting_refused(cap_weights({"a": 1}), "chair")


def test_a_casting_vote_is_in_denominators_of_votes_and_not_of_seats():
    for of, measured in (("ballots", 5), ("present", 6), ("in_office", 8), ("all_seats", 9)):
        count = counted(
            FOUR, TIE, of, casting=("chair", "for"), present=6, in_office=8, all_seats=9
        )
        assert count.measured == measured


def test_numbers_that_contradict_each_other_and_other_choices_are_refused():
    for wrong in ({"present": 3}, {"in_office": 3}, {"all_seats": 3}):
        with pytest.raises(ValueError, match="cannot be more"):
            counted(FOUR, TIE, **wrong)
    with pytest.raises(ValueError, match="for, against or abstain"):
        counted(FOUR, {"chair": "invalid"})


@exactly
@given(
    st.tuples(*(st.integers(0, 6) for _ in range(3))),
    st.sampled_from(["for_and_against", "ballots", "present", "in_office", "all_seats"]),
    st.booleans(),
)
def test_with_one_vote_each_it_is_the_plain_majority(numbers, of, quorum_holds):
    choices = [
        choice
        for choice, number in zip(("for", "against", "abstain"), numbers, strict=True)
        for choice in repeat(choice, number)
    ]
    seats = {"present": len(choices), "in_office": len(choices) + 1, "all_seats": len(choices) + 2}
    plain = count_majority(
        choices,
        threshold=threshold(of),
        quorum=Quorum(numerator=1, denominator=2, comparison=">="),
        min_voters=2,
        quorum_holds=quorum_holds,
        **seats,
    )
    weighted = count_weighted(
        [(choice, 1) for choice in choices],
        threshold=threshold(of),
        quorum_holds=quorum_holds,
        min_voters=2,
        weights=(),
        **seats,
    )
    assert plain.quorum_holds is quorum_holds
    for field in plain.__struct_fields__:
        assert getattr(plain, field) == getattr(weighted, field)


SEATS = ("chair", "east", "west", "north")
weighings = st.tuples(*(st.integers(1, 4) for _ in SEATS)).map(
    lambda votes: dict(zip(SEATS, votes, strict=True))
)
choices = st.sampled_from(["for", "against", "abstain"])
papers = st.dictionaries(st.sampled_from(SEATS), choices)


@exactly
@given(weighings, papers, st.randoms())
def test_the_order_of_ballots_changes_nothing(weights, ballots, random):
    again = dict(random.sample(list(ballots.items()), len(ballots)))
    assert counted(weights, again) == counted(weights, ballots)


@exactly
@given(weighings, papers, st.permutations(SEATS))
def test_another_name_for_a_seat_changes_no_number(weights, ballots, names):
    new = dict(zip(SEATS, names, strict=True))
    again = counted(
        {new[seat]: votes for seat, votes in weights.items()},
        {new[seat]: choice for seat, choice in ballots.items()},
    )
    count = counted(weights, ballots)
    numbers = [name for name in count.__struct_fields__ if name != "capped"]
    assert all(getattr(again, name) == getattr(count, name) for name in numbers)


@exactly
@given(weighings, papers, st.sampled_from(SEATS))
def test_a_change_to_for_never_undoes_a_majority(weights, ballots, seat):
    if counted(weights, ballots).passed:
        assert counted(weights, {**ballots, seat: "for"}).passed
