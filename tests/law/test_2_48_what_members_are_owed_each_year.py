"""Art. 2:48: within six months of the financial year the board of an association reports to its
members; without a supervisory board they appoint a committee that looks at the accounts."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.duties.calendar import years_duties
from domain.duties.errors import DutyDoneAlready, DutyNotFound
from domain.duties.note_yearly_duty_done import NoteYearlyDutyDone
from domain.events.duties import DutyDone
from tests.bylaws import ASSOCIATION, changed
from tests.conftest import StoryClock
from tests.law.scenes import founds_association
from tests.meetings import calls
from tests.residents import CLERK, MEETING, NEXT_WEEK, Community, events

SUPERVISED = changed(
    ASSOCIATION, organs={"names": (*ASSOCIATION.organs.names, "supervisory_board")}
)


@pytest.mark.parametrize(
    ("kind", "article", "due_by"),
    [
        ("report_to_members", "2:48(1)", datetime(2026, 7, 1, tzinfo=UTC)),
        ("audit_committee", "2:48(2)", datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
async def test_it_is_in_the_calendar_and_done_in_a_general_meeting(
    association: Community, clock: StoryClock, kind: str, article: str, due_by: datetime
):
    """Of the financial year 2025."""
    calendar = years_duties("association", ASSOCIATION, 2025, None)
    (duty,) = [each for each in calendar if each.kind == kind]
    assert (duty.article, duty.due_by) == (article, due_by)
    await calls(association, organ="general_meeting")
    clock.now = NEXT_WEEK
    done = {"kind": kind, "year": 2025, "done_at": NEXT_WEEK, "meeting": MEETING}
    (event,) = events(await association.does(CLERK, NoteYearlyDutyDone, **done))
    assert isinstance(event, DutyDone)
    assert (event.duty, event.meeting) == (duty.duty, MEETING)
    with pytest.raises(DutyDoneAlready):
        await association.does(CLERK, NoteYearlyDutyDone, **done)


async def test_a_supervisory_board_takes_the_place_of_the_committee(
    de_pijp: Community, clock: StoryClock
):
    await founds_association(de_pijp, SUPERVISED)
    clock.pass_by(days=1)
    done = {"year": 2025, "done_at": clock.now - timedelta(hours=1)}
    with pytest.raises(DutyNotFound):
        await de_pijp.does(CLERK, NoteYearlyDutyDone, kind="audit_committee", **done)
    await de_pijp.does(CLERK, NoteYearlyDutyDone, kind="report_to_members", **done)
