"""Section 10 of the rules, a test for each sentence."""

from datetime import timedelta
from typing import Any

import pytest

from domain.ballots.errors import VotingIsClosed
from domain.bylaws.bylaws import Bylaws
from domain.counting.majority import Quorum
from domain.decisions.errors import (
    BoardNotInformed,
    NotEverybodyThere,
    NoticeDefective,
    OutsideNotForKind,
)
from domain.decisions.in_meeting import UNANIMOUS
from domain.decisions.object_to_method import ObjectToMethod
from domain.duties.calendar import years_duties
from domain.events.ballots import BallotsOpened, ResultCounted, ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.events.duties import DutyOpened
from domain.events.meetings import (
    ActionCompleted,
    MeetingAdjourned,
    MeetingResumed,
    MinutesAdopted,
    MinutesCorrected,
)
from domain.ids import PersonId, SeatId
from tests.bylaws import ASSOCIATION, FOUNDATION, changed
from tests.conftest import StoryClock
from tests.deliberation import amends
from tests.meetings import (
    adjourns,
    adopts_minutes,
    agrees,
    attends,
    calls,
    closes_item,
    closes_meeting,
    completes,
    corrects_minutes,
    opens_item,
    places,
    resumes,
)
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    DEWI,
    EAST,
    GARDEN,
    ITEM,
    NEXT_WEEK,
    NORTH,
    QUESTION,
    SECOND_MEETING,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.results import voids, withdraws_proposal

LATE = NEXT_WEEK - timedelta(days=1)
CARRIED = numbered("item", 5)
FOUNDED = changed(FOUNDATION, resident_majority={"reserved": ()})
BOARD = ((EAST, ADA), (WEST, BEN), (NORTH, CHEN), (SOUTH, DEWI))


async def a_board(street: Community, bylaws: Bylaws = FOUNDED) -> Community:
    """Four seats, all in office, and a plan."""
    await street.has_a_board()
    await street.fills(SOUTH, DEWI)
    await street.describes(bylaws.legal_form)
    await street.records_bylaws(bylaws)
    await street.proposes()
    return street


async def meets(street: Community, clock: StoryClock, **sent: Any) -> Community:
    """The item is open; ``sent`` is when notice went out."""
    await calls(street, **sent)
    await places(street, **({"notified_at": sent["sent_at"]} if sent else {}))
    clock.now = NEXT_WEEK
    await opens_item(street)
    street.item = ITEM
    return street


async def opened(street: Community, **asked: Any) -> DecisionOpened:
    given = {"threshold": None, "quorum": None, "kind": "plan", "plan": GARDEN}
    closes_at = street.ports.clock() + timedelta(minutes=5)
    (event,) = events(await street.opens(**{"closes_at": closes_at, **given, **asked}))
    assert isinstance(event, DecisionOpened)
    return event


async def voted(street: Community, clock: StoryClock, *voters: tuple[SeatId, PersonId]) -> str:
    """Everybody named is in favour. The outcome."""
    for seat, person in voters:
        await street.votes(person, seat, "for")
    clock.pass_by(days=1)
    await street.closes()
    await street.declares()
    return str((await street.history(ResultDeclared))[-1].event.outcome)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("present", "outcome"), [(BOARD, "adopted"), (BOARD[:3], "rejected")])
async def test_after_a_defective_notice_all_in_office_must_be_there_and_unanimous(
    de_pijp: Community, clock: StoryClock, present: Any, outcome: str
):
    """Defective notice, or an item not on the agenda: valid only if all in office are present
    and unanimous, if bylaws say so."""
    await a_board(de_pijp)
    clock.now = LATE
    await meets(de_pijp, clock, sent_at=LATE)
    await attends(de_pijp, EAST, WEST, NORTH)
    with pytest.raises(NotEverybodyThere):
        await opened(de_pijp)
    await attends(de_pijp, SOUTH)
    event = await opened(de_pijp)
    assert (event.defect, event.threshold) == ("short_notice", UNANIMOUS)
    assert await voted(de_pijp, clock, *present) == outcome


