"""The cases at the edge, each of which has gone wrong somewhere."""

import pytest

from domain.counting.election import ElectionRule, count_election
from domain.counting.election_round import count_names
from domain.counting.majority import Quorum, Threshold, count_majority
from domain.counting.plurality import count_plurality
from domain.counting.quorum import QuorumRule, SeatInOffice, measure_quorum, obstacle
from domain.counting.share import BallotShare

HALF = Quorum(numerator=1, denominator=2, comparison=">=")


def seats(attending: int, recused: int = 0, away: int = 0) -> list[SeatInOffice]:
    facts = [("attends",)] * attending + [("attends", "recused")] * recused + [()] * away
    return [
        SeatInOffice(
            seat=f"s{number}",
            attends="attends" in each,
            recused="recused" in each,
            represented=False,
            absent=False,
        )
        for number, each in enumerate(facts)
    ]


def decided(choices, board, *, threshold, recused="excluded", min_voters=2):
    """Count as a meeting does: first who takes part, then the ballots against them."""
    quorum = measure_quorum(board, QuorumRule(quorum=HALF, recused=recused, absent="counted"))
    return count_majority(
        choices,
        threshold=threshold,
        quorum=HALF,
        min_voters=min_voters,
        present=quorum.present,
        in_office=quorum.in_office,
        all_seats=len(board),
        quorum_holds=quorum.holds,
    )


def threshold(numerator, denominator, comparison, of="for_and_against"):
    return Threshold(numerator=numerator, denominator=denominator, comparison=comparison, of=of)


@pytest.mark.parametrize(("comparison", "passed"), [(">=", True), (">", False)])
def test_six_of_nine_at_two_thirds(comparison, passed):
    choices = ["for"] * 6 + ["against"] * 3
    count = decided(choices, seats(9), threshold=threshold(2, 3, comparison))
    assert (count.passed, count.measured) == (passed, 9)


@pytest.mark.parametrize(
    ("of", "reason", "measured"),
    [
        ("for_and_against", "no_votes", 0),
        ("ballots", "not_passed", 4),
        ("present", "not_passed", 4),
    ],
)
def test_all_abstain(of, reason, measured):
    count = decided(["abstain"] * 4, seats(4), threshold=threshold(1, 2, ">=", of))
    assert (count.passed, count.reason, count.measured) == (False, reason, measured)
    assert count.quorum_holds


def test_a_quorum_exactly_met():
    majority = threshold(1, 2, ">")
    assert decided(["for"] * 4, seats(4, away=4), threshold=majority).reason == "passed"
    assert decided(["for"] * 3, seats(3, away=4), threshold=majority).reason == "no_quorum"


def test_everyone_recused():
    board = seats(0, recused=5)
    rule = QuorumRule(quorum=HALF, recused="excluded", absent="counted")
    assert obstacle(board, rule, min_voters=2) == "all_recused"
    count = decided([], board, threshold=threshold(1, 2, ">"))
    assert (count.passed, count.in_office, count.all_seats) == (False, 0, 5)
    assert count.reason == "too_few_voters"
    assert decided([], board, threshold=threshold(1, 2, ">"), min_voters=0).reason == "no_votes"


def test_one_unconflicted_member_left():
    board = seats(1, recused=4)
    rule = QuorumRule(quorum=HALF, recused="excluded", absent="counted")
    assert measure_quorum(board, rule).holds
    assert obstacle(board, rule, min_voters=2) == "too_few_voters"
    alone = decided(["for"], board, threshold=threshold(1, 1, ">=", "in_office"))
    assert (alone.passed, alone.reason) == (False, "too_few_voters")
    allowed = decided(["for"], board, threshold=threshold(1, 2, ">"), min_voters=1)
    assert (allowed.passed, allowed.measured) == (True, 1)


def test_recused_seats_count_in_a_majority_of_all_seats_and_in_no_other():
    board = seats(3, recused=4)
    passed = {
        of: decided(["for"] * 3, board, threshold=threshold(1, 2, ">", of)).passed
        for of in ("for_and_against", "ballots", "present", "in_office", "all_seats")
    }
    assert passed.pop("all_seats") is False
    assert all(passed.values())


def test_a_quorum_may_count_recused_seats_that_the_majority_leaves_out():
    board = seats(2, recused=2, away=3)
    majority = threshold(1, 2, ">", "in_office")
    excluded = decided(["for"] * 2, board, threshold=majority)
    counted = decided(["for"] * 2, board, threshold=majority, recused="counted")
    assert (excluded.quorum_holds, counted.quorum_holds) == (False, True)
    assert excluded.measured == counted.measured == 5


def test_a_tie_on_persons_and_on_things():
    ballots = ["person:a", "person:b"]
    for on_a_tie, chosen in (("lot", "person:b"), ("rejected", None)):
        count = count_plurality(ballots, ballots, on_a_tie=on_a_tie, lot=ballots[::-1])
        assert count.chosen == chosen
    tie = decided(["for", "against"], seats(2), threshold=threshold(1, 2, ">"))
    assert (tie.passed, tie.reason) == (False, "not_passed")


def test_a_tie_at_the_end_of_an_election_of_persons_and_of_things():
    half = BallotShare(numerator=1, denominator=2, comparison=">", of="not_blank")
    for about, ended, elected in (("persons", "filled", ("b",)), ("things", "tied", ())):
        rule = ElectionRule(
            about=about, seats=1, majority=half, second_vote=False, unopposed="yes_no"
        )
        tallies = []
        for _ in range(2):
            asked = count_election("ab", tallies, rule, lot="ba").next
            tallies.append(count_names(asked, ["a", "b"]))
        count = count_election("ab", tallies, rule, lot="ba")
        assert (count.ended, count.elected) == (ended, elected)
