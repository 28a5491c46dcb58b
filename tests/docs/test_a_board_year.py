"""The how-to for clerks is true: every block of it is run, in order, against a real server."""

import re
from collections.abc import Iterator

import pytest

from api import app, problems
from tests.docs.following import PATIENCE, Followed, HowTo, following

HOW_TO = HowTo("a-board-year.md")
pytestmark = pytest.mark.timeout(PATIENCE)


@pytest.fixture(scope="module")
def year() -> Iterator[Followed]:
    with following(HOW_TO, "ada") as followed:
        yield followed


def test_the_chair_is_elected_and_the_seat_filled(year: Followed) -> None:
    seats = {
        each["holder"]: each
        for each in year.read("/board?organ=board")["seats"]
        if "holder" in each
    }
    assert seats[year.noted["amina"]]["offices"] == ["chair"]
    assert seats[year.noted["ines"]]["seat"]["seat"] == year.noted["vacant_seat"]
    assert seats[year.noted["gamal"]]["carried_over"]
    assert year.noted["dirk"] not in seats


def test_the_plans_are_adopted_and_a_review_is_to_come(year: Followed) -> None:
    garden = year.read(f"/plans/{year.noted['garden']}")
    assert (garden["state"], garden["adopted_by"]) == ("adopted", year.noted["garden_at_last"])
    assert year.read(f"/plans/{year.noted['solar']}")["adopted_by"] == year.noted["round_two"]
    duties = year.read("/duties?state=open")["duties"]
    assert [(each["kind"], each["decision"]) for each in duties] == [
        ("evaluation", year.noted["round_two"]),
        ("review", year.noted["round_two"]),
        ("evaluation", year.noted["garden_at_last"]),
    ]


def test_the_statutes_are_in_force_from_the_deed(year: Followed) -> None:
    in_force = year.read("/bylaws/in-force")
    assert in_force["bylaws"] == year.noted["statutes"]
    assert in_force["content"]["notice"]["board_days"] == 10
    assert in_force["content"]["minority"]["send_back_within_days"] == 21


def test_every_recount_agrees(year: Followed) -> None:
    decisions = year.read("/decisions?limit=500")["decisions"]
    outcomes = {each["decision"]: each["outcome"] for each in decisions}
    assert len(outcomes) == 19
    ended = {"adopted", "amended", "method_objected", "next_round", "no_quorum", "rejected"}
    assert set(outcomes.values()) == ended | {"withdrawn", "opened_in_error"}
    for decision in outcomes:
        replayed = year.read(f"/decisions/{decision}/replay")
        assert (replayed["agrees"], replayed["findings"]) == (True, []), replayed


def test_the_duties_of_last_year_were_noted(year: Followed) -> None:
    calendar = year.read(f"/calendar?year={year.noted['last_year']}")["duties"]
    done = {each["kind"] for each in calendar if each["state"] == "done"}
    assert done == {"balance_sheet", "register_changes"}


def test_it_is_said_what_one_should_see_and_only_the_tenth_seat_is_refused(year: Followed) -> None:
    assert len(HOW_TO.told) > 30
    assert re.findall(r"code: (\S+)", year.printed) == ["seat.not_in_bylaws"]
    assert "(as it should be)" in year.printed


def test_the_codes_that_it_explains_are_there() -> None:
    named = HOW_TO.codes
    assert len(named) > 4
    assert [code for code in named if code not in problems.codes()] == []
    assert app.IN_AN_ORGANISATION, "all refusals are known once the application is"
