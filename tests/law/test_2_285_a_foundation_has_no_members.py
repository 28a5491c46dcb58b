"""Art. 2:285(1): a foundation has no members, so no register and no general meeting of them."""

import msgspec
import pytest

from domain.decisions.errors import OtherOrgan
from domain.duties.errors import DutyNotFound
from domain.duties.note_yearly_duty_done import NoteYearlyDutyDone
from domain.members.errors import NoMembersHere
from domain.organisations.errors import BylawsContradictTheLaw
from domain.seats.errors import NoMember
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, contradicted
from tests.law.scenes import MEETING_EAST, opened
from tests.residents import ADA, CLERK, NOON, Community

NO_MEMBERS = ("general_meeting.foundation_has_no_members", "2:285(1)")


def test_its_bylaws_have_no_general_meeting():
    meeting = ASSOCIATION.general_meeting
    assert contradicted(msgspec.structs.replace(FOUNDATION, general_meeting=meeting)) == {
        NO_MEMBERS
    }
    names = (*FOUNDATION.organs.names, "general_meeting")
    assert contradicted(changed(FOUNDATION, organs={"names": names})) == {NO_MEMBERS}


async def test_nobody_is_admitted_to_it(de_pijp: Community):
    await de_pijp.registers(ADA)
    await de_pijp.describes("foundation")
    with pytest.raises(NoMembersHere):
        await de_pijp.admits(ADA)


async def test_an_association_admits_members(de_pijp: Community):
    await de_pijp.registers(ADA)
    await de_pijp.describes("association")
    await de_pijp.admits(ADA)


async def test_such_bylaws_are_not_recorded(de_pijp: Community):
    await de_pijp.describes("foundation")
    meeting = ASSOCIATION.general_meeting
    with pytest.raises(BylawsContradictTheLaw) as refused:
        await de_pijp.records_bylaws(msgspec.structs.replace(FOUNDATION, general_meeting=meeting))
    assert {each.article for each in refused.value.contradictions} == {"2:285(1)"}


async def test_nobody_sits_in_a_general_meeting_of_it_and_none_decides(foundation: Community):
    await foundation.establishes(MEETING_EAST, organ="general_meeting")
    with pytest.raises(NoMember):
        await foundation.fills(MEETING_EAST, ADA)
    with pytest.raises(OtherOrgan):
        await opened(foundation, organ="general_meeting", kind="person")


@pytest.mark.parametrize("kind", ["report_to_members", "audit_committee", "discharge"])
async def test_it_owes_nothing_to_members(foundation: Community, kind: str):
    with pytest.raises(DutyNotFound):
        await foundation.does(CLERK, NoteYearlyDutyDone, kind=kind, year=2025, done_at=NOON)
