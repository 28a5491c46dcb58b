import pytest

from domain.errors import OrganisationNotFound
from domain.events.plans import PlanBearerJoined, PlanProposed
from tests.residents import ADA, GARDEN, PROFESSIONAL, STRANGER, Community, events


def proposed(origin: str) -> PlanProposed:
    said = {"title": "A garden", "text": "Beans and flowers.", "theme": "urban gardens"}
    return PlanProposed(plan=GARDEN, origin=origin, **said)


async def test_a_resident_who_proposes_a_plan_is_the_first_to_carry_it(de_pijp: Community):
    await de_pijp.registers(ADA)
    receipt = await de_pijp.proposes(ADA)
    assert events(receipt) == [proposed("resident"), PlanBearerJoined(plan=GARDEN, person=ADA)]
    assert receipt.recorded[0].actor == ADA


@pytest.mark.parametrize("standing", ["professional", "partner"])
async def test_whoever_takes_part_proposes_a_plan(de_pijp: Community, standing: str):
    await de_pijp.registers(PROFESSIONAL, standing=standing)
    assert events(await de_pijp.proposes(PROFESSIONAL)) == [proposed("professional")]


async def test_a_facilitator_who_lives_here_proposes_as_a_facilitator(de_pijp: Community):
    await de_pijp.registers(ADA)
    await de_pijp.grants(ADA, "facilitator")
    assert events(await de_pijp.proposes(ADA)) == [proposed("professional")]


async def test_whoever_is_not_registered_is_told_of_no_organisation(de_pijp: Community):
    with pytest.raises(OrganisationNotFound):
        await de_pijp.proposes(STRANGER)