async def test_where_the_bylaws_do_not_say_so_nothing_cures_a_defective_notice(
    de_pijp: Community, clock: StoryClock
):
    """… if bylaws say so."""
    await a_board(de_pijp, changed(FOUNDED, notice={"defect": "nothing"}))
    clock.now = LATE
    await meets(de_pijp, clock, sent_at=LATE)
    await attends(de_pijp, EAST, WEST, NORTH, SOUTH)
    with pytest.raises(NoticeDefective):
        await opened(de_pijp)


async def test_an_item_that_was_not_on_the_agenda_needs_all_of_them_too(
    de_pijp: Community, clock: StoryClock
):
    """… or an item not on the agenda …"""
    await a_board(de_pijp)
    await calls(de_pijp)
    clock.now = NEXT_WEEK
    await places(de_pijp, CARRIED, notified_at=NEXT_WEEK)
    await opens_item(de_pijp, CARRIED)
    with pytest.raises(NotEverybodyThere):
        await opened(de_pijp, item=CARRIED)


async def test_a_second_meeting_decides_with_a_lower_quorum(de_pijp: Community, clock: StoryClock):
    """Second meeting with a lower quorum."""
    third = Quorum(numerator=1, denominator=3, comparison=">=")
    await a_board(de_pijp)
    await meets(de_pijp, clock)
    await opened(de_pijp)
    assert await voted(de_pijp, clock, (EAST, ADA)) == "no_quorum"
    await closes_meeting_with_item(de_pijp)
    begins_at = clock.now + timedelta(days=8)
    asked = {"meeting": SECOND_MEETING, "sent_at": clock.now, "begins_at": begins_at}
    await calls(de_pijp, second_of=numbered("meeting", 1), **asked)
    await places(de_pijp, CARRIED, meeting=SECOND_MEETING, notified_at=clock.now, carried_from=ITEM)
    clock.now = begins_at
    await opens_item(de_pijp, CARRIED, meeting=SECOND_MEETING)
    event = await opened(de_pijp, decision=numbered("decision", 2), item=CARRIED)
    assert event.quorum == third


async def closes_meeting_with_item(street: Community) -> None:
    await closes_item(street)
    await closes_meeting(street)


async def test_a_meeting_is_adjourned_its_minutes_adopted_and_corrected_and_its_actions_done(
    de_pijp: Community, clock: StoryClock
):
    """Adjournment; minutes adopted and corrected; action list."""
    await meets(await a_board(de_pijp), clock)
    await adjourns(de_pijp)
    clock.pass_by(days=1)
    await resumes(de_pijp)
    await agrees(de_pijp)
    await closes_meeting_with_item(de_pijp)
    await adopts_minutes(de_pijp)
    await corrects_minutes(de_pijp)
    await completes(de_pijp)
    told = (MeetingAdjourned, MeetingResumed, MinutesAdopted, MinutesCorrected, ActionCompleted)
    assert [type(r.event) for r in await de_pijp.history(*told)] == list(told)


async def test_outside_a_meeting_the_opening_names_every_seat_to_be_notified(de_pijp: Community):
    """Outside a meeting: all in office are notified; …"""
    event = await opened(await a_board(de_pijp), outside_meeting=True)
    assert set(event.seats) == {seat for seat, _ in BOARD}


async def test_after_an_objection_to_the_method_the_next_meeting_decides(
    de_pijp: Community, clock: StoryClock
):
    """… anyone entitled may object to the method until the close; then nothing sealed is opened
    and the proposal goes to the next meeting."""
    await a_board(de_pijp)
    await opened(de_pijp, outside_meeting=True)
    await de_pijp.does(CHEN, ObjectToMethod, decision=QUESTION, seat=NORTH)
    outcome = await voted(de_pijp, clock, (EAST, ADA), (WEST, BEN), (SOUTH, DEWI))
    assert outcome == "method_objected"
    assert await de_pijp.history(BallotsOpened, ResultCounted) == []
    (duty,) = await de_pijp.history(DutyOpened)
    assert duty.event.kind == "decide_in_next_meeting"


async def test_outside_a_meeting_the_denominator_is_all_in_office(
    de_pijp: Community, clock: StoryClock
):
    """Default denominator `in_office`; …"""
    await a_board(de_pijp)
    event = await opened(de_pijp, outside_meeting=True)
    assert event.threshold is not None
    assert event.threshold.of == "in_office"
    assert await voted(de_pijp, clock, (EAST, ADA), (WEST, BEN)) == "rejected"


