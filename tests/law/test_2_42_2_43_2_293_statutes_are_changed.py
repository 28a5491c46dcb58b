"""Art. 2:42 and 2:43 (associations), 2:293 (foundations): who changes the statutes, by which
majority, and that only a notary's deed puts the change in force."""

from typing import Any

import msgspec
import pytest

from domain.bylaws.bylaws import Bylaws
from domain.counting.majority import Threshold
from domain.decisions.errors import KindNotInBylaws, OtherOrgan
from domain.events.bylaws import BylawsVersionAdopted
from domain.organisations.errors import BylawsNotAdopted
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
from tests.law.scenes import (
    board_votes,
    founds_foundation,
    members_vote,
    opened,
    settled,
)
from tests.residents import NEW_BYLAWS, QUESTION, TOMORROW, Community, numbered

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


@pytest.mark.parametrize("other", [{"method": "consent"}, {"methods": ("consent",)}])
def test_another_method_than_a_majority_of_votes_stands_in_the_statutes(other: dict[str, Any]):
    stated = with_rule(ASSOCIATION, "statutes", **other)
    assert contradicted(stated) == set()
    regulated = with_rule(stated, "statutes", belongs_to="regulations")
    assert contradicted(regulated) == {("decisions.statutes_not_in_statutes", "2:43(1)")}


def test_a_meeting_on_the_statutes_is_called_seven_days_before():
    late = changed(ASSOCIATION, notice={"statutes_days": 6})
    assert contradicted(late) == {("notice.statutes", "2:42(1)")}
    assert contradicted(changed(FOUNDATION, notice={"statutes_days": 6})) == set()


async def adopt(association: Community, clock: StoryClock, content: Bylaws, *choices: str) -> str:
    await association.proposes_bylaws(content)
    await opened(association, organ="general_meeting", proposed_bylaws=NEW_BYLAWS)
    return await settled(association, clock, members_vote(*choices))


async def in_force(street: Community) -> str | None:
    """As the next decision of the board is bound to it."""
    decision = numbered("decision", int(street.ports.clock().timestamp()))
    return (await opened(street, decision=decision)).bylaws


async def test_the_board_of_an_association_cannot_decide_on_its_statutes(association: Community):
    await association.proposes_bylaws(SHORTER_TERMS)
    with pytest.raises(OtherOrgan) as refused:
        await opened(association, proposed_bylaws=NEW_BYLAWS)
    assert refused.value.facts == {"kind": "statutes", "organ": "general_meeting"}


async def test_two_thirds_of_the_votes_adopt_a_change_that_waits_for_its_deed(
    association: Community, clock: StoryClock
):
    assert await adopt(association, clock, SHORTER_TERMS, "for", "for", "against") == "adopted"
    (adopted,) = await association.history(BylawsVersionAdopted)
    assert adopted.event == BylawsVersionAdopted(bylaws=NEW_BYLAWS, decision=QUESTION)
    assert await in_force(association) == hash_of(ASSOCIATION)


@pytest.mark.parametrize("others", [("against", "against"), ("abstain", "against")])
async def test_less_than_two_thirds_of_the_votes_cast_do_not(
    association: Community, clock: StoryClock, others: tuple[str, ...]
):
    assert await adopt(association, clock, SHORTER_TERMS, "for", *others) == "rejected"
    with pytest.raises(BylawsNotAdopted):
        await association.records_deed()


async def test_who_abstains_casts_no_vote(association: Community, clock: StoryClock):
    votes = ("for", "for", "abstain")
    assert await adopt(association, clock, SHORTER_TERMS, *votes) == "adopted"


async def test_the_deed_puts_it_in_force(association: Community, clock: StoryClock):
    await adopt(association, clock, SHORTER_TERMS, "for", "for", "against")
    clock.pass_by(days=7)
    await association.records_deed()
    assert await in_force(association) == hash_of(SHORTER_TERMS)


async def test_a_change_of_the_regulations_needs_no_deed(association: Community, clock: StoryClock):
    longer = changed(ASSOCIATION, residents_window={"days": 60})
    await adopt(association, clock, longer, "for", "for", "against")
    (adopted,) = await association.history(BylawsVersionAdopted)
    assert adopted.event.in_force_from == TOMORROW
    clock.pass_by(seconds=1)
    assert await in_force(association) == hash_of(longer)


async def test_the_board_of_a_foundation_changes_its_statutes_where_they_allow_it(
    foundation: Community, clock: StoryClock
):
    shorter = changed(FOUNDATION, terms={"term_months": 24})
    await foundation.proposes_bylaws(shorter)
    await opened(foundation, proposed_bylaws=NEW_BYLAWS)
    outcome = await settled(foundation, clock, board_votes("for", "for", "against"))
    assert outcome == "adopted"
    await foundation.records_deed()
    assert await in_force(foundation) == hash_of(shorter)


async def test_where_they_do_not_nobody_can(de_pijp: Community):
    others = tuple(rule for rule in FOUNDATION.decisions if rule.kind != "statutes")
    unchangeable = msgspec.structs.replace(FOUNDATION, decisions=others)
    await founds_foundation(de_pijp, unchangeable)
    await de_pijp.proposes_bylaws(changed(unchangeable, terms={"term_months": 24}))
    with pytest.raises(KindNotInBylaws):
        await opened(de_pijp, proposed_bylaws=NEW_BYLAWS)
