"""The how-to for facilitators is true: every block of it is run, in order."""

import re
from collections.abc import Iterator

import pytest

from api import app, problems
from tests.docs.following import PATIENCE, Followed, HowTo, following

HOW_TO = HowTo("from-signal-to-lesson.md")
pytestmark = pytest.mark.timeout(PATIENCE)


@pytest.fixture(scope="module")
def way() -> Iterator[Followed]:
    with following(HOW_TO, "farah") as followed:
        yield followed


def test_the_plan_went_the_whole_way(way: Followed) -> None:
    garden = way.read(f"/plans/{way.noted['garden']}")
    assert (garden["state"], garden["origin"]) == ("completed", "with_help")
    assert garden["adopted_by"] == way.noted["bound"]
    evidence = way.read("/funding-evidence")["plans"][0]
    assert evidence["first_signal_at"] < garden["proposed_at"] < evidence["adopted_at"]


def test_the_wrong_number_stands_beside_the_right_one(way: Followed) -> None:
    found = way.read(f"/plans/{way.noted['garden']}/measurements")
    values = {each["indicator"]: each.get("value") for each in found["progress"]}
    assert values == {"plots": 10, "gardeners": None}


def test_the_vote_is_recounted_and_explains_itself(way: Followed) -> None:
    vote = f"/votes/{way.noted['money']}"
    assert way.read(f"{vote}/replay")["agrees"]
    assert way.read(vote)["secrecy"] == "secret"
    picture = way.http.get(f"{way.noted['HERE']}{vote}/chart.svg")
    assert (picture.status_code, "A fountain" in picture.text) == (200, True)


def test_it_is_said_what_one_should_see_and_only_what_must_wait_is_refused(way: Followed) -> None:
    assert len(HOW_TO.told) > 12
    refused = re.findall(r"code: (\S+)", way.printed)
    assert refused == ["question.too_few_groups", "idea.residents_first"]
    assert way.printed.count("(as it should be)") == 2


def test_the_codes_that_it_explains_are_there() -> None:
    assert len(HOW_TO.codes) > 3
    assert [code for code in HOW_TO.codes if code not in problems.codes()] == []
    assert app.IN_AN_ORGANISATION, "all refusals are known once the application is"
