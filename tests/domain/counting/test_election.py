from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.counting.election import (
    Declined,
    ElectionCount,
    ElectionRule,
    count_election,
    places_of,
)
from domain.counting.election_round import NextRound, count_names, count_yes_no
from domain.counting.share import BallotShare
from tests.domain.counting.papers import exactly

MORE_THAN_HALF = BallotShare(numerator=1, denominator=2, comparison=">", of="not_blank")


def rule(seats=1, about="persons", second_vote=True, unopposed="yes_no", majority=MORE_THAN_HALF):
    return ElectionRule(
        about=about,
        seats=seats,
        majority=majority,
        second_vote=second_vote,
        unopposed=unopposed,
    )


def held(candidates, of, *rounds, lot=None, declined=()) -> ElectionCount:
    """Hold each round as it was asked for; a ballot is the letters it names, ``-`` is blank.

    A yes_no round is written as for/against/abstain, such as ``5/3/1``.
    """
    lot = candidates if lot is None else lot
    tallies = []
    for votes in rounds:
        known = tuple(each for each in declined if each.after <= len(tallies))
        asked = count_election(candidates, tallies, of, lot=lot, declined=known).next
        if asked.kind == "yes_no":
            numbers = map(int, votes.split("/"))
            words = ("for", "against", "abstain")
            choices = [w for w, n in zip(words, numbers, strict=True) for _ in range(n)]
            tallies.append(count_yes_no(asked, choices))
        else:
            ballots = [names.strip("-") for names in votes.split()]
            tallies.append(count_names(asked, ballots))
    return count_election(candidates, tallies, of, lot=lot, declined=declined)


def gave_up(candidate, after):
    return Declined(candidate=candidate, after=after)


def asked(kind, candidates, seats=1, tied=None):
    return NextRound(kind=kind, candidates=tuple(candidates), seats=seats, tied=tied)


def test_before_anything_was_held_a_free_vote_is_next():
    count = held("abc", rule())
    assert count.next == asked("free_vote", "abc")
    assert (count.rounds, count.elected, count.seats_left, count.ended) == ((), (), 1, None)


def test_more_than_half_of_the_ballots_that_name_somebody_is_elected_at_once():
    count = held("abc", rule(), "a a a b c - -")
    assert (count.elected, count.ended, count.next) == (("a",), "filled", None)
    assert count.rounds[0].measured == 5
    assert (count.rounds[0].tally.received, count.rounds[0].tally.blank) == (7, 2)
    of_all = BallotShare(numerator=1, denominator=2, comparison=">", of="ballots")
    assert held("abc", rule(majority=of_all), "a a a b c - -").elected == ()


def test_free_vote_second_vote_run_off():
    count = held("abc", rule(), "a a b b c")
    assert count.next == asked("second_vote", "abc")
    count = held("abc", rule(), "a a b b c", "a a b c c")
    assert count.next == asked("run_off", "ac")
    count = held("abc", rule(), "a a b b c", "a a b c c", "a a c c c")
    assert (count.elected, count.ended, count.lot_mattered) == (("c",), "filled", False)
    assert [each.tally.kind for each in count.rounds] == ["free_vote", "second_vote", "run_off"]


def test_without_a_second_vote_the_run_off_follows_the_free_vote():
    assert held("abc", rule(second_vote=False), "a a b b c").next == asked("run_off", "ab")


def test_a_tie_on_persons_goes_to_the_lot_after_the_run_off_and_not_before():
    rounds = ("a b", "a b")
    assert held("ab", rule(), *rounds).next == asked("run_off", "ab")
    for lot in ("ab", "ba"):
        count = held("ab", rule(), *rounds, "a b -", lot=lot)
        assert (count.elected, count.ended) == ((lot[0],), "filled")
        assert (count.lot_mattered, count.rounds[2].by_lot) == (True, True)
        assert count.rounds[2].tied == ("a", "b")


