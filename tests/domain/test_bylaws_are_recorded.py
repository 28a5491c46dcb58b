import msgspec
import pytest

from domain.bylaws.articles import MinorityArticle
from domain.bylaws.bylaws import changes_statutes
from domain.counting.majority import Quorum
from domain.errors import RecordTooLarge, RoleRequired
from domain.events.bylaws import BylawsProposed, BylawsRecorded
from domain.organisations.errors import (
    BylawsAlreadyRecorded,
    BylawsContradictTheLaw,
    NoBylaws,
    NotDescribed,
    OtherLegalForm,
)
from domain.organisations.propose_bylaws import ProposeBylaws
from domain.organisations.record_bylaws import RecordBylaws
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, with_rule
from tests.residents import (
    ADA,
    FIRST_BYLAWS,
    NEW_BYLAWS,
    NOON,
    Community,
    events,
    numbered,
)

UNLAWFUL = changed(FOUNDATION, retention={"records_years": 1}, absence={"all_absent": None})


@pytest.fixture
async def foundation(de_pijp: Community) -> Community:
    await de_pijp.describes("foundation")
    return de_pijp


async def test_a_clerk_records_the_bylaws_that_there_are(foundation: Community):
    assert events(await foundation.records_bylaws(FOUNDATION)) == [
        BylawsRecorded(bylaws=FIRST_BYLAWS, content=FOUNDATION, in_force_from=NOON)
    ]


async def test_what_may_be_left_out_of_bylaws_is_recorded_and_read_back(foundation: Community):
    residents = {"at_the_vote": Quorum(numerator=1, denominator=2, comparison=">")}
    content = changed(
        FOUNDATION, resident_majority=residents, terms={"replacement": "rest_of_term"}
    )
    content = with_rule(content, "person", secrecy="roll_call", methods=("election", "consent"))
    content = with_rule(content, "plan", method="consent")
    minority = MinorityArticle(belongs_to="statutes", send_back="on", send_back_within_days=14)
    content = msgspec.structs.replace(content, minority=minority)
    await foundation.records_bylaws(content)
    (recorded,) = await foundation.history(BylawsRecorded)
    assert recorded.event == BylawsRecorded(
        bylaws=FIRST_BYLAWS, content=content, in_force_from=NOON
    )
    assert content.statutes()["minority"] == minority


async def test_they_are_recorded_once(foundation: Community):
    await foundation.records_bylaws(FOUNDATION)
    with pytest.raises(BylawsAlreadyRecorded):
        await foundation.records_bylaws(FOUNDATION, bylaws=NEW_BYLAWS)


async def test_a_later_version_is_proposed(foundation: Community):
    await foundation.records_bylaws(FOUNDATION)
    later = changed(FOUNDATION, terms={"term_months": 24})
    assert events(await foundation.proposes_bylaws(later)) == [
        BylawsProposed(bylaws=NEW_BYLAWS, content=later)
    ]


async def test_there_is_no_later_version_before_the_first(foundation: Community):
    with pytest.raises(NoBylaws):
        await foundation.proposes_bylaws(FOUNDATION)


async def test_the_legal_form_must_be_known(de_pijp: Community):
    with pytest.raises(NotDescribed):
        await de_pijp.records_bylaws(FOUNDATION)


async def test_the_legal_form_must_be_that_of_the_organisation(foundation: Community):
    with pytest.raises(OtherLegalForm):
        await foundation.records_bylaws(ASSOCIATION)
    await foundation.records_bylaws(FOUNDATION)
    with pytest.raises(OtherLegalForm):
        await foundation.proposes_bylaws(ASSOCIATION)


async def test_whatever_contradicts_the_law_is_refused_with_all_of_it(foundation: Community):
    with pytest.raises(BylawsContradictTheLaw) as refused:
        await foundation.records_bylaws(UNLAWFUL)
    assert {each.code for each in refused.value.contradictions} == {
        "retention.too_short",
        "absence.all_absent_not_regulated",
    }
    await foundation.records_bylaws(FOUNDATION)
    with pytest.raises(BylawsContradictTheLaw):
        await foundation.proposes_bylaws(UNLAWFUL)


async def test_a_version_fits_into_one_record(foundation: Community):
    with pytest.raises(RecordTooLarge):
        await foundation.records_bylaws(changed(FOUNDATION, board={"text": "x" * 65_535}))
    assert await foundation.history(BylawsRecorded) == []


async def test_only_a_clerk_records_bylaws(foundation: Community):
    await foundation.registers(ADA)
    given = {"bylaws": numbered("bylaws", 9), "content": FOUNDATION}
    with pytest.raises(RoleRequired):
        await foundation.does(ADA, RecordBylaws, in_force_from=NOON, **given)
    with pytest.raises(RoleRequired):
        await foundation.does(ADA, ProposeBylaws, **given)


def test_what_stands_in_the_statutes_changes_them():
    assert not changes_statutes(FOUNDATION, FOUNDATION)
    assert not changes_statutes(FOUNDATION, changed(FOUNDATION, consent={"max_rounds": 5}))
    assert not changes_statutes(FOUNDATION, with_rule(FOUNDATION, "plan", min_voters=3))
    assert changes_statutes(FOUNDATION, changed(FOUNDATION, terms={"term_months": 24}))
    assert changes_statutes(FOUNDATION, with_rule(FOUNDATION, "statutes", min_voters=3))


def test_what_moves_into_the_statutes_or_out_of_them_changes_them_too():
    moved = changed(FOUNDATION, consent={"belongs_to": "statutes"})
    assert changes_statutes(FOUNDATION, moved)
    assert changes_statutes(moved, FOUNDATION)
    others = tuple(rule for rule in FOUNDATION.decisions if rule.kind != "statutes")
    assert changes_statutes(FOUNDATION, msgspec.structs.replace(FOUNDATION, decisions=others))
