"""Art. 2:285(1): a foundation has no members, so no register and no general meeting of them."""

import msgspec
import pytest

from domain.members.errors import NoMembersHere
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, contradicted
from tests.residents import ADA, Community

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