async def test_in_unanimity_mode_a_missing_answer_fails(de_pijp: Community, clock: StoryClock):
    """… in unanimity mode a missing answer fails."""
    await a_board(de_pijp, changed(FOUNDED, outside_meetings={"mode": "unanimous"}))
    await opened(de_pijp, outside_meeting=True)
    assert await voted(de_pijp, clock, *BOARD[:3]) != "adopted"


async def test_what_the_bylaws_exclude_is_decided_in_meetings_only(de_pijp: Community):
    """Not for kinds that the bylaws exclude."""
    await a_board(de_pijp)
    with pytest.raises(OutsideNotForKind):
        await opened(de_pijp, outside_meeting=True, kind="person", plan=None)


async def test_the_members_decide_outside_a_meeting_unanimously_once_the_board_knows(
    de_pijp: Community, clock: StoryClock
):
    """General meeting: unanimous with the board informed (2:40)."""
    rules = changed(ASSOCIATION, outside_meetings={"excluded": ()})
    await a_board(de_pijp, rules)
    members = {numbered("seat", 20 + n): person for n, person in enumerate((ADA, BEN))}
    for seat, person in members.items():
        await de_pijp.admits(person)
        await de_pijp.establishes(seat, organ="general_meeting")
        await de_pijp.fills(seat, person)
    asked = {"organ": "general_meeting", "kind": "person", "plan": None, "outside_meeting": True}
    with pytest.raises(BoardNotInformed):
        await opened(de_pijp, **asked)
    event = await opened(de_pijp, board_informed_at=clock.now, **asked)
    assert event.threshold == UNANIMOUS
    assert event.closes_at < TOMORROW


@pytest.mark.parametrize("outcome", ["withdrawn", "opened_in_error", "amended"])
async def test_a_proposal_is_withdrawn_opened_in_error_or_amended_with_its_ballots_unopened(
    de_pijp: Community, clock: StoryClock, outcome: str
):
    """Also covered: proposal withdrawn, opened in error (voided, ballots unopened), amended
    (close and reopen)."""
    await a_board(de_pijp)
    first = await opened(de_pijp, outside_meeting=True)
    await de_pijp.votes(ADA, EAST, "for")
    match outcome:
        case "withdrawn":
            await withdraws_proposal(de_pijp)
        case "opened_in_error":
            await voids(de_pijp)
        case _:
            closes_at = clock.now + timedelta(minutes=9)
            await amends(de_pijp, decision=first.decision, closes_at=closes_at)
    (declared,) = [r.event for r in await de_pijp.history(ResultDeclared)]
    assert isinstance(declared, ResultDeclared)
    assert (declared.decision, declared.outcome) == (first.decision, outcome)
    clock.pass_by(days=1)
    with pytest.raises(VotingIsClosed):
        await de_pijp.votes(BEN, WEST, "for")
    assert await de_pijp.history(BallotsOpened, ResultCounted) == []
    reopened = [r.event for r in await de_pijp.history(DecisionOpened)][1:]
    assert [each.follows for each in reopened] == [first.decision] * (outcome == "amended")  # type: ignore[attr-defined]
    assert all(each.proposal != first.proposal for each in reopened)  # type: ignore[attr-defined]


def test_the_years_duties_are_a_calendar():
    """The year's duties as a calendar: balance sheet within six months (2:10(2)); association:
    report and audit committee (2:48), discharge, budget, rotation, register changes."""
    foundation = {each.kind: each for each in years_duties("foundation", FOUNDED, 2026, None)}
    association = {each.kind: each for each in years_duties("association", ASSOCIATION, 2026, None)}
    assert foundation["balance_sheet"].article == "2:10(2)"
    assert (foundation["balance_sheet"].due_by.year, foundation["balance_sheet"].due_by.month) == (
        2027,
        7,
    )
    assert association["report_to_members"].article == "2:48(1)"
    assert association["audit_committee"].article == "2:48(2)"
    assert set(association) == {
        "balance_sheet",
        "report_to_members",
        "audit_committee",
        "discharge",
        "budget",
        "rotation",
        "register_changes",
    }
