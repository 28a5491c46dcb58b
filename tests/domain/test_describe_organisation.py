import pytest

from domain.errors import RoleRequired
from domain.events.organisations import OrganisationDescribed
from domain.organisations.describe_organisation import DescribeOrganisation
from domain.organisations.errors import LegalFormFixed
from tests.bylaws import FOUNDATION
from tests.residents import ADA, DE_PIJP, Community, events


async def test_a_clerk_says_what_the_organisation_is(de_pijp: Community):
    said = {"federation": "LSA Bewoners", "neighbourhoods": ("K22", "K24")}
    assert events(await de_pijp.describes("association", **said)) == [
        OrganisationDescribed(organisation=DE_PIJP, legal_form="association", **said)
    ]


async def test_a_description_is_given_anew(de_pijp: Community):
    await de_pijp.describes("association", federation="LSA Bewoners", neighbourhoods=("K22",))
    (again,) = events(await de_pijp.describes("cooperative", neighbourhoods=()))
    assert again == OrganisationDescribed(organisation=DE_PIJP, legal_form="cooperative")


async def test_the_legal_form_is_fixed_by_the_bylaws(de_pijp: Community):
    await de_pijp.describes("foundation")
    await de_pijp.records_bylaws(FOUNDATION)
    with pytest.raises(LegalFormFixed):
        await de_pijp.describes("association")
    await de_pijp.describes("foundation", federation="LSA Bewoners")


async def test_the_legal_form_is_fixed_by_the_first_member(de_pijp: Community):
    await de_pijp.registers(ADA)
    await de_pijp.describes("association")
    await de_pijp.admits(ADA)
    with pytest.raises(LegalFormFixed):
        await de_pijp.describes("foundation")


async def test_only_a_clerk_describes_it(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(RoleRequired):
        await de_pijp.does(ADA, DescribeOrganisation, legal_form="foundation")
