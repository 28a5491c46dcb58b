import pytest

from domain.errors import OrganisationNotFound
from domain.events.plans import PlanProposed
from tests.residents import ADA, GARDEN, PROFESSIONAL, STRANGER, Community, events


@pytest.mark.parametrize(("person", "standing"), [(ADA, "resident"), (PROFESSIONAL, "partner")])
async def test_whoever_takes_part_proposes_a_plan(de_pijp: Community, person: str, standing: str):
    await de_pijp.registers(person, standing=standing)
    receipt = await de_pijp.proposes(person)
    assert events(receipt) == [
        PlanProposed(
            plan=GARDEN, title="A garden", text="Beans and flowers.", theme="urban gardens"
        )
    ]
    assert receipt.recorded[0].actor == person


async def test_whoever_is_not_registered_is_told_of_no_organisation(de_pijp: Community):
    with pytest.raises(OrganisationNotFound):
        await de_pijp.proposes(STRANGER)
