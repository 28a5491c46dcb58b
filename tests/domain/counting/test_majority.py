from fractions import Fraction
from functools import partial
from itertools import chain, repeat

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.counting.majority import MajorityCount, Quorum, Threshold, count_majority

exactly = settings(deadline=None, derandomize=True, database=None)

NO_QUORUM_ASKED = Quorum(numerator=0, denominator=1, comparison=">=")
DENOMINATORS = ("for_and_against", "ballots", "present", "in_office", "all_seats")


def ballots(in_favour: int, against: int, abstained: int) -> list[str]:
    return list(
        chain(repeat("for", in_favour), repeat("against", against), repeat("abstain", abstained))
    )


def threshold(numerator: int, denominator: int, comparison: str, of: str) -> Threshold:
    return Threshold(numerator=numerator, denominator=denominator, comparison=comparison, of=of)


def more_than_half(of: str = "for_and_against") -> Threshold:
    return threshold(1, 2, ">", of)


def counted(
    in_favour: int,
    against: int,
    abstained: int = 0,
    *,
    threshold: Threshold,
    quorum: Quorum = NO_QUORUM_ASKED,
    min_voters: int = 2,
    present: int | None = None,
    in_office: int | None = None,
    all_seats: int | None = None,
) -> MajorityCount:
    present = in_favour + against + abstained if present is None else present
    in_office = present if in_office is None else in_office
    return count_majority(
        ballots(in_favour, against, abstained),
        threshold=threshold,
        quorum=quorum,
        min_voters=min_voters,
        present=present,
        in_office=in_office,
        all_seats=in_office if all_seats is None else all_seats,
    )


def test_eight_seats_in_office_and_six_ballots_are_counted_by_hand():
    count = counted(
        3,
        2,
        1,
        threshold=more_than_half(),
        quorum=Quorum(numerator=1, denominator=2, comparison=">="),
        in_office=8,
        all_seats=9,
    )
    assert count == MajorityCount(
        in_favour=3,
        against=2,
        abstained=1,
        received=6,
        present=6,
        in_office=8,
        all_seats=9,
        measured=5,
        quorum_holds=True,
        passed=True,
        reason="passed",
    )


@pytest.mark.parametrize(
    ("of", "measured", "in_favour_of_half"),
    [("for_and_against", 6, 3), ("ballots", 8, 4), ("present", 10, 5), ("in_office", 12, 6)],
)
def test_exactly_half_is_not_more_than_half_but_is_at_least_half(of, measured, in_favour_of_half):
    numbers = {"present": 10, "in_office": 12, "all_seats": 14}
    against = 6 - in_favour_of_half
    abstained = 2
    more = counted(in_favour_of_half, against, abstained, threshold=more_than_half(of), **numbers)
    at_least = counted(
        in_favour_of_half, against, abstained, threshold=threshold(1, 2, ">=", of), **numbers
    )
    assert (more.measured, more.passed, more.reason) == (measured, False, "not_passed")
    assert (at_least.passed, at_least.reason) == (True, "passed")


def test_half_of_all_seats_counts_the_vacant_ones():
    numbers = {"present": 7, "in_office": 8, "all_seats": 12}
    six = counted(6, 1, threshold=more_than_half("all_seats"), **numbers)
    seven = counted(7, 0, threshold=more_than_half("all_seats"), **numbers)
    assert (six.measured, six.passed, seven.passed) == (12, False, True)


@pytest.mark.parametrize("of", DENOMINATORS)
def test_two_thirds_is_reached_at_two_thirds_and_not_one_vote_below(of):
    two_thirds = threshold(2, 3, ">=", of)
    assert counted(6, 3, threshold=two_thirds).passed
    assert not counted(5, 4, threshold=two_thirds).passed
    assert not counted(6, 3, threshold=threshold(2, 3, ">", of)).passed


def test_a_third_is_exact_where_a_rounded_number_would_not_be():
    a_third = threshold(333_333, 1_000_000, ">", "for_and_against")
    assert counted(1, 2, threshold=a_third).passed
    assert not counted(1, 2, threshold=threshold(1, 3, ">", "for_and_against")).passed


def test_unanimous_means_everybody_of_the_denominator_named():
    assert counted(3, 0, 1, threshold=threshold(1, 1, ">=", "for_and_against")).passed
    assert not counted(3, 0, 1, threshold=threshold(1, 1, ">=", "ballots")).passed


def test_abstentions_are_in_ballots_but_not_in_for_and_against():
    assert counted(2, 1, 3, threshold=more_than_half()).measured == 3
    assert counted(2, 1, 3, threshold=more_than_half("ballots")).measured == 6


@pytest.mark.parametrize("of", ["for_and_against", "ballots"])
def test_nothing_to_measure_against_is_no_votes(of):
    count = counted(
        0, 0, 3 if of == "for_and_against" else 0, threshold=more_than_half(of), min_voters=0
    )
    assert (count.measured, count.passed, count.reason) == (0, False, "no_votes")


def test_without_a_single_vote_in_favour_nothing_passes_even_a_threshold_of_nothing():
    nothing = threshold(0, 1, ">=", "for_and_against")
    assert counted(0, 2, threshold=nothing).reason == "not_passed"
    assert counted(1, 2, threshold=nothing).passed


def test_more_than_nothing_is_one_vote_in_favour():
    assert counted(1, 9, threshold=threshold(0, 1, ">", "ballots")).passed


