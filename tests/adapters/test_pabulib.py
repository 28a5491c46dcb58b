from hashlib import sha256
from pathlib import Path

import pytest
from msgspec import structs

from adapters.pabulib import RULES, PbBallot, PbFile, PbProject, PbRefused, PbRule, parse
from domain.counting.approval import BallotLimits, count_approvals
from domain.counting.equal_shares import EqualShares, equal_shares
from domain.counting.greedy import Allocation, Candidate, Greedy, allocate
from domain.events.votes import EqualSharesRule

DIAMANTBUURT = Path(__file__).parents[2] / "samples" / "Netherlands_Amsterdam_522.pb"
TOP_IDEE = DIAMANTBUURT.with_name("Netherlands_Assen_2024.pb")

STREET = """\
META
key;value
description;Our street
country;Netherlands
unit;Amsterdam
instance;7
num_projects;3
num_votes;4
budget;100
vote_type;approval
rule;greedy
date_begin;01.03.2024
date_end;2024
currency;EUR
max_length;2
PROJECTS
project_id;cost;votes;name
1;60;3;A garden
2;50.5;2;"A bench; with a ""view\"""
3;40;1;A mural
VOTES
voter_id;vote
a;1,2
b;1
c;1,3
d;2
"""


def changed(*changes: tuple[str, str], text: str = STREET) -> bytes:
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text.encode()


def with_key(key: str, value: str) -> bytes:
    return changed(("max_length;2\n", f"max_length;2\n{key};{value}\n"))


def without(line: str) -> bytes:
    return changed((f"{line}\n", ""))


def refusal(raw: bytes) -> PbRefused:
    with pytest.raises(PbRefused) as refused:
        parse(raw)
    assert str(refused.value) == f"line {refused.value.line}: {refused.value.reason}"
    return refused.value


def result(file: PbFile) -> Allocation:
    votes = count_approvals([p.id for p in file.projects], (b.projects for b in file.ballots))
    assert votes == {p.id: p.votes for p in file.projects}
    return allocate(
        [Candidate(project=p.id, cost_cents=p.cost_cents, group=p.group) for p in file.projects],
        votes,
        Greedy(
            budget_cents=file.budget_cents,
            over_budget=file.counted_by.over_budget,
            group_caps=file.group_caps,
        ),
    )


def test_a_file_is_read_as_it_is_written():
    file = parse(STREET.encode())
    assert file == PbFile(
        sha256=sha256(STREET.encode()).hexdigest(),
        description="Our street",
        country="Netherlands",
        unit="Amsterdam",
        district=None,
        instance="7",
        language=None,
        currency="EUR",
        date_begin="01.03.2024",
        date_end="2024",
        budget_cents=10_000,
        form="approval",
        points=None,
        least_points=0,
        limits=BallotLimits(min_length=1, max_length=2),
        group_caps={},
        rule="greedy",
        asked_rule=None,
        projects=(
            project("1", "A garden", 6_000, 3),
            project("2", 'A bench; with a "view"', 5_050, 2),
            project("3", "A mural", 4_000, 1),
        ),
        ballots=(
            PbBallot(voter="a", projects=("1", "2"), line=23),
            PbBallot(voter="b", projects=("1",), line=24),
            PbBallot(voter="c", projects=("1", "3"), line=25),
            PbBallot(voter="d", projects=("2",), line=26),
        ),
    )


def project(id: str, name: str, cost_cents: int, votes: int | None) -> PbProject:
    return PbProject(
        id=id,
        name=name,
        cost_cents=cost_cents,
        votes=votes,
        group=None,
        category=None,
        description=None,
        selected=None,
    )


def test_the_diamantbuurt_funds_five_projects_and_keeps_7700_euros():
    file = parse(DIAMANTBUURT.read_bytes())
    assert (len(file.projects), len(file.ballots)) == (15, 318)
    assert (file.district, file.language, file.currency) == ("Zuid", "nl", "EUR")
    assert file.limits == BallotLimits(min_length=1, max_sum_cents=10_000_000)
    assert file.counted_by == PbRule(over_budget="pass_over")
    allocation = result(file)
    assert allocation.funded == ("41514", "41510", "41518", "41509", "41522")
    assert allocation.left_cents == 770_000
    assert not allocation.lot_mattered


LEFTOVER = "Fund additional projects that fit within leftover budget ordered by score"
NO_SKIP = ("rule;greedy", "rule;greedy-no-skip")


