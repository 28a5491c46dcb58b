from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.counting.instant_runoff import MOST_COURSES, count_instant_runoff
from domain.counting.ranking import MOST_OPTIONS
from tests.domain.counting.papers import exactly, papers, rankings, renamed


def counted(options, ballots, lot=None):
    cast = papers(ballots) if isinstance(ballots, str) else ballots
    return count_instant_runoff(options, cast, lot=options if lot is None else lot)


def out(count):
    return [each.elimination.eliminated for each in count.rounds if each.elimination]


def test_four_options_one_by_one_as_published():
    count = counted("ABCD", "42 A>B>C>D\n26 B>C>D>A\n15 C>D>B>A\n17 D>C>B>A")
    assert [each.votes for each in count.rounds] == [
        (42, 26, 15, 17),
        (42, 26, 0, 32),
        (42, 0, 0, 58),
    ]
    assert (count.winner, count.reason, out(count)) == ("D", "majority", ["C", "B"])
    assert {each.continuing for each in count.rounds} == {100}
    assert not count.lot_mattered


def test_921_ballots_as_published():
    count = counted(("Abby", "Brad", "Cora", "Dave", "Erin"), ABBY)
    assert count.rounds[0].votes == (98, 312, 200, 311, 0)
    assert count.winner == "Dave"


ABBY = """
98 Abby>Cora>Erin>Dave>Brad
64 Brad>Abby>Erin>Cora>Dave
12 Brad>Abby>Erin>Dave>Cora
98 Brad>Erin>Abby>Cora>Dave
13 Brad>Erin>Abby>Dave>Cora
125 Brad>Erin>Dave>Abby>Cora
124 Cora>Abby>Erin>Dave>Brad
76 Cora>Erin>Abby>Dave>Brad
21 Dave>Abby>Brad>Erin>Cora
30 Dave>Brad>Abby>Erin>Cora
98 Dave>Brad>Erin>Cora>Abby
139 Dave>Cora>Abby>Brad>Erin
23 Dave>Cora>Brad>Abby>Erin
"""


def test_a_tie_for_last_goes_against_who_had_fewer_in_the_round_before():
    """The tally of a public set for this rule: Happy's ballot goes to Grumpy, three are equal."""
    ballots = "3 Dopey\n2 Grumpy\n1 Happy>Grumpy\n3 Sneezy"
    options = ("Dopey", "Grumpy", "Happy", "Sneezy")
    # Grumpy is the luckiest, and goes out all the same: the earlier round comes first.
    count = counted(options, ballots, lot=("Grumpy", "Dopey", "Sneezy", "Happy"))
    first, second, third, fourth = count.rounds
    assert (first.votes, second.votes, third.votes) == ((3, 2, 1, 3), (3, 3, 0, 3), (3, 0, 0, 3))
    assert second.elimination.eliminated == "Grumpy"
    assert second.elimination.fewest == ("Dopey", "Grumpy", "Sneezy")
    assert (second.elimination.settled_by, second.elimination.compared) == ("earlier_round", (1,))
    assert (third.elimination.settled_by, third.elimination.compared) == ("lot", ())
    assert (third.continuing, third.exhausted, fourth.exhausted) == (6, 3, 6)
    assert (count.winner, count.lot_mattered) == ("Dopey", True)
    assert counted(options, ballots, lot=options[::-1]).winner == "Sneezy"


def test_where_earlier_rounds_disagree_the_latest_of_them_counts():
    ballots = """
        20 a
        5 b
        6 c
        3 d>b
        4 e>c
        2 f>b
    """
    count = counted("abcdef", ballots)
    votes = [dict(zip("abcdef", each.votes, strict=True)) for each in count.rounds]
    assert [(each["b"], each["c"]) for each in votes[:4]] == [(5, 6), (7, 6), (10, 6), (10, 10)]
    assert count.rounds[3].elimination.eliminated == "c"
    assert count.rounds[3].elimination.compared == (3,)
    assert count.rounds[3].elimination.settled_by == "earlier_round"


