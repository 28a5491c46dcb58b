from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.counting.groups import GroupBallot, GroupRule, count_groups
from tests.domain.counting.papers import exactly


def rule(numerator=1, denominator=2, comparison=">", min_ballots=3, not_assessed="blocks"):
    return GroupRule(
        numerator=numerator,
        denominator=denominator,
        comparison=comparison,
        min_ballots=min_ballots,
        not_assessed=not_assessed,
    )


def ballots(group, in_favour, against, abstained=0):
    return [
        GroupBallot(choice=choice, groups=tuple(group.split("+")))
        for choice, number in (("for", in_favour), ("against", against), ("abstain", abstained))
        for _ in range(number)
    ]


def outcomes(groups, cast, of):
    count = count_groups(groups, cast, of)
    return {each.group: each.outcome for each in count.groups}, count.passed


KINDS = ("resident", "professional")


def test_a_double_majority_needs_each_group_and_not_the_sum():
    cast = ballots("resident", 2, 3) + ballots("professional", 9, 0)
    count = count_groups(KINDS, cast, rule())
    assert [(t.group, t.in_favour, t.against, t.outcome) for t in count.groups] == [
        ("resident", 2, 3, "not_reached"),
        ("professional", 9, 0, "reached"),
    ]
    assert (count.passed, count.assessed) == (False, 2)
    assert count_groups(KINDS, cast + ballots("resident", 2, 0), rule()).passed


def test_a_tie_in_a_group_is_no_majority_but_may_be_enough_for_a_bridge():
    cast = ballots("resident", 2, 2) + ballots("professional", 3, 0)
    assert not count_groups(KINDS, cast, rule()).passed
    assert count_groups(KINDS, cast, rule(1, 2, ">=")).passed
    assert count_groups(KINDS, cast, rule(1, 3, ">=")).passed


@pytest.mark.parametrize(("not_assessed", "passed"), [("blocks", False), ("passes", True)])
def test_a_group_with_too_few_ballots_is_not_assessed(not_assessed, passed):
    cast = ballots("resident", 3, 0) + ballots("professional", 1, 1, abstained=5)
    result = outcomes(KINDS, cast, rule(not_assessed=not_assessed))
    assert result == ({"resident": "reached", "professional": "not_assessed"}, passed)
    three = cast + ballots("professional", 0, 1)
    assert (
        outcomes(KINDS, three, rule(not_assessed=not_assessed))[0]["professional"] == "not_reached"
    )


def test_who_is_in_several_groups_counts_in_each_and_who_is_in_none_counts_in_none():
    cast = ballots("resident+professional", 3, 0) + [GroupBallot(choice="against", groups=())] * 9
    count = count_groups(KINDS, cast, rule())
    assert [(t.in_favour, t.against) for t in count.groups] == [(3, 0), (3, 0)]
    assert count.passed


def test_a_group_named_twice_on_a_ballot_counts_once():
    cast = [GroupBallot(choice="for", groups=("resident", "resident"))]
    assert count_groups(("resident",), cast, rule()).groups[0].in_favour == 1


def test_a_group_without_a_vote_in_favour_reaches_not_even_a_share_of_nothing():
    nothing = rule(0, 1, ">=", min_ballots=0)
    assert outcomes(("a",), ballots("a", 0, 1), nothing) == ({"a": "not_reached"}, False)
    assert outcomes(("a",), ballots("a", 1, 9), nothing) == ({"a": "reached"}, True)
    assert outcomes(("a",), [], nothing) == ({"a": "not_assessed"}, False)


def test_groups_that_cannot_be_are_refused():
    for groups in ((), ("a", "a")):
        with pytest.raises(ValueError, match="at least one group"):
            count_groups(groups, [], rule())
    with pytest.raises(ValueError, match="'b'"):
        count_groups(("a",), ballots("b", 1, 0), rule())
    with pytest.raises(ValueError, match="less than none"):
        rule(min_ballots=-1)
    with pytest.raises(ValueError, match="share"):
        rule(3, 2)


memberships = st.lists(
    st.builds(
        GroupBallot,
        choice=st.sampled_from(["for", "against", "abstain"]),
        groups=st.sets(st.sampled_from("abc")).map(tuple),
    ),
    max_size=15,
)
rules = st.builds(
    rule,
    numerator=st.integers(0, 3),
    denominator=st.just(3),
    comparison=st.sampled_from([">", ">="]),
    min_ballots=st.integers(0, 3),
    not_assessed=st.sampled_from(["blocks", "passes"]),
)


@exactly
@given(memberships, rules)
def test_each_group_is_what_its_own_fraction_says(cast, of):
    count = count_groups("abc", cast, of)
    for tally in count.groups:
        own = [ballot.choice for ballot in cast if tally.group in ballot.groups]
        assert (tally.in_favour, tally.against) == (own.count("for"), own.count("against"))
        measured = tally.in_favour + tally.against
        assert (tally.outcome == "not_assessed") == (measured < max(1, of.min_ballots))
        if tally.outcome != "not_assessed":
            share, need = Fraction(tally.in_favour, measured), Fraction(of.numerator, 3)
            reached = share > need if of.comparison == ">" else share >= need
            assert (tally.outcome == "reached") == (reached and tally.in_favour > 0)


@exactly
@given(memberships, rules, st.permutations("abc"))
def test_neither_the_order_of_ballots_nor_the_names_of_groups_play_a_part(cast, of, names):
    new = dict(zip("abc", names, strict=True))
    again = [
        GroupBallot(choice=b.choice, groups=tuple(new[g] for g in b.groups)) for b in cast[::-1]
    ]
    before, after = count_groups("abc", cast, of), count_groups("abc", again, of)
    assert {new[t.group]: t.outcome for t in before.groups} == {
        t.group: t.outcome for t in after.groups
    }
    assert before.passed == after.passed


@exactly
@given(memberships, rules, st.integers(0, 14))
def test_a_change_to_for_never_undoes_what_passed(cast, of, which):
    if (
        which < len(cast)
        and cast[which].choice == "against"
        and count_groups("abc", cast, of).passed
    ):
        changed = list(cast)
        changed[which] = GroupBallot(choice="for", groups=cast[which].groups)
        assert count_groups("abc", changed, of).passed