def test_greedily_what_no_longer_fits_is_passed_over_unless_the_rule_says_otherwise():
    assert result(parse(STREET.encode())).funded == ("1", "3")
    assert result(parse(with_key("leftover_budget", LEFTOVER))).funded == ("1", "3")
    assert result(parse(changed(NO_SKIP))).funded == ("1",)


def test_what_is_left_is_spent_by_score_only_where_something_is_passed_over():
    refused = refusal(changed(NO_SKIP, ("max_length;2", f"leftover_budget;{LEFTOVER}")))
    assert (refused.line, refused.reason) == (
        15,
        "leftover_budget is not of the rule greedy-no-skip",
    )


def test_the_rule_may_be_another_than_the_files_own():
    file = parse(changed(("rule;greedy", "rule;greedy-custom")), "greedy-no-skip")
    assert (file.rule, file.asked_rule) == ("greedy-custom", "greedy-no-skip")
    assert result(file).funded == ("1",)
    leftover = ("max_length;2", f"leftover_budget;{LEFTOVER}")
    assert parse(changed(leftover), "equalshares/add1").counted_by.equal_shares is not None


def test_what_add1_means_stands_in_the_rule():
    shares = {
        name: RULES[name].equal_shares
        for name in ("equalshares/add1", "equalshares/add1-comparison")
    }
    plain = EqualSharesRule(
        start="exact", step_cents=100, exhaustive_stop=False, fill_up=False, comparison="none"
    )
    assert shares == {
        "equalshares/add1": plain,
        "equalshares/add1-comparison": structs.replace(plain, comparison="more_funded"),
    }


ORDINAL = ("vote_type;approval", "vote_type;ordinal")
CUMULATIVE = ("vote_type;approval", "vote_type;cumulative\nmax_sum_points;5")
POINTS = (
    CUMULATIVE,
    ("voter_id;vote", "voter_id;vote;points"),
    ("a;1,2", 'a;1,2;"3, 2"'),
    ("b;1", "b;1;5"),
    ("c;1,3", "c;1,3;1,0"),
    ("d;2\n", "d;2;4\n"),
)


def test_ranked_ballots_are_read_best_first():
    file = parse(
        changed(ORDINAL, ("a;1,2", "a;2,1"), ("max_length;2", "max_length;2\nscoring_fn;Borda"))
    )
    assert file.form == "ranked"
    assert file.ballots[0].projects == ("2", "1")


def test_points_are_read_beside_the_projects_they_are_given_to():
    file = parse(changed(*POINTS))
    assert (file.form, file.points) == ("points", 5)
    assert [ballot.points for ballot in file.ballots] == [(3, 2), (5,), (1, 0), (4,)]


def test_who_may_choose_one_chooses_one():
    one = ("vote_type;approval", "vote_type;choose-1")
    assert "more projects than max_length" in refusal(changed(one)).reason
    ballots = ("a;1,2", "a;1"), ("c;1,3", "c;1")
    votes = ("2;50.5;2;", "2;50.5;1;"), ("3;40;1;", "3;40;0;")
    assert parse(changed(one, *ballots, *votes)).limits == BallotLimits(min_length=1, max_length=1)


@pytest.mark.parametrize(
    ("change", "line", "word"),
    [
        (("max_sum_points;5\n", ""), 10, "max_sum_points is missing"),
        (("max_length;2", "min_sum_points;2"), 26, "spends 1 points, which is not between 2 and 5"),
        (("b;1;5", "b;1;6"), 25, "spends 6 points"),
        (("b;1;5", "b;1;4.5"), 25, "points is not a whole number"),
        (("b;1;5", "b;1;4,1"), 25, "points for 2 of 1 projects"),
        (("b;1;5", "b;1;"), 25, "points for 0 of 1 projects"),
        (("max_length;2", "scoring_fn;Borda"), 16, "there are none"),
    ],
)
def test_points_that_are_not_there_are_not_spent(change, line, word):
    refused = refusal(changed(change, text=changed(*POINTS).decode()))
    assert (refused.line, word in refused.reason) == (line, True)


def test_top_idee_in_assen_comes_out_as_it_did_in_truth():
    file = parse(TOP_IDEE.read_bytes())
    rule = file.counted_by.equal_shares
    assert rule is not None
    found = equal_shares(
        [Candidate(project=p.id, cost_cents=p.cost_cents) for p in file.projects],
        [ballot.projects for ballot in file.ballots],
        EqualShares(
            beside=Greedy(budget_cents=file.budget_cents, over_budget="pass_over", group_caps={}),
            step_cents=rule.step_cents,
        ),
    )
    assert set(found.funded) == {p.id for p in file.projects if p.selected == 1}
    assert (found.steps, found.spent_cents) == (843, 76_700_00)