def test_an_earlier_round_that_leaves_equals_passes_them_to_the_round_before():
    ballots = """
        9 a
        4 b
        5 c
        6 d
        1 e>b
        1 f>b
        1 f>c
    """
    count = counted("abcdef", ballots)
    assert [each.votes[1:4] for each in count.rounds[:3]] == [(4, 5, 6), (5, 5, 6), (6, 6, 6)]
    third = count.rounds[2].elimination
    assert (third.fewest, third.eliminated, third.compared) == (("b", "c", "d"), "b", (2, 1))


def test_exhausted_ballots_leave_the_denominator():
    count = counted("abc", "4 a\n3 b\n2 c")
    assert [(each.continuing, each.exhausted) for each in count.rounds] == [(9, 0), (7, 2)]
    # Four of nine would be no majority; four of the seven that continue are.
    assert (count.winner, len(count.rounds)) == ("a", 2)


def test_exactly_half_is_no_majority():
    count = counted("abc", "2 a\n1 b\n1 c>b")
    assert [each.votes for each in count.rounds] == [(2, 1, 1), (2, 2, 0), (2, 0, 0)]
    assert count.rounds[1].elimination.eliminated == "b"
    assert count.rounds[1].elimination.compared == (1,)
    assert count.winner == "a"


def test_a_cycle_of_three_is_for_the_lot_alone():
    ballots = "1 A>B>C\n1 B>C>A\n1 C>A>B"
    winners = {lot: counted("ABC", ballots, lot) for lot in map("".join, permutations("ABC"))}
    # The last in the lot goes out first, and the one above it on that ballot gets the vote.
    assert {lot: count.winner for lot, count in winners.items()} == {
        "ABC": "A",
        "BAC": "A",
        "ACB": "C",
        "CAB": "C",
        "BCA": "B",
        "CBA": "B",
    }
    assert all(count.lot_mattered for count in winners.values())
    first = winners["ABC"].rounds[0].elimination
    assert (first.fewest, first.settled_by) == (("A", "B", "C"), "lot")


def test_a_lot_among_options_without_a_vote_changes_nothing():
    count = counted("abcde", "2 a>b\n1 b>a\n1 c>b", lot="edcba")
    assert count.rounds[0].elimination.settled_by == "lot"
    assert not count.lot_mattered


def test_a_lot_that_leads_to_the_same_winner_did_not_matter():
    count = counted("abc", "2 a\n1 b>a\n1 c>a")
    assert count.rounds[0].elimination.settled_by == "lot"
    assert (count.winner, count.lot_mattered) == ("a", False)


def test_where_the_lot_opens_too_many_courses_it_is_taken_to_have_mattered():
    many = [f"o{n}" for n in range(8)]
    ballots = [((option,), ("first",)) for option in many] + [(("first",),)] * 2
    count = count_instant_runoff(["first", *many], ballots, lot=["first", *many])
    assert count.winner == "first"
    assert len(count.rounds) == 5
    assert MOST_COURSES < 8 * 7 * 6 * 5
    assert count.lot_mattered


def test_skipped_ranks_are_closed_up_and_equal_ranks_refused():
    skipped = [((), ("a",), (), ("b",)), (("b",), ("a",)), ((), ("a",))]
    assert counted("ab", skipped) == counted("ab", "1 a>b\n1 b>a\n1 a")
    for wrong, why in (("1 a=b", "share a rank"), ("1 a>b>a", "only once"), ("1 x", "'x'")):
        with pytest.raises(ValueError, match=why):
            counted("ab", wrong)


def test_a_blank_ballot_is_received_and_in_no_round():
    count = counted("ab", "2 a\n1 b\n3 ")
    assert (count.received, count.blank, count.rounds[0].continuing) == (6, 3, 3)
    assert count.rounds[0].exhausted == 0


@pytest.mark.parametrize("ballots", [[], [(), ((),)]])
def test_nothing_but_blank_ballots_have_no_winner(ballots):
    count = counted("ab", ballots)
    assert (count.winner, count.reason, count.rounds) == (None, "no_votes", ())


