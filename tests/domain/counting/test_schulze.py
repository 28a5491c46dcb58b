from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.counting.ranking import MOST_OPTIONS
from domain.counting.schulze import count_schulze
from tests.domain.counting.papers import exactly, papers, renamed, weak_rankings
from tests.domain.counting.test_instant_runoff import ABBY


def counted(options, ballots, lot=None, measure="winning_votes"):
    cast = papers(ballots) if isinstance(ballots, str) else ballots
    return count_schulze(options, cast, lot=options if lot is None else lot, measure=measure)


def rows(text):
    return tuple(tuple(map(int, line.split())) for line in text.strip().splitlines())


EXAMPLE_1 = "8 A>C>D\n2 B>A>D\n4 C>D>B\n4 D>B>A\n3 D>C>B"
EXAMPLE_2 = "3 A>C>D>B\n9 B>A>C>D\n8 C>D>A>B\n5 D>A>B>C\n5 D>B>C>A"
EXAMPLE_3 = """
5 A>C>B>E>D
5 A>D>E>C>B
8 B>E>D>A>C
3 C>A>B>E>D
7 C>A>E>B>D
2 C>B>A>D>E
7 D>C>E>B>A
8 E>B>A>D>C
"""
EXAMPLE_4 = "3 A>B>C\n2 C>B>D\n2 D>A>B\n2 D>B>C"
EXAMPLE_7 = """
3 A>D>E>B>C>F
3 B>F>E>C>D>A
4 C>A>B>F>D>E
1 D>B>C>E>F>A
4 D>E>F>A>B>C
2 E>C>B>D>F>A
2 F>A>C>D>B>E
"""
EXAMPLE_10 = """
6 A>B>C>D
8 A=B
8 A=C
18 A=C>D
8 A=C=D
40 B
4 C>B>D
9 C>D>A
8 C=D
14 D>A>B
11 D>B>C
4 D>C>A
"""


def test_thirty_ballots_as_published():
    count = counted("ABCD", EXAMPLE_2)
    assert count.pairwise == rows("0 16 17 12\n14 0 19 9\n13 11 0 20\n18 21 10 0")
    assert count.strongest == rows("0 17 17 17\n18 0 19 19\n18 20 0 20\n18 21 19 0")
    assert (count.winner, count.reason, count.potential_winners) == ("C", "unbeaten", ("C",))
    assert not count.lot_mattered


def test_forty_five_ballots_as_published():
    count = counted("ABCDE", EXAMPLE_3)
    assert count.pairwise == rows(
        "0 20 26 30 22\n25 0 16 33 18\n19 29 0 17 24\n15 12 28 0 14\n23 27 21 31 0"
    )
    assert count.order == ("E", "A", "C", "B", "D")
    assert not count.order_by_lot


def test_921_ballots_as_published():
    count = counted(("Abby", "Brad", "Cora", "Dave", "Erin"), ABBY)
    assert count.order == ("Abby", "Brad", "Erin", "Dave", "Cora")
    assert (count.received, count.blank) == (921, 0)


def test_short_ballots_put_the_unranked_last_and_equal():
    count = counted("ABCD", EXAMPLE_1)
    assert count.strongest == rows("0 14 14 12\n13 0 13 12\n13 15 0 12\n13 19 13 0")
    assert count.winner == "D"


def test_short_ballots_may_leave_two_whom_nobody_beats():
    count = counted("ABCD", EXAMPLE_4, lot="ABCD")
    assert count.strongest == rows("0 5 5 5\n5 0 7 5\n5 5 0 5\n6 5 5 0")
    assert count.potential_winners == ("B", "D")
    assert (count.reason, count.lot_mattered, count.order_by_lot) == ("lot", True, True)
    assert count.winner == "B"
    assert counted("ABCD", EXAMPLE_4, lot="DCBA").winner == "D"