NEIGHBOURHOODS = changed(
    ("max_length;2\n", "neighborhoods;North, East\nbudget_per_neighborhood;100, 45.50\n"),
    ("votes;name\n", "votes;name;neighborhood;category;description;selected\n"),
    ("A garden", "A garden;North;green;Herbs;1"),
    ('view"""', 'view""";East;;;0'),
    ("A mural", "A mural;;;;"),
).decode()


def test_a_budget_per_neighbourhood_caps_its_projects():
    file = parse(NEIGHBOURHOODS.encode())
    assert file.group_caps == {"North": 10_000, "East": 4_550}
    assert [p.group for p in file.projects] == ["North", "East", None]
    garden = file.projects[0]
    assert (garden.category, garden.description, garden.selected) == ("green", "Herbs", 1)
    assert [s.outcome for s in result(file).steps] == ["funded", "over_group_cap", "funded"]


@pytest.mark.parametrize(
    ("change", "line", "word"),
    [
        (("North, East", "North"), 16, "one amount for each"),
        (("neighborhoods;North, East\n", ""), 15, "one amount for each"),
        (("North, East", "North, North"), 15, "twice"),
        (("North, East", "North, "), 15, "empty"),
        (("100, 45.50", "100, x"), 16, "an amount in budget_per_neighborhood"),
        (("name;neighborhood", "name;district"), 18, "no such column"),
        (("garden;North", "garden;Nort"), 19, '"Nort"'),
    ],
)
def test_caps_that_do_not_match_their_neighbourhoods_are_refused(change, line, word):
    refused = refusal(changed(change, text=NEIGHBOURHOODS))
    assert (refused.line, word in refused.reason) == (line, True)


def test_neighbourhoods_without_budgets_bind_nothing():
    file = parse(with_key("neighborhoods", "North,East"))
    assert file.group_caps == {}


@pytest.mark.parametrize("key", ["min_sum_cost", "max_sum_cost"])
def test_limits_on_a_ballots_cost_are_read_in_cents(key):
    amount = "40" if key == "min_sum_cost" else "110.50"
    limits = parse(with_key(key, amount)).limits
    assert (limits.min_sum_cents, limits.max_sum_cents) in [(4_000, None), (None, 11_050)]


@pytest.mark.parametrize("key", ["subunit", "edition", "comment", "acknowledgments", "categories"])
def test_a_key_without_effect_is_accepted(key):
    assert result(parse(with_key(key, "whatever"))) == result(parse(STREET.encode()))


@pytest.mark.parametrize(
    "key",
    [
        "min_project_score_threshold",
        "fully_funded",
        "min_project_cost",
        "max_project_cost",
        "min_points",
        "max_points",
        "default_score",
        "subdistricts",
        "budget_per_category",
        "min_length_per_category",
        "max_length_per_category",
        "min_sum_cost_per_category",
        "max_sum_cost_per_category",
    ],
)
def test_a_key_that_would_change_the_count_is_refused_by_name(key):
    refused = refusal(with_key(key, "1"))
    assert refused.line == 16
    assert refused.reason.startswith(f"{key} could change the count")


@pytest.mark.parametrize("key", ["max_lenght", "Rule", "quorum", ""])
def test_a_key_that_nobody_knows_is_refused_by_name_too(key):
    refused = refusal(with_key(key, "1"))
    assert refused.line == 16
    assert refused.reason.startswith(f'"{key}" is no key of META')


