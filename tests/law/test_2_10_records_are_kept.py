"""Art. 2:10: the balance sheet within six months; books and records are kept for seven years,
complete and readable all the time."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.bylaws.bylaws import Bylaws
from domain.duties.calendar import years_duties
from domain.duties.errors import DutyDoneAlready, DutyNotDoneYet
from domain.duties.note_yearly_duty_done import NoteYearlyDutyDone
from domain.events.duties import DutyDone
from domain.organisations.errors import BylawsContradictTheLaw
from domain.record import decode
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, contradicted
from tests.conftest import StoryClock
from tests.law.scenes import board_votes, opened, settled
from tests.residents import CLERK, Community, events, numbered


@pytest.mark.parametrize("bylaws", [ASSOCIATION, FOUNDATION])
def test_records_are_kept_for_at_least_seven_years(bylaws: Bylaws):
    six, eight = ({"records_years": years} for years in (6, 8))
    assert contradicted(changed(bylaws, retention=six)) == {("retention.too_short", "2:10(3)")}
    assert contradicted(changed(bylaws, retention=eight)) == set()


async def test_bylaws_that_keep_them_shorter_are_not_recorded(de_pijp: Community):
    await de_pijp.describes()
    with pytest.raises(BylawsContradictTheLaw) as refused:
        await de_pijp.records_bylaws(changed(FOUNDATION, retention={"records_years": 6}))
    (found,) = refused.value.contradictions
    assert (found.article, found.pointer) == ("2:10(3)", "#/retention/records_years")


async def test_after_seven_years_the_whole_record_is_there_and_says_what_it_said(
    foundation: Community, clock: StoryClock
):
    await opened(foundation, question="Shall we keep everything?")
    await settled(foundation, clock, board_votes("for", "for", "for"))
    log, organisation = foundation.ports.log, foundation.organisation
    before, head = await log.read_page(organisation, after=0, limit=1_000)
    clock.pass_by(days=7 * 366)
    await foundation.establishes(numbered("seat", 99), organ="circle")
    after, _ = await log.read_page(organisation, after=0, limit=1_000)
    assert [each.position for each in after] == list(range(1, head + 2))
    assert after[:head] == before
    assert all(decode(each.position, each.record) for each in after)


async def test_the_balance_sheet_is_there_within_six_months_of_the_year_that_ended(
    foundation: Community, clock: StoryClock
):
    """The financial year 2025 is a calendar year."""
    calendar = years_duties("foundation", FOUNDATION, 2025, None)
    (sheet,) = [each for each in calendar if each.kind == "balance_sheet"]
    assert (sheet.article, sheet.due_by) == ("2:10(2)", datetime(2026, 7, 1, tzinfo=UTC))
    done = {"kind": "balance_sheet", "year": 2025, "done_at": clock.now + timedelta(days=1)}
    with pytest.raises(DutyNotDoneYet):
        await foundation.does(CLERK, NoteYearlyDutyDone, **done)
    clock.pass_by(days=1)
    (event,) = events(await foundation.does(CLERK, NoteYearlyDutyDone, **done))
    assert isinstance(event, DutyDone)
    assert (event.duty, event.done_at < sheet.due_by) == (sheet.duty, True)
    with pytest.raises(DutyDoneAlready):
        await foundation.does(CLERK, NoteYearlyDutyDone, **done)
