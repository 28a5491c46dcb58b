"""Rules, section 1: organs, bylaws, the law's form. One test per sentence."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from api.bylaws_files import default_bylaws
from domain.bylaws.articles import SeatsOfKind
from domain.bylaws.bylaws import Bylaws
from domain.decisions.errors import ApprovalMissing, OtherOrgan
from domain.events.bylaws import BylawsRecorded, BylawsVersionAdopted, DeedExecuted
from domain.events.members import MemberAdmitted, MemberLeft
from domain.events.proxies import ProxyGranted
from domain.organisations.errors import BylawsContradictTheLaw, OtherLegalForm
from domain.organisations.versions import hash_of
from domain.seats.errors import NoMember
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, rule, with_rule
from tests.conftest import StoryClock
from tests.law.scenes import (
    MEETING_EAST,
    board_votes,
    founds_foundation,
    members_vote,
    opened,
    settled,
)
from tests.meetings import calls
from tests.proxies import grants_proxy
from tests.residents import (
    ADA,
    BEN,
    DEWI,
    EAST,
    NEW_BYLAWS,
    NEXT_WEEK,
    NOON,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)

OTHER = numbered("decision", 2)
ARTICLES = [name for name, _ in FOUNDATION.articles()]


def reworded(name: str) -> Bylaws:
    """The same, but for the words of one article."""
    if name.startswith("decisions."):
        return with_rule(FOUNDATION, name.split(".")[1], text="In other words.")
    return changed(FOUNDATION, **{name: {"text": "In other words."}})


@pytest.mark.parametrize(
    "organ", ["board", "general_meeting", "supervisory_board", "residents", "circle_green"]
)
async def test_whatever_an_organ_has_or_does_names_it(de_pijp: Community, organ: str):
    """Every seat, meeting, decision and proxy names its **organ**: `board`, `general_meeting`,
    `supervisory_board`, `residents`, or a circle."""
    await de_pijp.describes("association")
    recorded: list[Any] = []
    for seat, person in ((EAST, ADA), (WEST, BEN)):
        await de_pijp.registers(person)
        await de_pijp.admits(person)
        recorded += events(await de_pijp.establishes(seat, organ=organ))
        recorded += events(await de_pijp.fills(seat, person))
    recorded += events(await calls(de_pijp, organ=organ))
    recorded += events(await de_pijp.opens(organ=organ))
    await de_pijp.records_bylaws(changed(ASSOCIATION, proxies={"within_limit_of_weights": False}))
    recorded += events(await grants_proxy(de_pijp, ADA, EAST, WEST))
    assert isinstance(recorded[-1], ProxyGranted)
    assert [each.organ for each in recorded] == [organ] * 7


async def test_bylaws_say_by_kind_who_decides_and_who_must_have_approved(
    de_pijp: Community, clock: StoryClock
):
    """Bylaws list, per kind of decision, the organ and whose approval it needs."""
    content = with_rule(FOUNDATION, "money", approved_by="residents")
    rules = (*content.decisions, rule("approval", "residents", min_voters=1))
    await founds_foundation(de_pijp, msgspec.structs.replace(content, decisions=rules))
    await de_pijp.establishes(MEETING_EAST, organ="residents")
    await de_pijp.fills(MEETING_EAST, DEWI)
    with pytest.raises(OtherOrgan):
        await opened(de_pijp, organ="residents", kind="money")
    with pytest.raises(ApprovalMissing):
        await opened(de_pijp, kind="money")
    await opened(de_pijp, organ="residents", kind="approval")
    assert await settled(de_pijp, clock, {MEETING_EAST: (DEWI, "for")}) == "adopted"
    asked = {"decision": OTHER, "kind": "money", "approved_by": QUESTION}
    assert (await opened(de_pijp, **asked)).organ == "board"


async def test_members_come_and_go_with_dates(de_pijp: Community):
    """An association's members are a register with dates."""
    await de_pijp.describes("association")
    await de_pijp.registers(ADA)
    await de_pijp.admits(ADA, member_from=TOMORROW)
    await de_pijp.ends_membership(ADA, member_until=NEXT_WEEK)
    assert [each.event for each in await de_pijp.history(MemberAdmitted, MemberLeft)] == [
        MemberAdmitted(person=ADA, member_from=TOMORROW),
        MemberLeft(person=ADA, member_until=NEXT_WEEK, reason="resignation"),
    ]
    await de_pijp.establishes(EAST, organ="general_meeting")
    for term in ((NOON, NEXT_WEEK), (TOMORROW, NEXT_WEEK + timedelta(days=1))):
        with pytest.raises(NoMember):
            await de_pijp.fills(EAST, ADA, term_from=term[0], term_until=term[1])
    await de_pijp.fills(EAST, ADA, term_from=TOMORROW, term_until=NEXT_WEEK)