@pytest.mark.parametrize(
    ("options", "ballots", "winners"),
    [
        ("ABCD", "6 A>C>D\n1 B>A>D\n3 C>B>D\n3 D>B>A\n2 D>C>B", "AD"),
        ("ABCD", "12 A>B>C\n6 A>D>B\n9 B>C>D\n15 C>D>A\n21 D>B>A", "D"),
        (
            "ABCD",
            "8 A>C>D\n2 B>C>D\n3 B>D>A\n5 C>B>D\n1 C>D>B\n3 D>A>B\n1 D>B>A",
            "AC",
        ),
        ("ABCDEF", EXAMPLE_7, "A"),
        ("ABCDEF", EXAMPLE_7 + "2 A>E>F>C>B>D", "D"),
        (
            "ABCD",
            "3 A>B>D\n5 A>D>B\n1 A>D>C\n2 B>A>D\n2 B>D>C\n4 C>A>B\n6 C>B>A\n2 D>B>C\n5 D>C>A",
            "A",
        ),
        ("ABCD", "5 A>C>D\n2 B>C>D\n4 B>D>A\n2 C>D>A", "A"),
        ("ABCDE", "5 A>E>C>D\n2 B>C>D>A\n4 B>D>A>E\n2 C>D>A>B", "B"),
        ("ABC", "2 A>B>C\n2 B>C>A\n1 C>A>B", "AB"),
    ],
)
def test_further_published_examples(options, ballots, winners):
    assert "".join(counted(options, ballots).potential_winners) == winners


@pytest.mark.parametrize(
    ("measure", "winner", "strongest"),
    [
        ("winning_votes", "D", "0 67 67 45\n45 0 79 45\n45 45 0 45\n50 72 72 0"),
        ("margin", "A", "0 12 12 12\n10 0 20 16\n10 14 0 16\n10 14 14 0"),
    ],
)
def test_the_measure_can_decide_and_is_recorded(measure, winner, strongest):
    count = counted("ABCD", EXAMPLE_10, measure=measure)
    assert (count.measure, count.winner, count.strongest) == (measure, winner, rows(strongest))


def test_winning_votes_are_the_default():
    count = count_schulze("ABCD", papers(EXAMPLE_10), lot="ABCD")
    assert count == counted("ABCD", EXAMPLE_10, measure="winning_votes")


def test_equals_further_down_are_ordered_by_lot_without_touching_the_winner():
    count = counted("abc", "1 a", lot="cba")
    assert count.order == ("a", "c", "b")
    assert (count.lot_mattered, count.order_by_lot) == (False, True)


@pytest.mark.parametrize("ballots", [[], [(), ((), ())]])
def test_nothing_but_blank_ballots_have_no_winner(ballots):
    count = counted("ab", ballots)
    assert (count.winner, count.order, count.potential_winners) == (None, (), ())
    assert (count.reason, count.lot_mattered, count.order_by_lot) == ("no_votes", False, False)
    assert count.blank == count.received == len(ballots)


def test_an_option_alone_wins_with_one_ballot():
    count = counted("a", "1 a")
    assert (count.winner, count.pairwise, count.strongest) == ("a", ((0,),), ((0,),))


def test_ballots_that_repeat_an_option_or_name_another_are_refused():
    for wrong, why in (("1 a>b>a", "only once"), ("1 a=a", "only once"), ("1 x", "'x'")):
        with pytest.raises(ValueError, match=why):
            counted("ab", wrong)
    options = [f"o{n}" for n in range(MOST_OPTIONS + 1)]
    with pytest.raises(ValueError, match="At most"):
        counted(options, [])


OPTIONS = "abcd"
some = st.lists(weak_rankings(OPTIONS), max_size=9)
lots = st.permutations(OPTIONS)
measures = st.sampled_from(["winning_votes", "margin"])


def places(ballot):
    """The rank of every option; the unranked share the one after the last."""
    ranked = {option: number for number, rank in enumerate(ballot) for option in rank}
    return {option: ranked.get(option, len(ballot)) for option in OPTIONS}


@exactly
@given(some, lots, measures, st.randoms())
def test_the_order_of_ballots_changes_nothing_and_a_recount_is_equal(ballots, lot, measure, random):
    again = list(ballots)
    random.shuffle(again)
    assert counted(OPTIONS, again, lot, measure) == counted(OPTIONS, ballots, lot, measure)


