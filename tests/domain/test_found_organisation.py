import pytest

from domain.errors import OperatorOnlyFounds, OrganisationNotFound
from domain.events.organisations import OrganisationFounded
from domain.events.persons import PersonRegistered, RoleGranted
from domain.organisations.errors import AlreadyFounded, OperatorRequired
from domain.organisations.found_organisation import FoundOrganisation
from domain.ports import Ports
from tests.residents import ADA, CLERK, DE_PIJP, OPERATOR, Community, events


async def test_an_operator_founds_an_organisation_and_names_its_clerk(ports: Ports):
    receipt = await Community(ports).is_founded(name="Wijkraad De Pijp")
    founded, registered, granted = events(receipt)
    assert founded == OrganisationFounded(organisation=DE_PIJP, name="Wijkraad De Pijp")
    assert isinstance(registered, PersonRegistered)
    assert (registered.person, registered.standing) == (CLERK, "professional")
    assert granted == RoleGranted(person=CLERK, role="clerk")
    assert receipt.position == 3


async def test_the_name_of_the_clerk_is_sealed(ports: Ports):
    community = Community(ports)
    await community.is_founded(clerk_name="Fatima")
    page, _ = await ports.log.read_page(DE_PIJP, after=0, limit=10)
    assert not any(b"Fatima" in stored.record for stored in page)
    assert [opened.value for opened in (await community.unsealed(CLERK)).values()] == [b'"Fatima"']


async def test_only_an_operator_founds_organisations(ports: Ports):
    with pytest.raises(OperatorRequired):
        await Community(ports).does(
            ADA,
            FoundOrganisation,
            clerk=CLERK,
            name="Wijkraad",
            clerk_name="Fatima",
            clerk_identifier="clerk@street",
        )


async def test_an_organisation_is_founded_once(de_pijp: Community):
    with pytest.raises(AlreadyFounded):
        await de_pijp.is_founded(clerk_identifier="somebody else")


async def test_an_operator_does_nothing_else_in_it(de_pijp: Community):
    with pytest.raises(OperatorOnlyFounds):
        await de_pijp.proposes(OPERATOR)
    with pytest.raises(OperatorOnlyFounds):
        await de_pijp.opens(OPERATOR)


async def test_before_it_is_founded_nothing_is_found(ports: Ports):
    with pytest.raises(OrganisationNotFound):
        await Community(ports).registers(ADA)
