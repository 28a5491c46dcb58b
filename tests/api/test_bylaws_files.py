"""Bylaws as files: the defaults keep to the law and name it, and a file is checked anywhere."""

import re
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from api.bylaws_files import FOLDER, BylawsUnreadable, default_bylaws, default_file, read_bylaws
from domain.bylaws.bylaws import LegalForm
from domain.bylaws.law import contradictions
from domain.counting.methods import Method
from domain.organisations.versions import hash_of
from tests.api.processes import zetel

SAYS_WHY = re.compile(r"art\. 2:\d+[a-z]?(\(\d+\))?|No article:")
FORMS = get_args(LegalForm)


@pytest.mark.parametrize("legal_form", FORMS)
def test_default_bylaws_keep_to_the_law(legal_form: LegalForm):
    content = default_bylaws(legal_form)
    assert content.legal_form == legal_form
    assert contradictions(content) == ()


@pytest.mark.parametrize("legal_form", FORMS)
def test_on_persons_one_votes_in_secret_and_among_candidates_if_need_be(legal_form: LegalForm):
    (rule,) = default_bylaws(legal_form).rules_on("person")
    assert (rule.method, rule.secrecy) == ("majority", "secret")
    assert rule.methods == ("election", "election_by_consent")


@pytest.mark.parametrize("legal_form", FORMS)
def test_whatever_else_is_decided_by_any_method(legal_form: LegalForm):
    (rule,) = default_bylaws(legal_form).rules_on("other")
    assert {rule.method, *(rule.methods or ())} == set(get_args(Method))


@pytest.mark.parametrize("legal_form", FORMS)
def test_the_share_of_residents_at_the_vote_can_be_added_as_the_comment_says(
    legal_form: LegalForm,
):
    default, text = default_bylaws(legal_form), default_file(legal_form)
    assert default.resident_majority.at_the_vote is None
    (line,) = [line for line in text.splitlines() if line.startswith("# at_the_vote = ")]
    table = "[resident_majority]\n"
    added = read_bylaws(text.replace(table, f"{table}{line.removeprefix('# ')}\n"))
    assert added.resident_majority.at_the_vote == default.resident_majority.share
    assert contradictions(added) == ()


@pytest.mark.parametrize("legal_form", FORMS)
def test_every_rule_of_them_names_its_article_or_says_that_there_is_none(legal_form: LegalForm):
    """Each block of the file begins with a comment; the first one is about the file."""
    _, *blocks = default_file(legal_form).strip().split("\n\n")
    assert len(blocks) > 20
    for block in blocks:
        comment = [line for line in block.splitlines() if line.startswith("#")]
        assert block.startswith("#"), block
        assert SAYS_WHY.search(" ".join(comment)), block


def test_a_foundation_names_no_article_of_associations_and_the_other_way_round():
    named = {name: set(re.findall(r"art\. (2:\d+)", default_file(name))) for name in FORMS}
    assert named["foundation"] & {"2:37", "2:40", "2:42", "2:43", "2:44"} == set()
    assert named["association"] & {"2:285", "2:286", "2:291", "2:293", "2:299"} == set()


def test_there_are_no_other_default_files():
    assert sorted(path.name for path in FOLDER.iterdir()) == ["association.toml", "foundation.toml"]


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        ("legal_form = ", "Invalid value"),
        ('legal_form = "foundation"', "missing required field `organs`"),
        (default_file("foundation").replace("= 48", "= 48.0"), r"\$\.terms\.term_months"),
        (default_file("foundation") + "\nfor_ever = true\n", "unknown field `for_ever`"),
        (default_file("foundation").replace("denominator = 2", "denominator = 0"), "share"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_place(broken: str, where: str):
    with pytest.raises(BylawsUnreadable, match=where):
        read_bylaws(broken)


def test_the_command_line_writes_and_checks_bylaws(tmp_path: Path):
    """Without a database, and without a data folder."""
    file = tmp_path / "bylaws.toml"
    printed = zetel(tmp_path / "data", "bylaws", "default", "association").stdout
    assert printed == default_file("association")
    file.write_text(printed)
    good = zetel(tmp_path / "data", "bylaws", "check", str(file), "--json")
    told: dict[str, Any] = msgspec.json.decode(good.stdout)
    assert (good.returncode, told["contradictions"]) == (0, [])
    assert told["sha256"] == hash_of(default_bylaws("association"))
    file.write_text(printed.replace("records_years = 7", "records_years = 6"))
    bad = zetel(tmp_path / "data", "bylaws", "check", str(file))
    assert bad.returncode == 1
    assert bad.stdout.splitlines() == [
        "#/retention/records_years",
        "  art. 2:10(3): Records are kept for at least seven years. (retention.too_short)",
    ]
    file.write_text("legal_form = ")
    none = zetel(tmp_path / "data", "bylaws", "check", str(file))
    assert (none.returncode, none.stdout) == (1, "")
    assert none.stderr.startswith(f"zetel: {file}: ")
    assert not (tmp_path / "data").exists()