@pytest.mark.parametrize(
    ("change", "line", "word"),
    [
        (("vote_type;approval", "vote_type;scoring"), 10, '"scoring"'),
        (("rule;greedy", "rule;equalshares"), 11, "always raised"),
        (("rule;greedy", "rule;greedy-threshold"), 11, "too few votes"),
        (("rule;greedy", "rule;unknown"), 11, "nobody knows"),
        (
            ("rule;greedy", "rule;phragmen"),
            11,
            "known are greedy, greedy-no-skip, equalshares/add1",
        ),
        (("max_length;2", "max_sum_points;3"), 15, "max_sum_points is of points"),
        (("max_length;2", "scoring_fn;Borda"), 15, "there are none"),
        (("max_length;2", "leftover_budget;Partially fund one more"), 15, '"Partially fund one'),
        (("currency;EUR", "currency;euro"), 14, '"euro"'),
        (("currency;EUR", "rule;greedy"), 14, "line 11 already"),
        (("budget;100", "budget;1e5"), 9, "two decimals"),
        (("budget;100", "budget;100.005"), 9, "two decimals"),
        (("budget;100", "budget;-100"), 9, "two decimals"),
        (("budget;100", "budget;٣"), 9, "two decimals"),
        (("budget;100", "budget;90071992547409.92"), 9, "larger than"),
        (("budget;100", f"budget;{'9' * 9_000}"), 9, "larger than"),
        (("num_votes;4", "num_votes;four"), 8, "not a whole number"),
        (("max_length;2", "max_length;0"), 15, "below min_length"),
        (("currency;EUR\nmax_length;2", "min_sum_cost;9\nmax_sum_cost;8"), 15, "below min_sum"),
        (("Our street", ""), 3, "description is empty"),
        (("Our street", "x" * 301), 3, "longer than 300"),
        (("rule;greedy\n", ""), 14, "without rule"),
        (("rule;greedy", "rule: greedy"), 11, "1 field(s)"),
        (("key;value", "key;worth"), 2, "key and value"),
    ],
)
def test_a_meta_section_that_cannot_be_followed_is_refused(change, line, word):
    refused = refusal(changed(change))
    assert (refused.line, word in refused.reason) == (line, True)


@pytest.mark.parametrize(
    ("change", "line", "word"),
    [
        (("3;40;1;A mural", "2;40;1;A mural"), 20, "line 19 already"),
        (("3;40;1;A mural", '"3,4";40;1;A mural'), 20, "comma"),
        (("3;40;1;A mural", ";40;1;A mural"), 20, "project_id is empty"),
        (("3;40;1;A mural", "3;40;2;A mural"), 20, "has 2 votes here, but 1"),
        (("3;40;1;A mural", "3;40;;A mural"), 20, "votes is not a whole number"),
        (("3;40;1;A mural", "3;40,5;1;A mural"), 20, "cost is not an amount"),
        (("3;40;1;A mural", f"3;40;1;{'m' * 301}"), 20, "name is longer than 300"),
        (("3;40;1;A mural", f"3;40;1;{'m' * 10_001}"), 20, "longer than 10000"),
        (("3;40;1;A mural", "3;40;1"), 20, "3 field(s)"),
        (("3;40;1;A mural\n", ""), 19, "num_projects on line 7 promises 3"),
        (("votes;name", "votes;weight"), 17, '"weight"'),
        (("votes;name", "votes;votes"), 17, "twice"),
        (("project_id;cost;", "project_id;proposer;"), 17, "no column cost"),
    ],
)
def test_projects_that_contradict_themselves_are_refused(change, line, word):
    refused = refusal(changed(change))
    assert (refused.line, word in refused.reason) == (line, True)


@pytest.mark.parametrize(
    ("change", "line", "word"),
    [
        (("c;1,3", "c;1,9"), 25, '"9"'),
        (("c;1,3", "c;1,"), 25, '""'),
        (("c;1,3", "c;1,1"), 25, "twice"),
        (("c;1,3", "c;1,2,3"), 25, "more projects than max_length"),
        (("c;1,3", "c;"), 25, "fewer projects than min_length"),
        (("c;1,3", "a;1,3"), 25, "line 23 already"),
        (("c;1,3", ";1,3"), 25, "voter_id is empty"),
        (("c;1,3", f"{'c' * 65};1,3"), 25, "voter_id is longer"),
        (("c;1,3", "c"), 25, "1 field(s)"),
        (("c;1,3\n", ""), 25, "num_votes on line 8 promises 4"),
        (("d;2\n", "d;2\ne;2\n"), 27, "num_votes on line 8 promises 4"),
        (("voter_id;vote", "voter_id;mood"), 22, '"mood"'),
        (("voter_id;vote", "voter_id;age"), 22, "no column vote"),
        (("max_length;2", "max_sum_cost;110"), 23, "more money than max_sum_cost"),
        (("max_length;2", "min_sum_cost;60"), 26, "less money than min_sum_cost"),
    ],
)
def test_ballots_that_cannot_be_counted_are_refused(change, line, word):
    refused = refusal(changed(change))
    assert (refused.line, word in refused.reason) == (line, True)


def test_a_blank_ballot_counts_where_the_file_asks_for_no_project():
    file = parse(changed(("d;2\n", "d;2\ne;\n"), ("num_votes;4", "num_votes;5\nmin_length;0")))
    assert file.ballots[-1].projects == ()
    assert result(file).funded == ("1", "3")


