"""What is done in meetings, in a word."""

from datetime import timedelta
from typing import Any

from domain.carry_out import Receipt
from domain.ids import ItemId, SeatId
from domain.meetings.adjourn_meeting import AdjournMeeting
from domain.meetings.adopt_minutes import AdoptMinutes
from domain.meetings.agree_action import AgreeAction
from domain.meetings.ask_for_the_floor import AskForTheFloor
from domain.meetings.call_meeting import CallMeeting
from domain.meetings.close_item import CloseItem
from domain.meetings.close_meeting import CloseMeeting
from domain.meetings.complete_action import CompleteAction
from domain.meetings.correct_minutes import CorrectMinutes
from domain.meetings.give_the_floor import GiveTheFloor
from domain.meetings.note_attendance import NoteAttendance
from domain.meetings.note_departure import NoteDeparture
from domain.meetings.open_item import OpenItem
from domain.meetings.place_item import PlaceItem
from domain.meetings.resume_meeting import ResumeMeeting
from tests.residents import ACTION, CLERK, EAST, ITEM, MEETING, NEXT_WEEK, NOON, Community


async def calls(street: Community, **asked: Any) -> Receipt:
    given = {"meeting": MEETING, "organ": "board", "sent_at": NOON, "begins_at": NEXT_WEEK}
    return await _does(street, CallMeeting, {**given, **asked})


async def in_session(
    street: Community, organ: str = "board", *, item: ItemId = ITEM, **asked: Any
) -> None:
    """A meeting that was called in time is under way, and its only item is open."""
    long_ago = NOON - timedelta(days=60)
    begins_at = street.ports.clock()
    await calls(street, organ=organ, sent_at=long_ago, begins_at=begins_at, **asked)
    await places(street, item, notified_at=long_ago, **asked)
    await opens_item(street, item, **asked)
    street.item = item


async def places(street: Community, item: ItemId = ITEM, **asked: Any) -> Receipt:
    given = {"meeting": MEETING, "title": "A garden", "notified_at": NOON}
    return await _does(street, PlaceItem, {**given, "item": item, **asked})


async def attends(street: Community, *seats: SeatId, **asked: Any) -> Receipt:
    """The receipt is that of the last one."""
    for seat in seats:
        given = {"meeting": MEETING, "attends_from": street.ports.clock(), "seat": seat}
        receipt = await _does(street, NoteAttendance, {**given, **asked})
    return receipt


async def leaves(street: Community, seat: SeatId, **asked: Any) -> Receipt:
    given = {"meeting": MEETING, "left_at": street.ports.clock(), "seat": seat}
    return await _does(street, NoteDeparture, {**given, **asked})


async def opens_item(street: Community, item: ItemId = ITEM, **asked: Any) -> Receipt:
    given = {"meeting": MEETING, "opened_at": street.ports.clock(), "item": item}
    return await _does(street, OpenItem, {**given, **asked})


async def closes_item(street: Community, item: ItemId = ITEM, **asked: Any) -> Receipt:
    given = {"meeting": MEETING, "closed_at": street.ports.clock(), "item": item}
    return await _does(street, CloseItem, {**given, **asked})


async def asks_for_the_floor(street: Community, seat: SeatId = EAST, **asked: Any) -> Receipt:
    return await _does(
        street, AskForTheFloor, {"meeting": MEETING, "item": ITEM, "seat": seat, **asked}
    )


async def gives_the_floor(street: Community, **asked: Any) -> Receipt:
    return await _does(street, GiveTheFloor, {"meeting": MEETING, "item": ITEM, **asked})


async def adjourns(street: Community, **asked: Any) -> Receipt:
    given = {"meeting": MEETING, "adjourned_at": street.ports.clock()}
    return await _does(street, AdjournMeeting, {**given, **asked})


async def resumes(street: Community, **asked: Any) -> Receipt:
    given = {"meeting": MEETING, "resumed_at": street.ports.clock()}
    return await _does(street, ResumeMeeting, {**given, **asked})


async def closes_meeting(street: Community, **asked: Any) -> Receipt:
    given = {"meeting": MEETING, "closed_at": street.ports.clock()}
    return await _does(street, CloseMeeting, {**given, **asked})


async def adopts_minutes(street: Community, **asked: Any) -> Receipt:
    given = {"meeting": MEETING, "text": "All agreed.", "adopted_at": street.ports.clock()}
    return await _does(street, AdoptMinutes, {**given, **asked})


async def corrects_minutes(street: Community, **asked: Any) -> Receipt:
    given = {"meeting": MEETING, "text": "Not all.", "corrected_at": street.ports.clock()}
    return await _does(street, CorrectMinutes, {**given, **asked})


async def agrees(street: Community, **asked: Any) -> Receipt:
    given = {"meeting": MEETING, "action": ACTION, "text": "Ask for a tap"}
    return await _does(street, AgreeAction, {**given, **asked})


async def completes(street: Community, **asked: Any) -> Receipt:
    given = {"action": ACTION, "completed_at": street.ports.clock()}
    return await _does(street, CompleteAction, {**given, **asked})


async def _does(street: Community, act: Any, asked: dict[str, Any]) -> Receipt:
    return await street.does(asked.pop("actor", CLERK), act, **asked)
