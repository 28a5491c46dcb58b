import pytest

from domain.errors import RoleRequired
from domain.events.persons import RoleRevoked
from domain.persons.errors import LastClerk, RoleNotHeld
from domain.persons.revoke_role import RevokeRole
from tests.residents import ADA, CLERK, Community, events


async def test_a_clerk_takes_a_role_back(de_pijp: Community):
    await de_pijp.registers(ADA)
    await de_pijp.grants(ADA, "auditor")
    receipt = await de_pijp.does(CLERK, RevokeRole, person=ADA, role="auditor")
    assert events(receipt) == [RoleRevoked(person=ADA, role="auditor")]


@pytest.mark.parametrize("held", ["facilitator", None])
async def test_a_role_that_is_not_held_cannot_be_taken_back(de_pijp: Community, held: str | None):
    await de_pijp.registers(ADA)
    if held:
        await de_pijp.grants(ADA, held)
    with pytest.raises(RoleNotHeld):
        await de_pijp.does(CLERK, RevokeRole, person=ADA, role="auditor")


async def test_an_organisation_keeps_at_least_one_clerk(de_pijp: Community):
    with pytest.raises(LastClerk):
        await de_pijp.does(CLERK, RevokeRole, person=CLERK, role="clerk")
    await de_pijp.registers(ADA)
    await de_pijp.grants(ADA, "clerk")
    await de_pijp.does(CLERK, RevokeRole, person=CLERK, role="clerk")
    with pytest.raises(LastClerk):
        await de_pijp.does(ADA, RevokeRole, person=ADA, role="clerk")


async def test_only_a_clerk_takes_roles_back(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(RoleRequired):
        await de_pijp.does(ADA, RevokeRole, person=CLERK, role="clerk")
