"""Art. 2:44 and 2:291 leave to the statutes how a board decides outside a meeting. Two ways are
known: nobody objects to the method and all in office are counted, or everybody agrees."""

import pytest

from domain.decisions.errors import OutsideNotAllowed, OutsideNotForKind
from domain.decisions.object_to_method import ObjectToMethod
from domain.duties.naming import duty_id
from domain.duties.note_duty_done import NoteDutyDone
from domain.events.ballots import BallotsOpened
from domain.events.duties import DutyDone
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.law.scenes import board_votes, founds_foundation, opened, settled
from tests.meetings import calls
from tests.residents import (
    CHEN,
    CLERK,
    MEETING,
    NEXT_WEEK,
    NORTH,
    QUESTION,
    Community,
    events,
)


async def outside(street: Community, **settings: object) -> Community:
    await founds_foundation(street, changed(FOUNDATION, outside_meetings=settings))
    await opened(street, outside_meeting=True)
    return street


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [(("for", "for", "for"), "adopted"), (("for", "for", "abstain"), "rejected")],
)
async def test_more_than_half_of_all_in_office_must_be_for_it(
    de_pijp: Community, clock: StoryClock, votes: tuple[str, ...], outcome: str
):
    await outside(de_pijp, mode="nobody_objects")
    assert await settled(de_pijp, clock, board_votes(*votes)) == outcome


async def test_who_objects_to_the_method_brings_it_to_the_next_meeting(
    de_pijp: Community, clock: StoryClock
):
    await outside(de_pijp, mode="nobody_objects")
    await de_pijp.does(CHEN, ObjectToMethod, decision=QUESTION, seat=NORTH)
    votes = board_votes("for", "for", "for", "for")
    assert await settled(de_pijp, clock, votes) == "method_objected"
    assert await de_pijp.history(BallotsOpened) == []


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        (("for", "for", "for", "for"), "adopted"),
        (("for", "for", "for", "against"), "rejected"),
        (("for", "for", "for"), "no_quorum"),
    ],
)
async def test_or_everybody_in_office_must_be_for_it(
    de_pijp: Community, clock: StoryClock, votes: tuple[str, ...], outcome: str
):
    await outside(de_pijp, mode="unanimous")
    assert await settled(de_pijp, clock, board_votes(*votes)) == outcome


async def test_what_was_decided_is_reported_in_the_next_meeting(
    de_pijp: Community, clock: StoryClock
):
    await outside(de_pijp, mode="nobody_objects")
    await settled(de_pijp, clock, board_votes("for", "for", "for"))
    await calls(de_pijp)
    clock.now = NEXT_WEEK
    report = {"duty": duty_id("report_to_next_meeting", QUESTION), "meeting": MEETING}
    (done,) = events(await de_pijp.does(CLERK, NoteDutyDone, done_at=NEXT_WEEK, **report))
    assert isinstance(done, DutyDone)
    assert done.meeting == MEETING


async def test_where_the_statutes_do_not_allow_it_a_board_only_decides_in_meetings(
    de_pijp: Community,
):
    with pytest.raises(OutsideNotAllowed):
        await outside(de_pijp, allowed=False)


async def test_nor_on_kinds_that_they_keep_for_meetings(foundation: Community):
    with pytest.raises(OutsideNotForKind):
        await opened(foundation, outside_meeting=True, kind="person")