@exactly
@given(some, lots, measures, st.permutations(OPTIONS))
def test_another_name_for_an_option_gets_its_result(ballots, lot, measure, names):
    new = dict(zip(OPTIONS, names, strict=True))
    count = counted(OPTIONS, ballots, lot, measure)
    again = counted(OPTIONS, [renamed(b, new) for b in ballots], [new[o] for o in lot], measure)
    assert again.order == tuple(new[option] for option in count.order)
    assert set(again.potential_winners) == {new[option] for option in count.potential_winners}


@exactly
@given(some, measures)
def test_paths_are_as_strong_as_if_every_path_was_walked(ballots, measure):
    count = counted(OPTIONS, ballots, measure=measure)
    above = {
        (a, b): sum(places(ballot)[a] < places(ballot)[b] for ballot in ballots)
        for a in OPTIONS
        for b in OPTIONS
    }

    def link(a, b):
        surplus = above[a, b] - above[b, a]
        return 0 if surplus <= 0 else surplus if measure == "margin" else above[a, b]

    for i, a in enumerate(OPTIONS):
        for j, b in enumerate(OPTIONS):
            assert count.pairwise[i][j] == above[a, b]
            if a != b:
                others = [o for o in OPTIONS if o not in (a, b)]
                walks = [[a, *via, b] for n in range(3) for via in permutations(others, n)]
                strengths = [min(map(link, walk, walk[1:])) for walk in walks]
                assert count.strongest[i][j] == max(strengths)


@exactly
@given(some, lots, measures)
def test_who_beats_every_other_wins(ballots, lot, measure):
    count = counted(OPTIONS, ballots, lot, measure)
    pairs = count.pairwise
    for i, option in enumerate(OPTIONS):
        others = [j for j in range(4) if j != i]
        if all(pairs[i][j] > pairs[j][i] for j in others):
            assert count.winner == option
            assert not count.lot_mattered
        if ballots and all(pairs[i][j] < pairs[j][i] for j in others):
            assert count.order[-1] == option


@exactly
@given(some, measures)
def test_the_lot_mattered_exactly_when_another_lot_would_change_the_result(ballots, measure):
    counts = [counted(OPTIONS, ballots, lot, measure) for lot in permutations(OPTIONS)]
    assert counts[0].lot_mattered == (len({count.winner for count in counts}) > 1)
    assert counts[0].order_by_lot == (len({count.order for count in counts}) > 1)
    if counts[0].reason != "no_votes":
        assert {count.winner for count in counts} == set(counts[0].potential_winners)


@exactly
@given(some.filter(bool), measures, st.data())
def test_more_support_never_costs_the_victory(ballots, measure, data):
    count = counted(OPTIONS, ballots, measure=measure)
    which = data.draw(st.integers(0, len(ballots) - 1))
    for winner in count.potential_winners:
        left = tuple(tuple(o for o in rank if o != winner) for rank in ballots[which])
        before = places(ballots[which])[winner]
        place = data.draw(st.integers(0, before))
        # Alone on a rank of its own, not below any that it stood above or beside.
        lifted = (*left[:place], (winner,), *left[place:])
        after = [*ballots[:which], lifted, *ballots[which + 1 :]]
        assert winner in counted(OPTIONS, after, measure=measure).potential_winners


@exactly
@given(st.lists(weak_rankings("abc"), max_size=9), measures, st.data())
def test_a_clone_neither_helps_nor_harms(ballots, measure, data):
    cloned = []
    for ballot in ballots:
        twins = data.draw(st.sampled_from([(("c",), ("d",)), (("d",), ("c",))]))
        ranks = []
        for rank in ballot:
            if rank == ("c",):
                ranks += twins
            else:
                ranks.append((*rank, "d") if "c" in rank else rank)
        cloned.append(tuple(ranks))
    before = counted("abc", ballots, measure=measure).potential_winners
    after = counted("abcd", cloned, measure=measure).potential_winners
    assert {winner.replace("d", "c") for winner in after} == set(before)
