"""Bylaws that could never be carried out, whatever the law says."""

from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from domain.bylaws.articles import (
    KindOfSeat,
    MinorityArticle,
    OfficeWeight,
    PlansArticle,
    SeatsOfKind,
)
from domain.bylaws.bylaws import Bylaws
from domain.bylaws.contradictions import RULES
from domain.bylaws.law import contradictions
from domain.counting.majority import Quorum
from domain.events.seats import SeatKind
from tests.bylaws import (
    ASSOCIATION,
    FOUNDATION,
    MORE_THAN_HALF,
    changed,
    contradicted,
    rule,
    with_rule,
)

ALL = {"numerator": 1, "denominator": 1, "comparison": ">"}
RESIDENTS = FOUNDATION.board.seats[0]


def found(bylaws: Bylaws) -> list[tuple[str, str]]:
    """Code and pointer; nothing of this stands in the law."""
    assert all(each.article is None for each in contradictions(bylaws))
    return [(each.code, each.pointer) for each in contradictions(bylaws)]


def seats(**numbers: int) -> tuple[SeatsOfKind, ...]:
    return tuple(
        SeatsOfKind(kind=kind, number=number, appointed_by="residents")
        for kind, number in numbers.items()
    )


@pytest.mark.parametrize("bylaws", [FOUNDATION, ASSOCIATION])
def test_bylaws_may_be_without_any_contradiction(bylaws: Bylaws):
    assert contradictions(bylaws) == ()


@pytest.mark.parametrize(("smallest", "largest"), [(0, 5), (6, 5), (4, 501)])
def test_a_board_has_a_size(smallest: int, largest: int):
    board = {"smallest": smallest, "largest": largest, "seats": seats(resident=largest)}
    assert ("board.size", "#/board/smallest") in found(
        changed(FOUNDATION, board=board, weights={"offices": ()})
    )


@pytest.mark.parametrize(
    "numbers", [{"resident": 4}, {"resident": 6}, {"resident": 7, "partner": -2}]
)
def test_the_kinds_of_seats_add_up_to_the_size(numbers: dict[str, int]):
    other = changed(FOUNDATION, board={"seats": seats(**numbers)})
    assert found(other) == [("board.seats_and_size", "#/board/seats")]


@pytest.mark.parametrize("setting", ["term_months", "terms_in_a_row"])
def test_a_term_lasts_some_time_and_somebody_has_one(setting: str):
    assert found(changed(FOUNDATION, terms={setting: 0})) == [("terms.none", "#/terms")]


@pytest.mark.parametrize(
    ("numbers", "share", "reached"),
    [
        ({"resident": 3, "partner": 2}, (1, 2, ">"), True),
        ({"resident": 2, "partner": 3}, (1, 2, ">"), False),
        ({"resident": 3, "partner": 2}, (3, 5, ">="), True),
        ({"resident": 3, "partner": 2}, (3, 5, ">"), False),
        ({"partner": 5}, (0, 1, ">="), True),
    ],
)
def test_the_residents_share_is_within_reach_of_their_seats(
    numbers: dict[str, int], share: tuple[int, int, str], reached: bool
):
    numerator, denominator, comparison = share
    wanted = Quorum(numerator=numerator, denominator=denominator, comparison=comparison)
    other = changed(
        FOUNDATION, board={"seats": seats(**numbers)}, resident_majority={"share": wanted}
    )
    out_of_reach = [("resident_majority.out_of_reach", "#/resident_majority/share")]
    assert found(other) == ([] if reached else out_of_reach)


def test_of_the_filled_seats_one_resident_can_be_a_majority():
    few = changed(
        FOUNDATION,
        board={"seats": seats(resident=1, partner=4)},
        resident_majority={"of": "filled_seats"},
    )
    assert found(few) == []
    nobody = changed(few, board={"seats": seats(partner=5)})
    assert found(nobody) == [("resident_majority.out_of_reach", "#/resident_majority/share")]


