import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.counting.approval import BallotLimits, breach, count_approvals

exactly = settings(deadline=None, derandomize=True, database=None)

PROJECTS = ("garden", "bench", "repair shop", "mural")


def test_every_project_is_counted_and_one_that_nobody_wants_has_no_votes():
    ballots = [("garden", "bench"), ("garden",), (), ("mural", "garden")]
    votes = count_approvals(PROJECTS, ballots)
    assert votes == {"garden": 3, "bench": 1, "repair shop": 0, "mural": 1}
    assert list(votes) == list(PROJECTS)


def test_a_ballot_counts_a_project_once_however_often_it_names_it():
    assert count_approvals(PROJECTS, [["garden", "garden"]])["garden"] == 1


def test_a_project_that_is_not_on_the_ballot_is_never_left_out_in_silence():
    with pytest.raises(ValueError, match="'fountain'"):
        count_approvals(PROJECTS, [{"fountain"}])


some_ballots = st.lists(st.frozensets(st.sampled_from(PROJECTS)), max_size=20)


@exactly
@given(some_ballots.flatmap(lambda them: st.tuples(st.just(them), st.permutations(them))))
def test_the_order_of_ballots_changes_nothing(them_and_reordered):
    them, reordered = them_and_reordered
    assert count_approvals(PROJECTS, them) == count_approvals(PROJECTS, reordered)


@exactly
@given(some_ballots, st.permutations(PROJECTS))
def test_another_name_for_a_project_gets_its_votes(ballots, names):
    renamed = dict(zip(PROJECTS, names, strict=True))
    votes = count_approvals(PROJECTS, ballots)
    again = count_approvals(names, [{renamed[p] for p in ballot} for ballot in ballots])
    assert again == {renamed[project]: number for project, number in votes.items()}


@exactly
@given(some_ballots)
def test_no_approval_is_lost_and_none_is_made_up(ballots):
    votes = count_approvals(PROJECTS, ballots)
    assert sum(votes.values()) == sum(map(len, ballots))
    assert all(number <= len(ballots) for number in votes.values())


LIMITS = BallotLimits(min_length=2, max_length=3, min_sum_cents=500, max_sum_cents=1000)


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ([], "too_few"),
        ([700], "too_few"),
        ([250, 250], None),
        ([250, 249], "too_cheap"),
        ([500, 500], None),
        ([500, 501], "too_expensive"),
        ([300, 300, 300], None),
        ([200, 200, 200, 200], "too_many"),
    ],
)
def test_a_ballot_keeps_each_limit_up_to_the_last_cent(costs, expected):
    assert breach(LIMITS, costs) == expected


@exactly
@given(st.lists(st.integers(0, 10**12), max_size=30))
def test_without_limits_every_ballot_is_allowed(costs):
    assert breach(BallotLimits(), costs) is None


def test_a_blank_ballot_is_allowed_unless_a_minimum_is_asked():
    assert breach(BallotLimits(max_length=3, max_sum_cents=100), []) is None
    assert breach(BallotLimits(min_length=0, min_sum_cents=0), []) is None
    assert breach(BallotLimits(min_length=1), []) == "too_few"
    assert breach(BallotLimits(min_sum_cents=1), []) == "too_cheap"


def test_absent_limits_are_not_written_down():
    assert msgspec.json.encode(BallotLimits(max_length=3)) == b'{"max_length":3}'


@pytest.mark.parametrize(
    "limits",
    [
        {"min_length": -1},
        {"max_sum_cents": -1},
        {"max_sum_cents": 2**53},
        {"min_length": 3, "max_length": 2},
        {"min_sum_cents": 2, "max_sum_cents": 1},
    ],
)
def test_limits_that_no_ballot_could_keep_are_refused(limits):
    with pytest.raises(ValueError):
        BallotLimits(**limits)