@pytest.mark.parametrize(("by_others", "refused"), [(2, False), (3, True), (4, True)])
async def test_non_members_appoint_less_than_half_of_the_board_of_an_association(
    de_pijp: Community, by_others: int, refused: bool
):
    """Association bylaws that let non-members appoint half or more of the board are refused
    (2:37(3), text of 2017)."""
    seats = tuple(
        SeatsOfKind(kind="resident", number=number, appointed_by=who)
        for number, who in ((6 - by_others, "general_meeting"), (by_others, "outside"))
    )
    content = changed(ASSOCIATION, board={"largest": 6, "seats": seats})
    await de_pijp.describes("association")
    if not refused:
        await de_pijp.records_bylaws(content)
        return
    with pytest.raises(BylawsContradictTheLaw) as contradicted:
        await de_pijp.records_bylaws(content)
    assert [each.article for each in contradicted.value.contradictions] == ["2:37(3)"]


@pytest.mark.parametrize("name", ARTICLES)
async def test_every_article_stands_in_the_statutes_or_in_the_regulations(
    foundation: Community, name: str
):
    """Each article of the bylaws belongs to `statutes` or `regulations`."""
    await foundation.proposes_bylaws(reworded(name))
    asked = await opened(foundation, proposed_bylaws=NEW_BYLAWS)
    assert asked.kind == dict(FOUNDATION.articles())[name].belongs_to


@pytest.mark.parametrize(("third", "outcome"), [("for", "adopted"), ("against", "rejected")])
async def test_statutes_change_by_the_competent_organ_and_from_the_deed_on(
    association: Community, clock: StoryClock, third: str, outcome: str
):
    """A change of statutes is adopted by the competent organ (association: general meeting, two
    thirds of the votes cast unless the statutes differ, 2:42, 2:43), recorded, and in force only
    from `deed.executed` (notary, date)."""
    shorter = changed(ASSOCIATION, terms={"term_months": 24})
    await association.proposes_bylaws(shorter)
    with pytest.raises(OtherOrgan):
        await opened(association, proposed_bylaws=NEW_BYLAWS)
    await opened(association, organ="general_meeting", proposed_bylaws=NEW_BYLAWS)
    assert await settled(association, clock, members_vote("for", "against", third)) == outcome
    adopted = [each.event for each in await association.history(BylawsVersionAdopted)]
    if outcome == "rejected":
        assert adopted == []
        return
    assert adopted == [BylawsVersionAdopted(bylaws=NEW_BYLAWS, decision=QUESTION)]
    assert (await opened(association, decision=OTHER)).bylaws == hash_of(ASSOCIATION)
    clock.pass_by(days=30)
    (deed,) = events(await association.records_deed())
    assert deed == DeedExecuted(bylaws=NEW_BYLAWS, notary="mr. De Wit", executed_at=clock.now)
    later = numbered("decision", 3)
    assert (await opened(association, decision=later)).bylaws == hash_of(shorter)


async def test_regulations_wait_for_no_deed(foundation: Community, clock: StoryClock):
    """Regulations are in force from the date decided."""
    longer = changed(FOUNDATION, residents_window={"days": 60})
    await foundation.proposes_bylaws(longer)
    await opened(foundation, proposed_bylaws=NEW_BYLAWS)
    await settled(foundation, clock, board_votes("for", "for", "for"))
    (adopted,) = await foundation.history(BylawsVersionAdopted)
    assert adopted.event == BylawsVersionAdopted(
        bylaws=NEW_BYLAWS, decision=QUESTION, in_force_from=clock.now
    )
    assert (await opened(foundation, decision=OTHER)).bylaws == hash_of(longer)


async def test_what_is_open_already_is_decided_by_the_bylaws_it_was_opened_under(
    foundation: Community, clock: StoryClock
):
    """A later version never touches a decision already opened."""
    closes_at = NOON + timedelta(days=2)
    before = await opened(foundation, decision=OTHER, closes_at=closes_at)
    stricter = with_rule(FOUNDATION, "other", min_voters=4)
    await foundation.proposes_bylaws(stricter)
    await opened(foundation, proposed_bylaws=NEW_BYLAWS)
    await settled(foundation, clock, board_votes("for", "for", "for"))
    after = await opened(foundation, decision=numbered("decision", 3))
    assert (after.bylaws, after.min_voters) == (hash_of(stricter), 4)
    assert before.bylaws == hash_of(FOUNDATION)
    assert await settled(foundation, clock, board_votes("for", "for"), OTHER) == "adopted"


async def test_what_is_proposed_to_associations_is_proposed_to_cooperatives(de_pijp: Community):
    """A cooperative has the association's defaults."""
    default = default_bylaws("cooperative")
    of_associations = default_bylaws("association")
    assert default == msgspec.structs.replace(of_associations, legal_form="cooperative")
    await de_pijp.describes("cooperative")
    with pytest.raises(OtherLegalForm):
        await de_pijp.records_bylaws(of_associations)
    await de_pijp.records_bylaws(default)
    (recorded,) = await de_pijp.history(BylawsRecorded)
    assert recorded.event.content == default  # type: ignore[attr-defined]