@pytest.mark.parametrize(
    ("comparison", "present", "holds"), [(">=", 3, False), (">=", 4, True), (">", 4, False)]
)
def test_half_of_eight_is_four(comparison, present, holds):
    count = counted(
        3,
        0,
        threshold=more_than_half(),
        quorum=Quorum(numerator=1, denominator=2, comparison=comparison),
        present=present,
        in_office=8,
    )
    assert count.quorum_holds is holds
    assert count.reason == ("passed" if holds else "no_quorum")


def test_a_vacant_seat_is_not_part_of_the_quorum():
    half = Quorum(numerator=1, denominator=2, comparison=">=")
    numbers = {"present": 4, "in_office": 8, "all_seats": 9}
    assert counted(3, 0, threshold=more_than_half(), quorum=half, **numbers).quorum_holds


def test_those_who_abstain_or_only_attend_are_part_of_the_quorum():
    count = counted(
        1,
        0,
        1,
        threshold=more_than_half(),
        quorum=Quorum(numerator=1, denominator=1, comparison=">="),
        present=4,
        in_office=4,
    )
    assert count.passed


def test_too_few_voters_are_no_decision():
    assert counted(1, 0, threshold=more_than_half()).reason == "too_few_voters"
    assert counted(1, 0, threshold=more_than_half(), min_voters=1).passed


def test_a_missing_quorum_is_named_before_too_few_voters():
    quorum = Quorum(numerator=1, denominator=2, comparison=">=")
    count = counted(1, 0, threshold=more_than_half(), quorum=quorum, in_office=8)
    assert count.reason == "no_quorum"


@pytest.mark.parametrize("kind", ["threshold", "quorum"])
@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [(-1, 2), (3, 2), (0, 0), (1, -1), (0.5, 1), (True, 1), (1, 1_000_001)],
)
def test_a_share_that_is_none_is_refused_with_its_name(kind, numerator, denominator):
    make = Quorum if kind == "quorum" else partial(Threshold, of="ballots")
    with pytest.raises(ValueError, match=kind):
        make(numerator=numerator, denominator=denominator, comparison=">")


def test_a_wrong_share_is_refused_when_it_is_read_too():
    text = b'{"numerator":3,"denominator":2,"comparison":">","of":"ballots"}'
    with pytest.raises(msgspec.ValidationError, match="between nothing and everything"):
        msgspec.json.decode(text, type=Threshold)


@pytest.mark.parametrize(
    "numbers",
    [
        {"present": 2, "in_office": 5, "all_seats": 5},
        {"present": 5, "in_office": 4, "all_seats": 5},
        {"present": 5, "in_office": 5, "all_seats": 4},
    ],
)
def test_numbers_of_seats_that_contradict_each_other_are_refused(numbers):
    with pytest.raises(ValueError, match="cannot be more"):
        counted(2, 1, threshold=more_than_half(), **numbers)


def test_a_choice_nobody_offered_is_refused():
    with pytest.raises(ValueError, match="for, against or abstain"):
        count_majority(
            ["for", "invalid"],
            threshold=more_than_half(),
            quorum=NO_QUORUM_ASKED,
            min_voters=0,
            present=2,
            in_office=2,
            all_seats=2,
        )


shares = st.integers(1, 40).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))
comparisons = st.sampled_from([">", ">="])
votes = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))


@exactly
@given(
    votes,
    shares,
    comparisons,
    st.sampled_from(DENOMINATORS),
    st.lists(st.integers(0, 9), min_size=3, max_size=3),
)
def test_passing_is_what_the_fraction_says(votes, share, comparison, of, more):
    present = sum(votes) + more[0]
    count = counted(
        *votes,
        threshold=threshold(*share, comparison, of),
        min_voters=0,
        present=present,
        in_office=present + more[1],
        all_seats=present + more[1] + more[2],
    )
    if count.measured == 0 or count.in_favour == 0:
        assert not count.passed
        return
    part, need = Fraction(count.in_favour, count.measured), Fraction(*share)
    assert count.passed == (part > need if comparison == ">" else part >= need)


@exactly
@given(st.permutations(ballots(4, 3, 2)), st.sampled_from(DENOMINATORS))
def test_the_order_of_ballots_changes_nothing(order, of):
    numbers = {"present": 9, "in_office": 10, "all_seats": 11}
    again = count_majority(
        order, threshold=more_than_half(of), quorum=NO_QUORUM_ASKED, min_voters=2, **numbers
    )
    assert again == counted(4, 3, 2, threshold=more_than_half(of), **numbers)


@exactly
@given(votes, shares, comparisons, st.sampled_from(["for_and_against", "ballots"]))
def test_one_more_vote_in_favour_never_undoes_a_majority(votes, share, comparison, of):
    rule = threshold(*share, comparison, of)
    in_favour, against, abstained = votes
    before = counted(in_favour, against, abstained, threshold=rule)
    after = counted(in_favour + 1, against, abstained, threshold=rule)
    assert after.passed or not before.passed


@exactly
@given(votes, st.sampled_from(DENOMINATORS))
def test_for_and_against_never_both_have_more_than_half(votes, of):
    in_favour, against, abstained = votes
    one = counted(in_favour, against, abstained, threshold=more_than_half(of))
    other = counted(against, in_favour, abstained, threshold=more_than_half(of))
    assert not (one.passed and other.passed)