def test_a_tie_on_things_is_rejected():
    count = held("ab", rule(about="things"), "a b", "a b", "a b")
    assert (count.elected, count.ended, count.next) == ((), "tied", None)
    assert (count.lot_mattered, count.rounds[2].by_lot) == (False, False)
    assert count.rounds[2].tied == ("a", "b")


def test_who_is_in_the_run_off_is_settled_by_lot_for_persons_and_all_go_in_for_things():
    rounds = ("a a b c", "a a b c")
    persons = held("abc", rule(), *rounds, lot="cba")
    assert persons.next == asked("run_off", "ac", tied=("b", "c"))
    assert persons.lot_mattered
    assert held("abc", rule(), *rounds, "a a c c c", lot="cba").lot_mattered
    things = held("abc", rule(about="things"), *rounds, lot="cba")
    assert things.next == asked("run_off", "abc")
    assert not things.lot_mattered


def test_a_single_candidate_is_voted_on_with_for_and_against():
    assert held("a", rule()).next == asked("yes_no", "a")
    elected = held("a", rule(), "5/4/3")
    assert (elected.elected, elected.ended) == (("a",), "filled")
    assert (elected.rounds[0].measured, elected.rounds[0].tally.against) == (9, 4)
    refused = held("a", rule(), "4/4/1")
    assert (refused.elected, refused.ended, refused.seats_left) == ((), "seats_left", 1)


def test_or_a_single_candidate_is_elected_without_a_vote_and_the_count_says_so():
    count = held("ab", rule(seats=3, unopposed="without_vote"))
    assert (count.elected, count.without_vote) == (("a", "b"), ("a", "b"))
    assert (count.ended, count.seats_left, count.rounds) == ("seats_left", 1, ())


def test_as_many_candidates_as_seats_are_voted_on_one_by_one():
    assert held("ab", rule(seats=2), "3/1/0").next == asked("yes_no", "b")
    count = held("ab", rule(seats=2), "3/1/0", "1/3/0")
    assert (count.elected, count.seats_left, count.ended) == (("a",), 1, "seats_left")


def test_several_seats_are_filled_by_majority_and_the_rest_go_on():
    of = rule(seats=2)
    count = held("abcd", of, "ab ac ad ab b")
    assert (count.elected, count.ended) == (("a", "b"), "filled")
    count = held("abcd", of, "ab ac ad b c")
    assert (count.elected, count.next) == (("a",), asked("second_vote", "bcd"))
    count = held("abcd", of, "ab ac ad b c", "b b c c d")
    assert count.next == asked("run_off", "bc")
    assert held("abcd", of, "ab ac ad b c", "b b c c d", "c c b").elected == ("a", "c")


def test_two_candidates_for_each_open_seat_are_in_the_run_off():
    count = held("abcdef", rule(seats=2), "-", "ab ac ad be cf a b c")
    assert [each.votes for each in count.rounds[1].tally.votes] == [4, 3, 3, 1, 1, 1]
    assert count.next == asked("run_off", "abcd", seats=2, tied=("d", "e", "f"))


def test_more_than_the_seats_can_reach_a_majority_and_equals_go_on():
    of = rule(seats=2)
    count = held("abc", of, "ab bc ac ab bc ac a")
    assert (count.elected, count.next) == (("a",), asked("second_vote", "bc"))
    assert count.rounds[0].tied == ("b", "c")
    assert not count.rounds[0].by_lot
    assert not count.lot_mattered


def test_who_declines_leaves_all_that_follows_and_the_next_highest_moves_up():
    rounds = ("a a b b c", "a a b b c")
    assert held("abc", rule(), *rounds).next == asked("run_off", "ab")
    count = held("abc", rule(), *rounds, declined=[gave_up("a", 2)])
    assert count.next == asked("run_off", "bc")
    count = held("abc", rule(), *rounds, "b c c", declined=[gave_up("a", 2)])
    assert count.elected == ("c",)
    assert held("abc", rule(), declined=[gave_up("b", 0)]).next == asked("free_vote", "ac")


