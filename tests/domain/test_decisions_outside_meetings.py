"""Outside a meeting: of all in office, unless somebody objects to the method."""

from typing import Any

import pytest

from domain.ballots.errors import DecisionNotFound, NotTheHolder, SeatNotEntitled, VotingIsClosed
from domain.bylaws.bylaws import Bylaws
from domain.carry_out import Receipt
from domain.counting.majority import Threshold
from domain.decisions.errors import (
    BoardNotInformed,
    InMeeting,
    MethodObjectedAlready,
    OutsideNotAllowed,
    OutsideNotForKind,
)
from domain.decisions.in_meeting import EVERYBODY, UNANIMOUS
from domain.decisions.object_to_method import ObjectToMethod
from domain.duties.naming import duty_id
from domain.events.ballots import BallotsOpened, ResultCounted, ResultDeclared
from domain.events.decisions import DecisionOpened, MethodObjected
from domain.events.duties import DutyOpened
from domain.events.plans import PlanAdopted
from domain.ids import PersonId
from domain.organisations.errors import NoBylaws
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, with_rule
from tests.conftest import StoryClock
from tests.meetings import in_session
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    EAST,
    GARDEN,
    NOON,
    NORTH,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)

OF_ALL_IN_OFFICE = Threshold(numerator=1, denominator=2, comparison=">", of="in_office")


