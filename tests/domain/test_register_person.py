import pytest

from domain.errors import OrganisationNotFound, RoleRequired
from domain.events.persons import AgeReached, LivesIn, PersonRegistered, RegisteredFrom
from domain.persons.errors import AlreadyRegistered
from domain.persons.register_person import RegisterPerson
from domain.persons.revoke_role import RevokeRole
from tests.residents import ADA, BEN, CLERK, STRANGER, Community


async def register(community: Community, actor: str, **asked: object) -> PersonRegistered:
    given = {"person": ADA, "identifier": "ada@street", "standing": "resident", "name": "Ada"}
    receipt = await community.does(actor, RegisterPerson, **{**given, **asked})
    event = receipt.recorded[0].event
    assert isinstance(event, PersonRegistered)
    return event


async def test_a_clerk_registers_a_resident_with_what_was_checked(de_pijp: Community):
    registered = await register(
        de_pijp,
        CLERK,
        neighbourhood="NL-AMS-DP",
        registered_from="2020-01-01",
        ages_reached=((16, "2024-03"),),
    )
    assert registered.lives_in == LivesIn(neighbourhood="NL-AMS-DP", checked_by=CLERK)
    assert registered.registered_from == RegisteredFrom(day="2020-01-01", checked_by=CLERK)
    assert registered.ages_reached == (AgeReached(age=16, month="2024-03", checked_by=CLERK),)


async def test_name_contact_and_identifier_stand_in_the_vault_and_not_in_the_record(
    de_pijp: Community,
):
    await register(de_pijp, CLERK, name="Ada Lovelace", contact="06 123")
    page, _ = await de_pijp.ports.log.read_page(de_pijp.organisation, after=0, limit=10)
    shown = b"".join(stored.record for stored in page)
    for secret in (b"Lovelace", b"06 123", b"ada@street"):
        assert secret not in shown
    opened = await de_pijp.unsealed(ADA)
    assert sorted(value.value for value in opened.values()) == [b'"06 123"', b'"Ada Lovelace"']


@pytest.mark.parametrize("spelled", ["ada@street", " ADA@Street "])
async def test_one_human_is_registered_once(de_pijp: Community, spelled: str):
    await register(de_pijp, CLERK)
    with pytest.raises(AlreadyRegistered):
        await register(de_pijp, CLERK, person=BEN, identifier=spelled)
    assert len(await de_pijp.history(PersonRegistered)) == 2


async def test_the_first_clerk_is_not_registered_again_either(de_pijp: Community):
    with pytest.raises(AlreadyRegistered):
        await register(de_pijp, CLERK, identifier="clerk@street")


async def test_another_organisation_registers_the_same_human_for_itself(
    de_pijp: Community, de_baarsjes: Community
):
    await register(de_pijp, CLERK)
    await register(de_baarsjes, CLERK)


async def test_only_a_clerk_registers(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(RoleRequired) as refused:
        await register(de_pijp, ADA, person=BEN, identifier="ben@street")
    assert refused.value.facts == {"role": "clerk"}


async def test_whoever_is_not_registered_is_told_of_no_organisation(de_pijp: Community):
    with pytest.raises(OrganisationNotFound):
        await register(de_pijp, STRANGER)


async def test_somebody_who_was_a_clerk_registers_nobody_any_more(de_pijp: Community):
    await de_pijp.registers(BEN)
    await de_pijp.grants(BEN, "clerk")
    await de_pijp.does(BEN, RevokeRole, person=CLERK, role="clerk")
    with pytest.raises(RoleRequired):
        await register(de_pijp, CLERK)
