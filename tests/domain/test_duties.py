"""The year's duties as a calendar, and duties that an act brought."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.carry_out import Receipt
from domain.duties.calendar import years_duties
from domain.duties.errors import DutyDoneAlready, DutyNotDoneYet, DutyNotFound
from domain.duties.naming import duty_id
from domain.duties.note_duty_done import NoteDutyDone
from domain.duties.note_yearly_duty_done import NoteYearlyDutyDone
from domain.errors import RoleRequired
from domain.events.duties import DutyDone
from domain.meetings.errors import MeetingNotFound
from domain.organisations.errors import NotDescribed
from tests.bylaws import ASSOCIATION, FOUNDATION, changed
from tests.conftest import StoryClock
from tests.meetings import calls
from tests.residents import (
    ADA,
    CLERK,
    EAST,
    GARDEN,
    MEETING,
    NOON,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)

BEN = numbered("person", 3)
REPORT = duty_id("report_to_next_meeting", QUESTION)


def due(*asked: Any) -> dict[str, tuple[str, datetime, str | None]]:
    return {each.kind: (each.organ, each.due_by, each.article) for each in years_duties(*asked)}


def day(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC)


def test_the_balance_sheet_is_due_within_six_months_of_the_end_of_the_year():
    for form, bylaws in (("foundation", FOUNDATION), ("association", ASSOCIATION)):
        sheet = due(form, bylaws, 2026, None)["balance_sheet"]
        assert sheet == ("board", day(2027, 7), "2:10(2)")


def test_the_financial_year_begins_in_the_month_that_the_organisation_says():
    found = due("foundation", FOUNDATION, 2026, 9)
    assert found["balance_sheet"][1] == day(2028, 3)
    assert found["budget"][1] == day(2026, 9)


def test_a_foundation_reports_to_no_members():
    assert list(due("foundation", FOUNDATION, 2026, None)) == [
        "budget",
        "rotation",
        "register_changes",
        "balance_sheet",
    ]


def test_an_association_has_report_audit_committee_and_discharge():
    found = due("association", ASSOCIATION, 2026, None)
    assert found == due("cooperative", ASSOCIATION, 2026, None)
    assert found["report_to_members"] == ("board", day(2027, 7), "2:48(1)")
    assert found["audit_committee"] == ("general_meeting", day(2027, 1), "2:48(2)")
    assert found["discharge"] == ("general_meeting", day(2027, 7), None)
    assert found["budget"][0] == "general_meeting"


def test_a_supervisory_board_takes_the_place_of_the_audit_committee():
    names = ("board", "general_meeting", "supervisory_board")
    bylaws = changed(ASSOCIATION, organs={"names": names})
    assert "audit_committee" not in due("association", bylaws, 2026, None)


def test_there_is_a_rotation_only_where_terms_end_by_turns():
    at_once = changed(FOUNDATION, terms={"rotation": "all_at_once"})
    assert "rotation" not in due("foundation", at_once, 2026, None)
    assert "rotation" not in due("foundation", None, 2026, None)


def test_the_same_duty_has_the_same_name_and_no_other_has_it():
    years = [years_duties("association", ASSOCIATION, year, None) for year in (2026, 2026, 2027)]
    first, again, next_year = ([each.duty for each in year] for year in years)
    assert first == again
    assert len({*first, *next_year}) == len(first) + len(next_year)


async def notes(street: Community, actor: str = CLERK, **asked: Any) -> Receipt:
    given = {"kind": "balance_sheet", "year": 2025, "done_at": NOON}
    return await street.does(actor, NoteYearlyDutyDone, **{**given, **asked})


async def test_a_duty_of_the_year_is_done_once(de_pijp: Community):
    await de_pijp.describes("foundation", financial_year_from=9)
    assert events(await notes(de_pijp)) == [
        DutyDone(
            duty=duty_id("balance_sheet", "2025"), done_at=NOON, kind="balance_sheet", year=2025
        )
    ]
    with pytest.raises(DutyDoneAlready):
        await notes(de_pijp)
    await notes(de_pijp, year=2026)


async def test_only_what_is_in_the_calendar_can_be_done(de_pijp: Community):
    with pytest.raises(NotDescribed):
        await notes(de_pijp)
    await de_pijp.describes("foundation")
    with pytest.raises(DutyNotFound):
        await notes(de_pijp, kind="discharge")


async def test_a_duty_is_noted_once_it_was_done_and_where(de_pijp: Community):
    await de_pijp.has_a_board()
    await de_pijp.describes("foundation")
    with pytest.raises(DutyNotDoneYet):
        await notes(de_pijp, done_at=NOON + timedelta(microseconds=1))
    with pytest.raises(MeetingNotFound):
        await notes(de_pijp, meeting=MEETING)
    with pytest.raises(RoleRequired):
        await notes(de_pijp, ADA)
    await calls(de_pijp)
    (done,) = events(await notes(de_pijp, meeting=MEETING))
    assert done.meeting == MEETING


async def reports(street: Community, **asked: Any) -> Receipt:
    given = {"duty": REPORT, "done_at": street.ports.clock()}
    return await street.does(CLERK, NoteDutyDone, **{**given, **asked})


async def test_the_report_of_a_decision_outside_a_meeting_is_done_in_the_next_one(
    de_pijp: Community, clock: StoryClock
):
    await de_pijp.has_a_board()
    await de_pijp.describes()
    await de_pijp.records_bylaws(FOUNDATION)
    await de_pijp.proposes()
    await de_pijp.opens(outside_meeting=True, threshold=None, quorum=None, plan=GARDEN)
    await de_pijp.votes(ADA, EAST, "for")
    await de_pijp.votes(BEN, WEST, "for")
    with pytest.raises(DutyNotFound):
        await reports(de_pijp)
    clock.now = TOMORROW
    await de_pijp.closes()
    await de_pijp.declares()
    await calls(de_pijp)
    assert events(await reports(de_pijp, meeting=MEETING)) == [
        DutyDone(duty=REPORT, done_at=TOMORROW, meeting=MEETING)
    ]
    with pytest.raises(DutyDoneAlready):
        await reports(de_pijp)