def test_a_run_off_without_opposition_is_for_and_against():
    rounds = ("a a b b", "a a b b")
    count = held("ab", rule(), *rounds, declined=[gave_up("a", 2)])
    assert count.next == asked("yes_no", "b")
    assert held("ab", rule(), *rounds, "1/3/0", declined=[gave_up("a", 2)]).ended == "seats_left"


def test_votes_for_who_declines_remain_cast():
    count = held("abc", rule(), "a a a b b", declined=[gave_up("a", 1)])
    assert (count.elected, count.next) == ((), asked("free_vote", "bc"))
    assert count.rounds[0].elected == ("a",)
    assert count.rounds[0].tally.votes[0].votes == 3


def test_who_gives_the_election_back_before_the_end_leaves_one_seat_more():
    count = held("abcd", rule(seats=2), "ab ac ad b c", declined=[gave_up("a", 1)])
    assert (count.elected, count.next) == ((), asked("second_vote", "bcd", seats=2))


def test_a_run_off_in_which_nobody_is_named_elects_nobody():
    rounds = ("a b", "a b", "- -")
    count = held("ab", rule(), *rounds)
    assert (count.elected, count.ended, count.seats_left) == ((), "no_votes", 1)
    count = held("ab", rule(), "- -", "- -")
    assert (count.next, count.ended, count.elected) == (None, "no_votes", ())


def test_an_election_without_candidates_has_ended():
    count = held("a", rule(), declined=[gave_up("a", 0)])
    assert (count.next, count.ended, count.seats_left) == (None, "seats_left", 1)


def test_only_the_round_that_was_asked_for_is_counted():
    first = count_names(asked("free_vote", "abc"), ["a", "b", "c"])
    for wrong in (
        asked("second_vote", "abc"),
        asked("free_vote", "ab"),
        asked("free_vote", "abc", 2),
    ):
        with pytest.raises(ValueError, match="Round 1 is not"):
            count_election("abc", [count_names(wrong, [])], rule(), lot="abc")
    with pytest.raises(ValueError, match="Round 2 is not"):
        count_election("abc", [first, first], rule(), lot="abc")
    won = count_names(asked("free_vote", "abc"), ["a"])
    with pytest.raises(ValueError, match="Round 2 is not"):
        count_election("abc", [won, won], rule(), lot="abc")


def test_ballots_that_the_round_does_not_allow_are_refused():
    free, yes_no = asked("free_vote", "abc"), asked("yes_no", "a")
    for names, why in (("ab", "names 2"), ("x", "'x'")):
        with pytest.raises(ValueError, match=why):
            count_names(free, [names])
    with pytest.raises(ValueError, match="for, against or abstain"):
        count_names(yes_no, ["a"])
    with pytest.raises(ValueError, match="names candidates"):
        count_yes_no(free, ["for"])
    with pytest.raises(ValueError, match="nothing else"):
        count_yes_no(yes_no, ["for", "invalid"])


def test_rules_and_declines_that_cannot_be_are_refused():
    for wrong, why in (
        ({"seats": 0}, "At least one seat"),
        ({"about": "things", "seats": 2}, "Of things one"),
        ({"about": "things", "unopposed": "without_vote"}, "Of things one"),
    ):
        with pytest.raises(ValueError, match=why):
            rule(**wrong)
    with pytest.raises(ValueError, match="does not stand"):
        held("a", rule(), declined=[gave_up("x", 0)])
    for after in (-1, 1):
        with pytest.raises(ValueError, match="was not held"):
            held("ab", rule(), declined=[gave_up("a", after)])


CANDIDATES = "abcd"


@st.composite
def elections(draw):
    """A rule, and so many ballots in each round that an election can need."""
    of = rule(seats=draw(st.integers(1, 3)), second_vote=draw(st.booleans()))
    ballots = st.lists(st.frozensets(st.sampled_from(CANDIDATES), max_size=3), max_size=6)
    return of, [draw(ballots) for _ in range(8)], draw(st.permutations(CANDIDATES))