def test_a_file_without_a_currency_is_not_given_one():
    assert parse(without("currency;EUR")).currency == "XXX"


def test_a_project_without_a_name_goes_by_its_id_and_unstated_votes_are_not_compared():
    plain = (
        STREET.replace("votes;name", "proposer;target")
        .replace("60;3", "60;")
        .replace("50.5;2", "50.5;")
        .replace("40;1", "40;")
    )
    file = parse(plain.encode())
    assert [p.name for p in file.projects] == ["1", "2", "3"]
    assert {p.votes for p in file.projects} == {None}


def test_what_the_file_knows_of_voters_is_left_unread():
    known = (
        STREET.replace("voter_id;vote", "voter_id;age;vote;sex")
        .replace("a;1,2", "a;34;1,2;F")
        .replace("b;1", "b;;1;")
        .replace("c;1,3", "c;7;1,3;M")
        .replace("d;2\n", "d;90;2;O\n")
    )
    assert parse(known.encode()).ballots == parse(STREET.encode()).ballots


@pytest.mark.parametrize(
    "same",
    [
        b"\xef\xbb\xbf" + STREET.encode(),
        STREET.replace("\n", "\r\n").encode(),
        STREET.removesuffix("\n").encode(),
        STREET.replace(";", " ; ").replace("bench ;  with", "bench; with").encode(),
        STREET.replace("VOTES\n", "\nVOTES\n").encode() + b"\n \n",
    ],
    ids=["byte order mark", "CRLF", "no last line break", "spaces", "empty lines"],
)
def test_the_same_vote_written_otherwise_is_the_same_vote(same):
    once, again = parse(STREET.encode()), parse(same)
    assert again.projects == once.projects
    assert [(b.voter, b.projects) for b in again.ballots] == [
        (b.voter, b.projects) for b in once.ballots
    ]
    assert again.sha256 == sha256(same).hexdigest()


@pytest.mark.parametrize(
    ("raw", "line", "word"),
    [
        (b"", 1, "META"),
        (b"\n\n", 2, "META"),
        (b"hello;world\n", 1, "does not begin with META"),
        (b"PROJECTS\n", 1, "out of order"),
        (STREET.partition("PROJECTS")[0].encode(), 15, "PROJECTS"),
        (STREET.partition("VOTES")[0].encode(), 20, "VOTES"),
        (STREET.partition("voter_id")[0].encode(), 21, "VOTES"),
        (STREET.encode() + b"VOTES\n", 27, "out of order"),
        (changed(("A mural", "A mur\x00al")), 20, "U+0000"),
        (changed(("A mural", "A \x1b[2Jmural")), 20, "U+001B"),
        (changed(("A mural\n", "A mural\r")), 20, "U+000D"),
        (STREET.replace("mural", "múral").encode("latin-1"), 20, "UTF-8"),
        (STREET.encode("utf-16"), 1, "UTF-8"),
        (changed(("A mural", '"A mural')), 20, "quotation mark"),
        (changed(("A mural", '"A" mural')), 20, "quotation mark"),
        (changed(("A mural", '"A\nmural"')), 20, "not closed on the same line"),
        (changed(("d;2\n", 'd;"2\n')), 26, "quotation mark"),
        (changed(("A mural", "m" * 140_000)), 20, "too long"),
    ],
)
def test_what_is_no_such_file_is_refused_with_the_line(raw, line, word):
    refused = refusal(raw)
    assert (refused.line, word in refused.reason) == (line, True)


def test_more_than_three_hundred_projects_are_refused_at_the_first_too_many():
    head, _, tail = STREET.partition("1;60")
    many = "".join(f"{n};1;0;p\n" for n in range(10, 311))
    assert refusal((head + many + "1;60" + tail).encode()).line == 18 + 300


@pytest.mark.parametrize("part", ["beginning", "end"])
def test_a_file_that_was_cut_off_is_refused_wherever_it_was_cut(part):
    whole = DIAMANTBUURT.read_bytes()
    complete = len(whole.rstrip())
    cuts = range(0, complete, 199) if part == "beginning" else range(complete - 60, complete)
    for cut in cuts:
        refusal(whole[:cut])


def test_a_refusal_never_repeats_more_of_a_cell_than_a_line_can_hold():
    assert len(refusal(with_key("x" * 9_000, "1")).reason) < 300
    assert len(refusal(changed(("c;1,3", f"c;{'9' * 9_000}"))).reason) < 300
