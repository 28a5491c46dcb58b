import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.counting.majority import Quorum
from domain.counting.quorum import QuorumRule, SeatInOffice, measure_quorum, obstacle
from tests.domain.counting.papers import exactly


def seat(name: str, *facts: str) -> SeatInOffice:
    known = {fact: fact in facts for fact in ("attends", "represented", "recused", "absent")}
    assert set(facts) <= set(known)
    return SeatInOffice(seat=name, **known)


def rule(numerator=1, denominator=2, comparison=">=", recused="excluded", absent="counted"):
    quorum = Quorum(numerator=numerator, denominator=denominator, comparison=comparison)
    return QuorumRule(quorum=quorum, recused=recused, absent=absent)


def numbers(seats, of=None):
    count = measure_quorum(seats, of or rule())
    return count.taking_part, count.asked, count.holds


EIGHT = [seat(f"s{n}", "attends") for n in range(4)] + [seat(f"s{n}") for n in range(4, 8)]


@pytest.mark.parametrize(("comparison", "holds"), [(">=", True), (">", False)])
def test_a_quorum_exactly_met_holds_where_reaching_it_is_enough(comparison, holds):
    assert numbers(EIGHT, rule(comparison=comparison)) == (4, 8, holds)
    assert not numbers(EIGHT[1:4] + EIGHT[4:] + [seat("s9")])[2]


def test_a_represented_seat_takes_part_once_however_it_does():
    seats = [seat("a", "attends", "represented"), seat("b", "represented"), seat("c"), seat("d")]
    count = measure_quorum(seats, rule())
    assert (count.taking_part, count.asked, count.represented) == (2, 4, 1)
    assert (count.present, count.in_office) == (2, 4)


@pytest.mark.parametrize(
    ("recused", "taking_part", "asked"), [("excluded", 2, 4), ("counted", 3, 7)]
)
def test_recused_seats_are_out_of_both_or_stay_and_take_part_if_they_attend(
    recused, taking_part, asked
):
    seats = [
        seat("a", "attends"),
        seat("b", "attends"),
        seat("c"),
        seat("d"),
        seat("e", "recused", "attends"),
        seat("f", "recused"),
        seat("g", "recused", "represented"),
    ]
    count = measure_quorum(seats, rule(recused=recused))
    assert (count.taking_part, count.asked) == (taking_part, asked)
    assert (count.present, count.in_office, count.recused) == (2, 4, 3)
    assert count.holds == (recused == "excluded")


@pytest.mark.parametrize(("absent", "asked"), [("counted", 4), ("excluded", 3)])
def test_a_seat_that_is_away_for_a_time_stays_in_the_whole_unless_the_bylaws_say_otherwise(
    absent, asked
):
    seats = [
        seat("a", "attends"),
        seat("b"),
        seat("c", "absent"),
        seat("d", "absent", "represented"),
    ]
    count = measure_quorum(seats, rule(absent=absent))
    assert (count.taking_part, count.asked, count.absent) == (2, asked, 2)
    assert count.in_office == 4


def test_when_everybody_is_recused_no_decision_is_possible():
    seats = [seat(name, "recused", "attends") for name in "abc"]
    assert obstacle(seats, rule(), min_voters=2) == "all_recused"
    assert obstacle(seats, rule(recused="counted"), min_voters=0) == "all_recused"
    assert obstacle([], rule(), min_voters=0) == "all_recused"


def test_one_unconflicted_member_left_is_too_few_voters_though_the_quorum_is_met():
    seats = [seat("a"), seat("b", "recused"), seat("c", "recused")]
    assert obstacle(seats, rule(), min_voters=2) == "too_few_voters"
    assert obstacle(seats, rule(), min_voters=1) is None


def test_recused_seats_that_count_and_stay_away_can_put_the_quorum_out_of_reach():
    counted = rule(2, 3, recused="counted")
    away = [seat("a"), seat("b"), seat("c", "recused"), seat("d", "recused")]
    there = [*away[:2], seat("c", "recused", "attends"), away[3]]
    assert obstacle(away, counted, min_voters=2) == "quorum_out_of_reach"
    assert obstacle(there, counted, min_voters=2) is None
    assert obstacle(away, rule(2, 3), min_voters=2) is None


def test_a_seat_is_counted_once():
    for count in (lambda s: measure_quorum(s, rule()), lambda s: obstacle(s, rule(), min_voters=0)):
        with pytest.raises(ValueError, match="only once"):
            count([seat("a"), seat("a", "attends")])


boards = st.lists(st.tuples(*(st.booleans() for _ in range(4))), max_size=9).map(
    lambda drawn: [
        SeatInOffice(seat=f"s{n}", attends=a, represented=b, recused=c, absent=d)
        for n, (a, b, c, d) in enumerate(drawn)
    ]
)
settings_of = st.builds(
    rule,
    numerator=st.integers(0, 3),
    denominator=st.just(3),
    comparison=st.sampled_from([">", ">="]),
    recused=st.sampled_from(["excluded", "counted"]),
    absent=st.sampled_from(["excluded", "counted"]),
)


@exactly
@given(boards, settings_of)
def test_the_parts_never_exceed_the_wholes(seats, of):
    count = measure_quorum(seats, of)
    assert count.taking_part <= count.asked <= len(seats)
    assert count.present <= count.in_office == len(seats) - count.recused
    assert measure_quorum(seats[::-1], of) == count


@exactly
@given(boards, settings_of)
def test_a_quorum_that_holds_was_within_reach(seats, of):
    if measure_quorum(seats, of).holds:
        assert obstacle(seats, of, min_voters=0) in (None, "all_recused")
