"""Art. 2:42 and 2:43 (associations), 2:293 (foundations): who changes the statutes, by which
majority, and that only a notary's deed puts the change in force."""

from datetime import timedelta

import msgspec
import pytest

from domain.bylaws.bylaws import Bylaws
from domain.counting.majority import Threshold
from domain.decisions.errors import OtherOrgan
from domain.events.bylaws import BylawsVersionAdopted
from domain.events.decisions import DecisionOpened
from domain.organisations.versions import hash_of
from tests.bylaws import (
    ASSOCIATION,
    FOUNDATION,
    MORE_THAN_HALF,
    TWO_THIRDS,
    changed,
    contradicted,
    with_rule,
)
from tests.conftest import StoryClock
from tests.meetings import in_session
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    EAST,
    NEW_BYLAWS,
    NORTH,
    QUESTION,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)

SHORTER_TERMS = changed(ASSOCIATION, terms={"term_months": 24})


def test_only_the_general_meeting_of_an_association_changes_its_statutes():
    by_the_board = with_rule(ASSOCIATION, "statutes", organ="board")
    assert contradicted(by_the_board) == {("decisions.statutes_by_other_organ", "2:42(1)")}


def test_a_foundations_board_may_if_its_statutes_say_so():
    assert contradicted(FOUNDATION) == set()
    regulated = with_rule(FOUNDATION, "statutes", belongs_to="regulations")
    assert contradicted(regulated) == {("decisions.statutes_not_in_statutes", "2:293")}


def test_a_foundation_may_leave_its_statutes_unchangeable():
    others = tuple(rule for rule in FOUNDATION.decisions if rule.kind != "statutes")
    assert contradicted(msgspec.structs.replace(FOUNDATION, decisions=others)) == set()


def test_an_association_may_not():
    others = tuple(rule for rule in ASSOCIATION.decisions if rule.kind != "statutes")
    unchangeable = msgspec.structs.replace(ASSOCIATION, decisions=others)
    assert contradicted(unchangeable) == {("decisions.kind_missing", None)}


@pytest.mark.parametrize(
    ("threshold", "allowed"),
    [
        (TWO_THIRDS, True),
        (Threshold(numerator=4, denominator=6, comparison=">=", of="for_and_against"), True),
        (MORE_THAN_HALF, False),
        (msgspec.structs.replace(TWO_THIRDS, of="in_office"), False),
        (msgspec.structs.replace(TWO_THIRDS, comparison=">"), False),
    ],
)
def test_another_majority_than_two_thirds_stands_in_the_statutes(
    threshold: Threshold, allowed: bool
):
    stated = with_rule(ASSOCIATION, "statutes", threshold=threshold)
    assert contradicted(stated) == set()
    regulated = with_rule(stated, "statutes", belongs_to="regulations")
    refused = {("decisions.statutes_not_in_statutes", "2:43(1)")}
    assert contradicted(regulated) == (set() if allowed else refused)


def test_a_meeting_on_the_statutes_is_called_seven_days_before():
    late = changed(ASSOCIATION, notice={"statutes_days": 6})
    assert contradicted(late) == {("notice.statutes", "2:42(1)")}
    assert contradicted(changed(FOUNDATION, notice={"statutes_days": 6})) == set()


@pytest.fixture
async def association(de_pijp: Community) -> Community:
    """Ada, Ben and Chen sit in the general meeting; the board has one seat."""
    await de_pijp.describes("association")
    await de_pijp.records_bylaws(ASSOCIATION)
    await de_pijp.registers(ADA, BEN, CHEN)
    for seat, holder in ((EAST, ADA), (WEST, BEN), (NORTH, CHEN)):
        await de_pijp.establishes(seat, organ="general_meeting")
        await de_pijp.fills(seat, holder)
    await de_pijp.establishes(SOUTH)
    await in_session(de_pijp, "general_meeting")
    return de_pijp


async def adopt(association: Community, clock: StoryClock, content: Bylaws) -> None:
    await association.proposes_bylaws(content)
    await association.opens(
        organ="general_meeting", threshold=None, quorum=None, proposed_bylaws=NEW_BYLAWS
    )
    for holder, seat in ((ADA, EAST), (BEN, WEST)):
        await association.votes(holder, seat, "for")
    await association.votes(CHEN, NORTH, "against")
    clock.now = TOMORROW
    await association.closes()
    await association.declares()


async def in_force(association: Community, clock: StoryClock) -> str | None:
    """As the next decision of the board is bound to it."""
    decision = numbered("decision", int(clock.now.timestamp()))
    closes = clock.now + timedelta(days=1)
    asked = {"threshold": None, "quorum": None, "decision": decision, "closes_at": closes}
    asked["outside_meeting"] = True
    (opened,) = events(await association.opens(**asked))
    assert isinstance(opened, DecisionOpened)
    return opened.bylaws


async def test_the_board_of_an_association_cannot_decide_on_its_statutes(association: Community):
    await association.proposes_bylaws(SHORTER_TERMS)
    with pytest.raises(OtherOrgan) as refused:
        await association.opens(
            threshold=None, quorum=None, proposed_bylaws=NEW_BYLAWS, outside_meeting=True
        )
    assert refused.value.facts == {"kind": "statutes", "organ": "general_meeting"}


async def test_two_thirds_of_the_votes_adopt_a_change_that_waits_for_its_deed(
    association: Community, clock: StoryClock
):
    await adopt(association, clock, SHORTER_TERMS)
    (adopted,) = await association.history(BylawsVersionAdopted)
    assert adopted.event == BylawsVersionAdopted(bylaws=NEW_BYLAWS, decision=QUESTION)
    assert await in_force(association, clock) == hash_of(ASSOCIATION)


async def test_the_deed_puts_it_in_force(association: Community, clock: StoryClock):
    await adopt(association, clock, SHORTER_TERMS)
    clock.pass_by(days=7)
    await association.records_deed()
    assert await in_force(association, clock) == hash_of(SHORTER_TERMS)


async def test_a_change_of_the_regulations_needs_no_deed(association: Community, clock: StoryClock):
    longer = changed(ASSOCIATION, residents_window={"days": 60})
    await adopt(association, clock, longer)
    (adopted,) = await association.history(BylawsVersionAdopted)
    assert adopted.event.in_force_from == TOMORROW
    clock.pass_by(seconds=1)
    assert await in_force(association, clock) == hash_of(longer)