@pytest.mark.parametrize(
    ("share", "reached"), [((1, 2, ">"), True), ((3, 5, ">="), True), ((3, 5, ">"), False)]
)
def test_among_those_voting_residents_reach_their_share_when_everybody_votes(
    share: tuple[int, int, str], reached: bool
):
    """Three of five seats are residents'."""
    numerator, denominator, comparison = share
    wanted = Quorum(numerator=numerator, denominator=denominator, comparison=comparison)
    out_of_reach = [("resident_majority.out_of_reach", "#/resident_majority/at_the_vote")]
    for of in ("all_seats", "filled_seats"):
        other = changed(FOUNDATION, resident_majority={"at_the_vote": wanted, "of": of})
        assert found(other) == ([] if reached else out_of_reach)


def test_filling_seats_never_waits_for_the_residents():
    waiting = changed(FOUNDATION, resident_majority={"reserved": ("money", "person")})
    reserved = "#/resident_majority/reserved"
    assert found(waiting) == [("resident_majority.kinds_reserved", reserved)]


def test_every_kind_of_decision_has_one_rule():
    less = msgspec.structs.replace(FOUNDATION, decisions=FOUNDATION.decisions[1:])
    assert found(less) == [("decisions.kind_missing", "#/decisions/plan")]
    more = msgspec.structs.replace(FOUNDATION, decisions=(*FOUNDATION.decisions, rule("plan")))
    assert found(more) == [("decisions.kind_twice", "#/decisions/plan")]


def test_an_organ_that_approves_has_a_rule_for_it():
    approved = with_rule(FOUNDATION, "money", approved_by="residents")
    assert found(approved) == [("decisions.approved_by_nobody", "#/decisions/4/approved_by")]
    rules = (*approved.decisions, rule("approval", "residents"), rule("approval", "board"))
    assert found(msgspec.structs.replace(approved, decisions=rules)) == []
    twice = (*rules, rule("approval", "residents"))
    assert found(msgspec.structs.replace(approved, decisions=twice)) == [
        ("decisions.kind_twice", "#/decisions/approval")
    ]


def test_what_the_opening_may_choose_is_another_method_and_named_once():
    assert found(with_rule(FOUNDATION, "plan", methods=("consent", "schulze"))) == []
    assert found(with_rule(FOUNDATION, "plan", method="consent", methods=("majority",))) == []
    itself = with_rule(FOUNDATION, "plan", methods=("consent", "majority"))
    assert found(itself) == [("decisions.method_twice", "#/decisions/0/methods/1")]
    twice = with_rule(FOUNDATION, "money", methods=("approval", "approval"))
    assert found(twice) == [("decisions.method_twice", "#/decisions/4/methods/1")]


def test_a_board_has_as_many_seats_as_secret_ballots_are_opened():
    for minimum, sense in ((5, True), (6, False)):
        other = changed(FOUNDATION, ballots={"secrecy_minimum": minimum})
        secret = with_rule(other, "person", secrecy="secret")
        wrong = [("decisions.secrecy_out_of_reach", "#/decisions/3/secrecy")]
        assert found(secret) == ([] if sense else wrong)
        assert found(with_rule(other, "person", secrecy="roll_call")) == []


def test_more_than_all_is_never_reached():
    quorum = with_rule(FOUNDATION, "plan", quorum=Quorum(**ALL))
    assert found(quorum) == [("decisions.quorum_never_met", "#/decisions/0/quorum")]
    threshold = with_rule(
        FOUNDATION, "plan", threshold=msgspec.structs.replace(MORE_THAN_HALF, **ALL)
    )
    assert found(threshold) == [("decisions.threshold_never_met", "#/decisions/0/threshold")]
    second = changed(FOUNDATION, attendance={"second_meeting": Quorum(**ALL)})
    assert found(second) == [("decisions.quorum_never_met", "#/attendance/second_meeting")]


def test_no_more_voters_are_needed_than_there_are_seats():
    assert found(with_rule(FOUNDATION, "plan", min_voters=5)) == []
    assert found(with_rule(FOUNDATION, "plan", min_voters=6)) == [
        ("decisions.voters_out_of_reach", "#/decisions/0/min_voters")
    ]


