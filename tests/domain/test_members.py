import pytest

from domain.errors import RoleRequired
from domain.events.members import MemberAdmitted, MemberLeft
from domain.members.admit_member import AdmitMember
from domain.members.end_membership import EndMembership
from domain.members.errors import AlreadyMember, NotMember
from domain.organisations.errors import NotDescribed
from domain.persons.errors import PersonNotFound
from tests.residents import (
    ADA,
    BEN,
    NEXT_WEEK,
    NOON,
    TOMORROW,
    Community,
    events,
)


@pytest.fixture
async def association(de_pijp: Community) -> Community:
    await de_pijp.describes("association")
    await de_pijp.registers(ADA, BEN)
    return de_pijp


async def test_a_clerk_enters_a_member_with_a_date(association: Community):
    assert events(await association.admits(ADA)) == [MemberAdmitted(person=ADA, member_from=NOON)]


async def test_a_cooperative_has_members_too(de_pijp: Community):
    await de_pijp.describes("cooperative")
    await de_pijp.registers(ADA)
    await de_pijp.admits(ADA)


async def test_a_member_leaves_for_a_reason(association: Community):
    await association.admits(ADA)
    assert events(await association.ends_membership(ADA, reason="expulsion")) == [
        MemberLeft(person=ADA, member_until=TOMORROW, reason="expulsion")
    ]


async def test_nobody_is_a_member_twice(association: Community):
    await association.admits(ADA)
    with pytest.raises(AlreadyMember):
        await association.admits(ADA, member_from=NEXT_WEEK)


async def test_who_left_may_come_back_from_that_moment_on(association: Community):
    await association.admits(ADA)
    await association.ends_membership(ADA, member_until=TOMORROW)
    with pytest.raises(AlreadyMember):
        await association.admits(ADA, member_from=NOON)
    await association.admits(ADA, member_from=TOMORROW)
    await association.ends_membership(ADA, member_until=NEXT_WEEK)


async def test_who_is_no_member_cannot_leave(association: Community):
    await association.admits(BEN)
    with pytest.raises(NotMember):
        await association.ends_membership(ADA)
    await association.admits(ADA, member_from=NEXT_WEEK)
    with pytest.raises(NotMember):
        await association.ends_membership(ADA, member_until=TOMORROW)


async def test_nobody_leaves_twice(association: Community):
    await association.admits(ADA)
    await association.ends_membership(ADA, member_until=TOMORROW)
    with pytest.raises(NotMember):
        await association.ends_membership(ADA, member_until=TOMORROW)


async def test_who_is_not_registered_is_no_member(association: Community):
    for nobody in await association.unknown_persons():
        with pytest.raises(PersonNotFound):
            await association.admits(nobody)


async def test_the_legal_form_must_be_known(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(NotDescribed):
        await de_pijp.admits(ADA)


async def test_only_a_clerk_keeps_the_register(association: Community):
    with pytest.raises(RoleRequired):
        await association.does(ADA, AdmitMember, person=ADA, member_from=NOON)
    await association.admits(ADA)
    with pytest.raises(RoleRequired):
        await association.does(
            ADA, EndMembership, person=ADA, member_until=TOMORROW, reason="resignation"
        )
