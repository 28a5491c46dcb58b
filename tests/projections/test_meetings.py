"""Meetings, agendas, the action list and duties as they are seen."""

from datetime import timedelta
from typing import Any

from domain.duties.calendar import years_duties
from domain.duties.naming import duty_id
from projections.actions import ACTIONS
from projections.agenda import AGENDA
from projections.decisions import DECISIONS
from projections.duties import DUTIES, calendar_seen
from projections.meetings import MEETINGS, Meeting
from projections.replay import listed, replay
from tests.bylaws import FOUNDATION
from tests.residents import (
    ACTION,
    ADA,
    BEN,
    EAST,
    ITEM,
    MEETING,
    NEXT_ITEM,
    NOON,
    QUESTION,
    SECOND_MEETING,
    TOMORROW,
    WEST,
)
from tests.story import Story


def meeting(story: Story) -> Meeting:
    return replay(MEETINGS, story.history)[MEETING]


def found(projection: Any, story: Story, *place: str) -> list[str]:
    documents = replay(projection, story.history)
    return [next(iter(_values(each))) for each in listed(projection, documents, *place)]


def _values(document: Any) -> list[str]:
    return [getattr(document, name) for name in document.__struct_fields__]


def test_a_meeting_shows_how_far_it_has_come():
    story = Story().called().placed()
    assert (meeting(story).state, meeting(story).items) == ("called", 1)
    story.opened_item()
    assert (meeting(story).state, meeting(story).open_item) == ("under_way", ITEM)
    story.adjourned()
    assert (meeting(story).state, meeting(story).continues_at) == ("adjourned", TOMORROW)
    story.resumed()
    assert (meeting(story).state, meeting(story).open_item) == ("under_way", ITEM)
    story.closed_item().closed_meeting()
    seen = meeting(story)
    assert (seen.state, seen.open_item, seen.closed_at) == ("closed", None, NOON)


def test_a_meeting_shows_what_was_wrong_with_its_notice():
    story = Story().called(notice_days=7, defect="short_notice")
    assert (meeting(story).notice_days, meeting(story).defect) == (7, "short_notice")


def test_minutes_are_counted_and_their_text_stays_in_the_record():
    story = Story().called().closed_meeting().adopted_minutes()
    story.passes(days=1).corrected_minutes().corrected_minutes()
    assert (meeting(story).minutes_adopted_at, meeting(story).corrections) == (NOON, 2)


def test_meetings_are_found_newest_first_by_state_and_organ_and_those_that_come():
    story = Story().called(begins_at=TOMORROW).called(SECOND_MEETING, organ="residents")
    assert found(MEETINGS, story, "meetings") == [SECOND_MEETING, MEETING]
    assert found(MEETINGS, story, "meetings", "organ:board") == [MEETING]
    story.closed_meeting()
    assert found(MEETINGS, story, "meetings", "state:closed") == [MEETING]
    assert found(MEETINGS, story, "coming") == [SECOND_MEETING]


def test_an_agenda_is_in_the_order_of_placing():
    story = Story().called().placed(NEXT_ITEM).placed(ITEM)
    assert found(AGENDA, story, "agenda", MEETING) == [NEXT_ITEM, ITEM]
    assert found(AGENDA, story, "agenda", SECOND_MEETING) == []


def test_an_item_shows_who_waits_for_the_floor_and_who_speaks():
    story = Story().called().placed().opened_item()
    story.floor_asked(WEST).floor_asked(EAST).floor_given(WEST)
    item = replay(AGENDA, story.history)[ITEM]
    assert (item.queue, item.speaks, item.state) == ((EAST,), WEST, "open")
    item = replay(AGENDA, story.closed_item().history)[ITEM]
    assert (item.queue, item.speaks, item.state) == ((), None, "closed")


def test_actions_are_found_by_state_meeting_and_who_does_them():
    story = Story().called().agreed(by=ADA, due_by=TOMORROW)
    assert found(ACTIONS, story, "actions", ADA) == [ACTION]
    assert found(ACTIONS, story, "actions", MEETING) == [ACTION]
    assert found(ACTIONS, story, "actions", BEN) == []
    assert found(ACTIONS, story.completed(), "actions", "state:completed") == [ACTION]
    assert found(ACTIONS, story, "actions", "state:agreed") == []


def test_a_duty_is_open_until_it_is_done():
    duty = duty_id("report_to_next_meeting", QUESTION)
    story = Story().opened_duty()
    assert found(DUTIES, story, "duties", "state:open") == [duty]
    story.passes(days=1).did_duty()
    assert found(DUTIES, story, "duties", "state:open") == []
    done = replay(DUTIES, story.history)[duty]
    assert (done.decision, done.done_at, done.meeting) == (QUESTION, TOMORROW, MEETING)


def test_the_calendar_says_what_is_due_done_and_late():
    calendar = years_duties("foundation", FOUNDATION, 2025, None)
    documents = replay(DUTIES, Story().did_yearly_duty("budget", 2025).history)
    due = {each.kind: each.due_by for each in calendar}["balance_sheet"]

    def states(moment: Any) -> dict[str, str]:
        return {each.kind: each.state for each in calendar_seen(calendar, documents, moment)}

    assert states(due - timedelta(microseconds=1)) == {
        "budget": "done",
        "rotation": "late",
        "register_changes": "late",
        "balance_sheet": "due",
    }
    assert states(due)["balance_sheet"] == "late"


def test_a_decision_shows_its_meeting_or_the_objections_to_having_none():
    held = {"meeting": MEETING, "item": ITEM, "defect": "short_notice"}
    inside = replay(DECISIONS, Story().has_a_board().opened(**held).history)[QUESTION]
    assert (inside.meeting, inside.item, inside.defect) == (MEETING, ITEM, "short_notice")
    outside = Story().has_a_board().opened(outside_meeting=True).objected(EAST, ADA)
    assert replay(DECISIONS, outside.objected(WEST, BEN).history)[QUESTION].objected == 2


def test_a_decision_shows_that_one_may_vote_early_and_for_whom_its_organ_acts():
    held = {"meeting": MEETING, "item": ITEM, "early": True, "acts_for_board": "all_vacant"}
    found = replay(DECISIONS, Story().has_a_board().opened(**held).history)[QUESTION]
    assert (found.early, found.acts_for_board) == (True, "all_vacant")