def test_members_know_when_they_are_called():
    never = changed(ASSOCIATION, notice={"general_meeting_days": None})
    place = "#/notice/general_meeting_days"
    assert found(never) == [("notice.general_meeting_missing", place)]


def test_nobody_represents_more_seats_than_there_are():
    """The board has five at most."""
    assert found(changed(FOUNDATION, proxies={"most_per_holder": 0})) == []
    assert found(changed(FOUNDATION, proxies={"most_per_holder": 4})) == []
    place = "#/proxies/most_per_holder"
    more = changed(FOUNDATION, proxies={"most_per_holder": 5})
    assert found(more) == [("proxies.more_than_seats", place)]
    less = changed(FOUNDATION, proxies={"most_per_holder": -1})
    assert found(less) == [("setting.out_of_range", place)]


def test_a_casting_vote_is_somebodys():
    nobodys = changed(FOUNDATION, ties={"casting_vote_of": None})
    assert found(nobodys) == [("casting_vote.nobody", "#/ties/casting_vote_of")]


@pytest.mark.parametrize("name", ["", "Board", "the board", "Fatima de Wit", "x" * 61])
def test_organs_and_offices_are_words_and_nobodys_name(name: str):
    organs = changed(FOUNDATION, organs={"names": (*FOUNDATION.organs.names, name)})
    assert found(organs) == [("organs.name", "#/organs/names/2")]
    offices = changed(FOUNDATION, weights={"offices": (OfficeWeight(office=name, votes=1),)})
    assert found(offices) == [("offices.name", "#/weights/offices/0/office")]
    chair = changed(FOUNDATION, ties={"casting_vote_of": name})
    assert {code for code, _ in found(chair)} <= {"offices.name", "casting_vote.nobody"}
    assert found(chair)


def test_no_organ_and_no_office_stands_there_twice():
    organs = changed(FOUNDATION, organs={"names": ("board", "residents", "board")})
    assert found(organs) == [("organs.name", "#/organs/names/2")]
    offices = (OfficeWeight(office="chair", votes=1), OfficeWeight(office="chair", votes=1))
    twice = changed(FOUNDATION, weights={"offices": offices})
    assert found(twice) == [("offices.name", "#/weights/offices/1/office")]


UNKNOWN: dict[str, Bylaws] = {
    "#/board/seats/0/appointed_by": changed(
        FOUNDATION,
        board={
            "seats": (
                msgspec.structs.replace(RESIDENTS, appointed_by="circle_green"),
                *FOUNDATION.board.seats[1:],
            )
        },
    ),
    "#/decisions/0/organ": with_rule(FOUNDATION, "plan", organ="circle_green"),
    "#/absence/all_absent": changed(FOUNDATION, absence={"all_absent": "circle_green"}),
    "#/absence/all_vacant": changed(FOUNDATION, absence={"all_vacant": "circle_green"}),
}


@pytest.mark.parametrize(("pointer", "bylaws"), UNKNOWN.items(), ids=UNKNOWN)
def test_an_organ_with_a_say_is_among_the_organs(pointer: str, bylaws: Bylaws):
    assert found(bylaws) == [("organs.not_listed", pointer)]
    names = (*FOUNDATION.organs.names, "circle_green")
    assert found(changed(bylaws, organs={"names": names})) == []


def test_a_neighbourhood_that_decides_as_an_organ_does_so_by_the_statutes():
    organ = changed(FOUNDATION, neighbourhood_votes={"effect": "organ"})
    assert found(organ) == []
    regulated = changed(organ, neighbourhood_votes={"belongs_to": "regulations"})
    pointer = "#/neighbourhood_votes/belongs_to"
    assert found(regulated) == [("neighbourhood_votes.organ_not_in_statutes", pointer)]


NUMBERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "resident_majority": ({"carry_over_days": -1}, {"leave_within_days": 36_501}),
    "notice": ({"board_days": -1}, {"general_meeting_days": -1}),
    "absence": ({"vacancy_filled_within_days": -1}, {"vacancy_filled_within_days": 10**6}),
    "residents_window": ({"days": -1}, {"extension_days": -1}),
    "ballots": ({"secrecy_minimum": 1}, {"trackers_from_entitled": -1}),
    "consent": ({"max_rounds": 0}, {"max_rounds": 101}),
    "terms": ({"term_months": 1_201}, {"terms_in_a_row": 101}),
    "retention": ({"records_years": 1_001}, {"records_years": 2**53 - 1}),
    "general_meeting": ({"early_votes_days": -1}, {"non_members_numerator": -1}),
}


@pytest.mark.parametrize(("article", "settings"), NUMBERS.items(), ids=NUMBERS)
def test_a_number_is_within_its_range(article: str, settings: tuple[dict[str, int], ...]):
    for each in settings:
        (setting,) = each
        other = changed(ASSOCIATION, **{article: each})
        assert found(other) == [("setting.out_of_range", f"#/{article}/{setting}")]


@pytest.mark.parametrize(
    ("switch", "days", "sense"),
    [
        ("on", 1, True),
        ("on", 0, False),
        ("on", 36_501, False),
        ("off", 0, True),
        ("off", -1, False),
    ],
)
def test_who_may_send_a_decision_back_has_a_day_for_it(switch: str, days: int, sense: bool):
    article = MinorityArticle(
        belongs_to="regulations", send_back=switch, send_back_within_days=days
    )
    wrong = [("setting.out_of_range", "#/minority/send_back_within_days")]
    assert found(msgspec.structs.replace(FOUNDATION, minority=article)) == ([] if sense else wrong)


@pytest.mark.parametrize(
    ("bearers", "months", "wrong"),
    [
        (0, 0, []),
        (100, 1_200, []),
        (-1, 0, ["#/plans/bearers"]),
        (101, 0, ["#/plans/bearers"]),
        (0, -1, ["#/plans/evaluation_months"]),
        (0, 1_201, ["#/plans/evaluation_months"]),
    ],
)
def test_what_plans_need_has_a_range(bearers: int, months: int, wrong: list[str]):
    article = PlansArticle(belongs_to="regulations", bearers=bearers, evaluation_months=months)
    asked = msgspec.structs.replace(FOUNDATION, plans=article)
    assert found(asked) == [("setting.out_of_range", pointer) for pointer in wrong]


def test_numbers_in_lists_have_a_range_too():
    nobody = with_rule(FOUNDATION, "plan", min_voters=0)
    assert found(nobody) == [("setting.out_of_range", "#/decisions/0/min_voters")]
    offices = (OfficeWeight(office="chair", votes=0),)
    powerless = changed(FOUNDATION, weights={"offices": offices})
    assert found(powerless) == [("setting.out_of_range", "#/weights/offices/0/votes")]
    nothing = {"non_members_numerator": 0, "non_members_denominator": 0}
    pointer = "#/general_meeting/non_members_denominator"
    assert found(changed(ASSOCIATION, general_meeting=nothing)) == [
        ("setting.out_of_range", pointer)
    ]


def test_all_that_is_wrong_is_found_at_once():
    wrong = changed(FOUNDATION, terms={"term_months": 0}, retention={"records_years": 1})
    assert contradicted(wrong) == {("terms.none", None), ("retention.too_short", "2:10(3)")}


def test_every_contradiction_is_shown_by_a_test():
    here = Path(__file__).parents[2]
    tests = "".join(path.read_text() for path in here.rglob("test_*.py"))
    shown = {code for code in RULES if f'"{code}"' in tests}
    formed = {code for code in RULES if code.startswith("absence.") and code.endswith("regulated")}
    assert set(RULES) - shown - formed == set()


def test_every_contradiction_is_said_in_a_sentence():
    for rule_said in RULES.values():
        assert rule_said.words[0].isupper()
        assert rule_said.words.endswith(".")


def test_the_kinds_of_seats_are_those_that_can_be_established():
    assert get_args(KindOfSeat) == get_args(SeatKind)
