import pytest

from domain.errors import OrganisationNotFound
from domain.events.notices import NoticesAcknowledged
from domain.notices.acknowledge_notices import AcknowledgeNotices
from domain.notices.errors import NotHappenedYet
from tests.residents import ADA, BEN, STRANGER, Community, events


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Four events."""
    await de_pijp.registers(ADA)
    return de_pijp


async def acknowledges(street: Community, through: int, person: str = ADA) -> list[object]:
    return list(events(await street.does(person, AcknowledgeNotices, through=through)))


async def test_somebody_says_how_far_they_have_read(street: Community):
    assert await acknowledges(street, 2) == [NoticesAcknowledged(person=ADA, through=2)]
    assert await acknowledges(street, 4) == [NoticesAcknowledged(person=ADA, through=4)]


async def test_what_was_read_stays_read(street: Community):
    await acknowledges(street, 3)
    assert await acknowledges(street, 3) == []
    assert await acknowledges(street, 2) == []
    await street.registers(BEN)
    assert await acknowledges(street, 2, BEN) == [NoticesAcknowledged(person=BEN, through=2)]


async def test_nobody_has_read_what_has_not_happened_yet(street: Community):
    head = len(await street.history())
    with pytest.raises(NotHappenedYet) as refused:
        await acknowledges(street, head + 1)
    assert refused.value.facts == {"head": head}
    await acknowledges(street, head)


async def test_a_stranger_has_nothing_to_read(street: Community):
    with pytest.raises(OrganisationNotFound):
        await acknowledges(street, 1, STRANGER)
