import pytest

from domain.errors import RoleRequired
from domain.events.persons import RoleGranted
from domain.persons.errors import PersonNotFound, RoleAlreadyHeld
from domain.persons.grant_role import GrantRole
from domain.persons.revoke_role import RevokeRole
from tests.residents import ADA, BEN, CLERK, Community, events


async def test_a_clerk_grants_a_role(de_pijp: Community):
    await de_pijp.registers(ADA)
    assert events(await de_pijp.grants(ADA, "auditor")) == [RoleGranted(person=ADA, role="auditor")]


async def test_a_new_clerk_may_do_what_a_clerk_does(de_pijp: Community):
    await de_pijp.registers(ADA, BEN)
    await de_pijp.grants(ADA, "clerk")
    await de_pijp.does(ADA, GrantRole, person=BEN, role="facilitator")


async def test_a_role_is_held_once(de_pijp: Community):
    await de_pijp.registers(ADA)
    await de_pijp.grants(ADA, "auditor")
    with pytest.raises(RoleAlreadyHeld):
        await de_pijp.grants(ADA, "auditor")
    await de_pijp.grants(ADA, "partner")


async def test_a_role_that_was_taken_back_is_granted_again(de_pijp: Community):
    await de_pijp.registers(ADA)
    await de_pijp.grants(ADA, "auditor")
    await de_pijp.does(CLERK, RevokeRole, person=ADA, role="auditor")
    await de_pijp.grants(ADA, "auditor")


async def test_nobody_unknown_gets_a_role(de_pijp: Community):
    for nobody in await de_pijp.unknown_persons():
        with pytest.raises(PersonNotFound):
            await de_pijp.grants(nobody, "auditor")


async def test_only_a_clerk_grants_roles(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(RoleRequired):
        await de_pijp.does(ADA, GrantRole, person=ADA, role="clerk")
