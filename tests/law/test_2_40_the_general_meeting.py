"""Art. 2:40: an association has a general meeting; outside it, all members must agree, and the
board must know before."""

from datetime import datetime
from typing import Any

import msgspec
import pytest

from domain.decisions.errors import BoardNotInformed, OtherOrgan
from domain.events.decisions import DecisionOpened
from domain.organisations.errors import BylawsContradictTheLaw
from tests.bylaws import ASSOCIATION, changed, contradicted
from tests.conftest import StoryClock
from tests.law.scenes import members_vote, opened, settled
from tests.residents import NEW_BYLAWS, NOON, TOMORROW, Community

MISSING = ("general_meeting.missing", "2:40(1)")


def test_an_association_has_a_general_meeting():
    without = msgspec.structs.replace(ASSOCIATION, general_meeting=None)
    assert contradicted(without) == {MISSING}


def test_the_general_meeting_is_one_of_its_organs():
    assert MISSING in contradicted(changed(ASSOCIATION, organs={"names": ("board",)}))


def test_outside_a_meeting_all_members_must_agree():
    majority = changed(ASSOCIATION, general_meeting={"outside_meeting": "majority"})
    assert contradicted(majority) == {("general_meeting.outside_not_unanimous", "2:40(2)")}


def test_the_board_must_know_before():
    secretly = changed(ASSOCIATION, general_meeting={"board_knows_before": False})
    assert contradicted(secretly) == {("general_meeting.board_not_informed", "2:40(2)")}


def test_who_never_decides_outside_a_meeting_need_not_say_so():
    never = {"outside_meeting": "never", "board_knows_before": False}
    assert contradicted(changed(ASSOCIATION, general_meeting=never)) == set()


async def informed(association: Community, **asked: Any) -> DecisionOpened:
    """The question is one of those that the bylaws give to the general meeting."""
    given = {"organ": "general_meeting", "kind": "regulations", "outside_meeting": True}
    return await opened(association, **{**given, "proposed_bylaws": NEW_BYLAWS, **asked})


@pytest.fixture
async def proposed(association: Community) -> Community:
    await association.proposes_bylaws(changed(ASSOCIATION, residents_window={"days": 60}))
    return association


@pytest.mark.parametrize("informed_at", [None, TOMORROW])
async def test_nothing_is_put_to_the_members_before_the_board_knows(
    proposed: Community, informed_at: datetime | None
):
    with pytest.raises(BoardNotInformed):
        await informed(proposed, board_informed_at=informed_at)


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        (("for", "for", "for"), "adopted"),
        (("for", "for", "against"), "rejected"),
        (("for", "for", "abstain"), "rejected"),
        (("for", "for"), "no_quorum"),
    ],
)
async def test_it_is_decided_only_if_all_members_are_for_it(
    proposed: Community, clock: StoryClock, votes: tuple[str, ...], outcome: str
):
    await informed(proposed, board_informed_at=NOON)
    assert await settled(proposed, clock, members_vote(*votes)) == outcome


async def test_what_is_nobody_elses_is_for_the_general_meeting(association: Community):
    """As regulations are, by these bylaws."""
    await association.proposes_bylaws(changed(ASSOCIATION, residents_window={"days": 60}))
    with pytest.raises(OtherOrgan):
        await opened(association, proposed_bylaws=NEW_BYLAWS)


async def test_bylaws_without_a_general_meeting_are_not_recorded(de_pijp: Community):
    await de_pijp.describes("association")
    with pytest.raises(BylawsContradictTheLaw) as refused:
        await de_pijp.records_bylaws(msgspec.structs.replace(ASSOCIATION, general_meeting=None))
    assert {each.article for each in refused.value.contradictions} == {"2:40(1)"}
