"""WBTR, and art. 2:26, 2:53a, 2:285: what the law asks depends on the legal form, which is part of
what is known of an organisation."""

import msgspec
import pytest

from domain.decisions.errors import OtherOrgan
from domain.organisations.errors import (
    BylawsContradictTheLaw,
    LegalFormFixed,
    NotDescribed,
    OtherLegalForm,
)
from tests.bylaws import ASSOCIATION, FOUNDATION
from tests.law.scenes import founds_association, opened
from tests.residents import ADA, NEW_BYLAWS, Community

COOPERATIVE = msgspec.structs.replace(ASSOCIATION, legal_form="cooperative")


async def test_without_a_legal_form_no_bylaws_can_be_held_against_the_law(de_pijp: Community):
    with pytest.raises(NotDescribed):
        await de_pijp.records_bylaws(FOUNDATION)


async def test_bylaws_are_those_of_the_legal_form(de_pijp: Community):
    await de_pijp.describes("foundation")
    with pytest.raises(OtherLegalForm):
        await de_pijp.records_bylaws(ASSOCIATION)


async def test_the_form_stays_once_it_has_bylaws(foundation: Community):
    with pytest.raises(LegalFormFixed):
        await foundation.describes("association")


async def test_and_once_it_has_members(de_pijp: Community):
    await de_pijp.describes("association")
    await de_pijp.registers(ADA)
    await de_pijp.admits(ADA)
    with pytest.raises(LegalFormFixed):
        await de_pijp.describes("foundation")


async def test_a_cooperative_has_members_and_a_general_meeting_as_an_association_has(
    de_pijp: Community,
):
    """Art. 2:53a: what is not said of cooperatives is as for associations."""
    await de_pijp.describes("cooperative")
    alone = msgspec.structs.replace(COOPERATIVE, general_meeting=None)
    with pytest.raises(BylawsContradictTheLaw) as refused:
        await de_pijp.records_bylaws(alone)
    assert {each.article for each in refused.value.contradictions} == {"2:40(1)"}
    await founds_association(de_pijp, COOPERATIVE)
    await de_pijp.proposes_bylaws(
        msgspec.structs.replace(
            COOPERATIVE, terms=msgspec.structs.replace(COOPERATIVE.terms, term_months=24)
        )
    )
    with pytest.raises(OtherOrgan):
        await opened(de_pijp, proposed_bylaws=NEW_BYLAWS)
    asked = {"organ": "general_meeting", "proposed_bylaws": NEW_BYLAWS}
    assert (await opened(de_pijp, **asked)).kind == "statutes"