def test_more_options_than_can_be_recorded_are_refused():
    options = [f"o{n}" for n in range(MOST_OPTIONS + 1)]
    with pytest.raises(ValueError, match="At most"):
        count_instant_runoff(options, [], lot=options)


def test_more_support_can_cost_the_victory():
    """Instant runoff is not monotone: ten who lift A from last to first put B out, and not C."""
    before = "39 A>B>C\n35 B>C>A\n26 C>A>B"
    after = "49 A>B>C\n25 B>C>A\n26 C>A>B"
    assert counted("ABC", before).winner == "A"
    assert counted("ABC", after).winner == "C"


some = st.lists(rankings("abcd"), max_size=9)
lots = st.permutations("abcd")


@exactly
@given(some, lots, st.randoms())
def test_the_order_of_ballots_changes_nothing_and_a_recount_is_equal(ballots, lot, random):
    again = list(ballots)
    random.shuffle(again)
    assert counted("abcd", again, lot) == counted("abcd", ballots, lot)


@exactly
@given(some, lots, st.permutations("abcd"))
def test_another_name_for_an_option_gets_its_result(ballots, lot, names):
    new = dict(zip("abcd", names, strict=True))
    count = counted("abcd", ballots, lot)
    again = counted("abcd", [renamed(b, new) for b in ballots], [new[o] for o in lot])
    assert again.winner == (None if count.winner is None else new[count.winner])
    assert out(again) == [new[option] for option in out(count)]
    assert again.lot_mattered == count.lot_mattered


@exactly
@given(some)
def test_the_lot_mattered_exactly_when_another_lot_would_give_another_winner(ballots):
    counts = [counted("abcd", ballots, lot) for lot in permutations("abcd")]
    assert counts[0].lot_mattered == (len({count.winner for count in counts}) > 1)
    assert len({count.lot_mattered for count in counts}) == 1


@exactly
@given(some, lots)
def test_a_majority_of_first_votes_wins_at_once(ballots, lot):
    firsts = [ballot[0][0] for ballot in ballots if ballot]
    leader = next((o for o in "abcd" if 2 * firsts.count(o) > len(firsts)), None)
    count = counted("abcd", ballots, lot)
    assert (len(count.rounds) == 1) == (leader is not None)
    if leader is not None:
        assert count.winner == leader


@exactly
@given(some, lots)
def test_every_round_adds_up_and_puts_one_of_those_with_the_fewest_out(ballots, lot):
    count = counted("abcd", ballots, lot)
    gone: list[str] = []
    for each in count.rounds:
        votes = dict(zip("abcd", each.votes, strict=True))
        assert all(votes[option] == 0 for option in gone)
        assert sum(each.votes) == each.continuing
        assert each.continuing + each.exhausted + count.blank == count.received
        if each.elimination:
            standing = [option for option in "abcd" if option not in gone]
            least = min(votes[option] for option in standing)
            assert each.elimination.fewest == tuple(o for o in standing if votes[o] == least)
            assert each.elimination.eliminated in each.elimination.fewest
            gone.append(each.elimination.eliminated)
    if count.rounds:
        assert 2 * votes[count.winner] > count.rounds[-1].continuing


@exactly
@given(st.lists(rankings("abc"), min_size=1, max_size=15), st.data())
def test_a_clone_right_behind_its_original_neither_helps_nor_harms(ballots, data):
    count = counted("abc", ballots)
    assume(count.winner and all(e.elimination.settled_by == "votes" for e in count.rounds[:-1]))
    cloned = []
    for ballot in ballots:
        twins = [("c",), ("d",)] if data.draw(st.booleans()) else [("d",), ("c",)]
        ranks = [[rank] if rank != ("c",) else twins for rank in ballot]
        cloned.append(tuple(rank for part in ranks for rank in part))
    again = counted("abcd", cloned)
    assume(all(each.elimination.settled_by == "votes" for each in again.rounds[:-1]))
    assert again.winner.replace("d", "c") == count.winner
