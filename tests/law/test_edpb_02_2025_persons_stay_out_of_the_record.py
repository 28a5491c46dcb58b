"""EDPB guidelines 02/2025: what cannot be changed later holds no personal data; they lie elsewhere,
under keys that can be destroyed."""

from tests.conftest import StoryClock
from tests.law.scenes import board_votes, opened, settled
from tests.residents import ADA, BEN, CLERK, Community, numbered

EMMA = numbered("person", 30)
WORDS = {
    "identifier": "emma@street.example",
    "name": "Emma van der Berg",
    "contact": "+31 20 555 01 23",
}


async def recorded(street: Community) -> bytes:
    page, _ = await street.ports.log.read_page(street.organisation, after=0, limit=1_000)
    return b"\n".join(stored.record for stored in page)


async def test_name_contact_and_identifier_are_not_in_the_record(foundation: Community):
    await foundation.registers(EMMA, **WORDS, neighbourhood="K22", registered_from="2020-01-31")
    written = await recorded(foundation)
    assert EMMA.encode() in written
    for words in WORDS.values():
        assert words.encode() not in written
    opened_values = [each.value for each in (await foundation.unsealed(EMMA)).values()]
    assert len(opened_values) == 2


async def test_what_rules_need_of_a_person_is_coarse(foundation: Community):
    """A neighbourhood and a day since when, never an address or a date of birth."""
    await foundation.registers(EMMA, **WORDS, neighbourhood="K22", ages_reached=((16, "2024-03"),))
    written = await recorded(foundation)
    assert b'"neighbourhood":"K22"' in written
    assert b'"month":"2024-03"' in written


async def test_nobody_is_named_in_what_is_decided_but_by_a_pseudonym(
    foundation: Community, clock: StoryClock
):
    await foundation.registers(EMMA, **WORDS)
    await opened(foundation)
    await settled(foundation, clock, board_votes("for", "against", "for"))
    written = await recorded(foundation)
    assert b"Emma" not in written
    assert b"Somebody" not in written
    for pseudonym in (ADA, BEN, CLERK):
        assert pseudonym.encode() in written