async def with_bylaws(street: Community, bylaws: Bylaws = FOUNDATION) -> Community:
    await street.has_a_board()
    await street.describes(bylaws.legal_form)
    await street.records_bylaws(bylaws)
    await street.proposes()
    return street


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Three in office, and a plan."""
    return await with_bylaws(de_pijp)


async def opened(street: Community, **asked: Any) -> DecisionOpened:
    given = {"outside_meeting": True, "threshold": None, "quorum": None, "plan": GARDEN}
    (event,) = events(await street.opens(**{**given, **asked}))
    assert isinstance(event, DecisionOpened)
    return event


async def objects(street: Community, actor: PersonId = CHEN, **asked: Any) -> Receipt:
    given = {"decision": QUESTION, "seat": NORTH, **asked}
    return await street.does(actor, ObjectToMethod, **given)


async def declared(street: Community, clock: StoryClock) -> list[Any]:
    clock.now = TOMORROW
    await street.closes()
    return events(await street.declares())


async def _never(*_: Any) -> None:
    raise AssertionError("the vault was opened")


async def test_the_default_denominator_is_all_in_office(street: Community, clock: StoryClock):
    event = await opened(street)
    assert (event.threshold, event.outside_meeting) == (OF_ALL_IN_OFFICE, True)
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "abstain")
    assert ResultDeclared(decision=QUESTION, outcome="rejected") in await declared(street, clock)


async def test_all_in_office_are_notified(street: Community):
    assert {EAST, WEST, NORTH} <= set((await opened(street)).seats)


async def test_what_was_decided_is_to_be_reported_to_the_next_meeting(
    street: Community, clock: StoryClock
):
    await opened(street)
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    found = await declared(street, clock)
    duty = DutyOpened(
        duty=duty_id("report_to_next_meeting", QUESTION),
        kind="report_to_next_meeting",
        organ="board",
        decision=QUESTION,
    )
    assert found[-1] == duty
    assert any(isinstance(event, PlanAdopted) for event in found)


async def test_what_was_not_decided_is_not_reported(street: Community, clock: StoryClock):
    await opened(street)
    found = await declared(street, clock)
    assert found[-1] == ResultDeclared(decision=QUESTION, outcome="no_quorum")


async def test_in_unanimity_mode_a_missing_answer_fails(de_pijp: Community, clock: StoryClock):
    await with_bylaws(de_pijp, changed(FOUNDATION, outside_meetings={"mode": "unanimous"}))
    event = await opened(de_pijp)
    assert (event.threshold, event.quorum) == (UNANIMOUS, EVERYBODY)
    await de_pijp.votes(ADA, EAST, "for")
    await de_pijp.votes(BEN, WEST, "for")
    assert ResultDeclared(decision=QUESTION, outcome="no_quorum") in await declared(de_pijp, clock)


async def test_an_excluded_kind_is_not_decided_outside_a_meeting(street: Community):
    with pytest.raises(OutsideNotForKind):
        await opened(street, plan=None, kind="person")


async def test_bylaws_that_know_meetings_only_allow_nothing_else(de_pijp: Community):
    await with_bylaws(de_pijp, changed(FOUNDATION, outside_meetings={"allowed": False}))
    with pytest.raises(OutsideNotAllowed):
        await opened(de_pijp)


async def test_without_bylaws_nothing_is_decided_outside_a_meeting(de_pijp: Community):
    await de_pijp.has_a_board()
    with pytest.raises(NoBylaws):
        await de_pijp.opens(outside_meeting=True)


async def test_the_general_meeting_is_unanimous_with_the_board_informed(de_pijp: Community):
    bylaws = with_rule(ASSOCIATION, "plan", organ="general_meeting")
    await with_bylaws(de_pijp, bylaws)
    await de_pijp.establishes(numbered("seat", 9), organ="general_meeting")
    for informed in (None, TOMORROW):
        with pytest.raises(BoardNotInformed):
            await opened(de_pijp, organ="general_meeting", board_informed_at=informed)
    event = await opened(de_pijp, organ="general_meeting", board_informed_at=NOON)
    assert (event.threshold, event.board_informed_at) == (UNANIMOUS, NOON)


async def test_the_general_meeting_may_be_kept_to_its_meetings(de_pijp: Community):
    never = changed(ASSOCIATION, general_meeting={"outside_meeting": "never"})
    await with_bylaws(de_pijp, with_rule(never, "plan", organ="general_meeting"))
    await de_pijp.establishes(numbered("seat", 9), organ="general_meeting")
    with pytest.raises(OutsideNotAllowed):
        await opened(de_pijp, organ="general_meeting", board_informed_at=NOON)


async def test_after_an_objection_to_the_method_nothing_sealed_is_opened(
    street: Community, clock: StoryClock, monkeypatch: pytest.MonkeyPatch
):
    await opened(street)
    for voter, seat in ((ADA, EAST), (BEN, WEST), (CHEN, NORTH)):
        await street.votes(voter, seat, "for")
    assert events(await objects(street)) == [MethodObjected(decision=QUESTION, seat=NORTH)]
    assert len(await street.unsealed(QUESTION)) == 3
    with monkeypatch.context() as patched:
        patched.setattr(type(street.ports.vault), "open", _never)
        found = await declared(street, clock)
    assert found == [
        ResultDeclared(decision=QUESTION, outcome="method_objected"),
        DutyOpened(
            duty=duty_id("decide_in_next_meeting", QUESTION),
            kind="decide_in_next_meeting",
            organ="board",
            decision=QUESTION,
        ),
    ]
    assert await street.history(BallotsOpened, ResultCounted, PlanAdopted) == []
    assert await street.unsealed(QUESTION) == {}
    assert await street.ports.vault.key(street.organisation, QUESTION) is None


async def test_anyone_entitled_objects_once_for_their_seat(street: Community):
    await opened(street)
    with pytest.raises(NotTheHolder):
        await objects(street, BEN)
    await objects(street)
    with pytest.raises(MethodObjectedAlready):
        await objects(street)
    await objects(street, BEN, seat=WEST)


async def test_who_has_no_say_in_the_decision_has_none_in_the_method(street: Community):
    other = numbered("seat", 9)
    await street.establishes(other, organ="residents")
    await street.fills(other, BEN)
    await opened(street)
    with pytest.raises(SeatNotEntitled):
        await objects(street, BEN, seat=other)
    with pytest.raises(DecisionNotFound):
        await objects(street, decision=numbered("decision", 9))


async def test_one_objects_until_the_close(street: Community, clock: StoryClock):
    await opened(street)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await objects(street)


async def test_there_is_no_method_to_object_to_in_a_meeting(street: Community):
    await in_session(street)
    await street.opens(threshold=None, quorum=None, plan=GARDEN)
    with pytest.raises(InMeeting):
        await objects(street)