def played(of, rounds, lot, candidates=CANDIDATES, new=None):
    """Every round until the end; of a ballot only those count for whom it is asked."""
    tallies, names = [], new or {each: each for each in CANDIDATES}
    while (count := count_election(candidates, tallies, of, lot=lot)).next is not None:
        ballots = rounds[len(tallies)]
        running = count.next.candidates
        named = [[names[n] for n in sorted(b) if names[n] in running] for b in ballots]
        if count.next.kind == "yes_no":
            tallies.append(count_yes_no(count.next, ["for" if n else "against" for n in named]))
        else:
            tallies.append(count_names(count.next, [n[: count.next.seats] for n in named]))
    return count


@exactly
@given(elections())
def test_every_election_ends_and_adds_up(drawn):
    of, rounds, lot = drawn
    count = played(of, rounds, lot)
    assert len(count.elected) + count.seats_left == of.seats
    assert len(set(count.elected)) == len(count.elected)
    assert count.next is None
    assert (count.ended == "filled") == (count.seats_left == 0)
    assert [e for each in count.rounds for e in each.elected] == list(count.elected)
    again = count_election(CANDIDATES, [each.tally for each in count.rounds], of, lot=lot)
    assert again == count


@exactly
@given(elections(), st.randoms())
def test_the_order_of_ballots_changes_nothing(drawn, random):
    of, rounds, lot = drawn
    shuffled = [random.sample(ballots, len(ballots)) for ballots in rounds]
    assert played(of, shuffled, lot) == played(of, rounds, lot)


one_round = st.lists(st.sampled_from([*CANDIDATES, ""]), max_size=8)


@exactly
@given(one_round, one_round, one_round, st.permutations(CANDIDATES))
def test_another_name_for_a_candidate_gets_their_result(first, second, third, names):
    new = dict(zip(CANDIDATES, names, strict=True))
    rounds = [first, second, third]
    count = played(rule(), rounds, CANDIDATES)
    again = played(rule(), rounds, [new[c] for c in CANDIDATES], names, new)
    assert again.elected == tuple(new[each] for each in count.elected)
    assert (again.ended, again.lot_mattered) == (count.ended, count.lot_mattered)


@exactly
@given(one_round, one_round, one_round)
def test_where_the_lot_did_not_matter_every_lot_elects_the_same(first, second, third):
    counts = [played(rule(), [first, second, third], lot) for lot in permutations(CANDIDATES)]
    if not counts[0].lot_mattered:
        assert len({count.elected for count in counts}) == 1


@exactly
@given(one_round.filter(any), st.sampled_from(CANDIDATES))
def test_one_more_vote_never_undoes_an_election_in_the_free_vote(ballots, candidate):
    if held(CANDIDATES, rule(), " ".join(b or "-" for b in ballots)).elected == (candidate,):
        more = [*ballots, candidate]
        assert held(CANDIDATES, rule(), " ".join(b or "-" for b in more)).elected == (candidate,)


def places_after(of, count, lot, declined=()):
    tallies = [each.tally for each in count.rounds]
    return places_of(CANDIDATES, tallies, of, lot=lot, declined=declined)


@exactly
@given(elections(), st.data())
def test_everybody_elected_has_one_place_and_keeps_it_when_another_gives_theirs_back(drawn, data):
    of, rounds, lot = drawn
    count = played(of, rounds, lot)
    places = places_after(of, count, lot)
    assert list(places) == list(count.elected)
    assert sorted(places.values()) == list(range(len(count.elected)))
    if count.elected:
        gone = data.draw(st.sampled_from(count.elected))
        back = (Declined(candidate=gone, after=len(count.rounds)),)
        left = places_after(of, count, lot, back)
        assert left == {who: place for who, place in places.items() if who != gone}
