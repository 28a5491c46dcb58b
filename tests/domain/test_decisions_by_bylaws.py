"""Who decides what, by which rule, with whose approval: as the bylaws in force say."""

import json
from typing import Any

import msgspec
import pytest

from domain.bylaws.bylaws import Bylaws
from domain.counting.majority import Quorum, Threshold
from domain.decisions.errors import (
    ApprovalMissing,
    BylawsDecisionRunning,
    DeedAwaited,
    KindNotInBylaws,
    OtherKind,
    OtherOrgan,
    RuleFixed,
    RuleMissing,
)
from domain.decisions.open_decision import OpenDecision
from domain.events.bylaws import BylawsVersionAdopted
from domain.events.decisions import DecisionOpened
from domain.events.plans import PlanAdopted
from domain.organisations.errors import BylawsAlreadyAdopted, BylawsNotFound, NoBylaws
from domain.organisations.versions import hash_of
from domain.record import canonical, decode, encode, tags
from tests.bylaws import FOUNDATION, HALF, TWO_THIRDS, changed, rule, with_rule
from tests.conftest import StoryClock
from tests.domain.examples import EXAMPLES
from tests.meetings import in_session
from tests.residents import (
    ADA,
    BEN,
    CLERK,
    DE_PIJP,
    DEWI,
    EAST,
    GARDEN,
    HALF_OF_THE_SEATS,
    MORE_THAN_HALF,
    NEW_BYLAWS,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)

MONEY = Threshold(numerator=3, denominator=5, comparison=">=", of="in_office")
BYLAWS = with_rule(FOUNDATION, "money", threshold=MONEY, min_voters=3)
NEW_STATUTES = changed(BYLAWS, terms={"term_months": 24})
NEW_REGULATIONS = changed(BYLAWS, consent={"max_rounds": 5})
OTHER = numbered("decision", 2)


async def with_bylaws(community: Community, content: Bylaws = BYLAWS, **asked: Any) -> Community:
    """The board meets, and one item is open all the time."""
    await community.has_a_board()
    await community.describes(content.legal_form)
    await community.records_bylaws(content, **asked)
    await in_session(community)
    return community


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    return await with_bylaws(de_pijp)


async def opened(community: Community, **asked: Any) -> DecisionOpened:
    """By a request that says nothing of the rule."""
    given = {"threshold": None, "quorum": None, **asked}
    (event,) = events(await community.opens(**given))
    assert isinstance(event, DecisionOpened)
    return event


async def carried(community: Community, clock: StoryClock, decision: str = QUESTION) -> None:
    """Two are for it, and the result is declared."""
    await community.votes(ADA, EAST, "for", decision=decision)
    await community.votes(BEN, WEST, "for", decision=decision)
    clock.now = max(clock.now, TOMORROW)
    await community.closes(decision=decision)
    await community.declares(decision=decision)


async def test_the_rule_comes_from_the_bylaws_for_the_kind(street: Community):
    event = await opened(street, kind="money")
    assert (event.threshold, event.quorum, event.min_voters) == (MONEY, HALF, 3)
    assert (event.kind, event.secrecy) == ("money", "open")
    assert event.bylaws == hash_of(BYLAWS)


async def test_the_kind_follows_from_what_is_decided(street: Community):
    await street.proposes()
    assert (await opened(street, plan=GARDEN)).kind == "plan"
    assert (await opened(street, decision=OTHER)).kind == "other"


async def test_a_plan_may_be_a_question_of_money(street: Community):
    await street.proposes()
    assert (await opened(street, plan=GARDEN, kind="money")).threshold == MONEY


@pytest.mark.parametrize(
    ("setting", "other"),
    [
        ("threshold", MORE_THAN_HALF),
        ("quorum", Quorum(numerator=1, denominator=3, comparison=">=")),
        ("min_voters", 2),
        ("secrecy", "secret"),
    ],
)
async def test_another_rule_than_that_of_the_bylaws_is_refused(
    street: Community, setting: str, other: object
):
    asked = {"threshold": None, "quorum": None, "kind": "money", setting: other}
    with pytest.raises(RuleFixed) as refused:
        await street.opens(**asked)
    assert refused.value.facts == {"kind": "money", "setting": setting}


async def test_the_same_rule_may_be_stated(street: Community):
    event = await opened(street, kind="money", threshold=MONEY, quorum=HALF, min_voters=3)
    assert event.threshold == MONEY


async def test_what_the_bylaws_leave_open_may_differ(street: Community):
    event = await opened(street, kind="other", threshold=TWO_THIRDS, min_voters=4)
    assert (event.threshold, event.quorum, event.min_voters) == (TWO_THIRDS, HALF, 4)


async def test_another_organ_than_that_of_the_bylaws_is_refused(street: Community):
    with pytest.raises(OtherOrgan) as refused:
        await opened(street, organ="residents", outside_meeting=True)
    assert refused.value.facts == {"kind": "other", "organ": "board"}


async def test_a_kind_without_a_rule_is_refused(de_pijp: Community):
    others = tuple(each for each in BYLAWS.decisions if each.kind != "statutes")
    unchangeable = msgspec.structs.replace(BYLAWS, decisions=others)
    await with_bylaws(de_pijp, unchangeable)
    await de_pijp.proposes_bylaws(changed(unchangeable, terms={"term_months": 24}))
    with pytest.raises(KindNotInBylaws):
        await opened(de_pijp, proposed_bylaws=NEW_BYLAWS)


async def test_without_bylaws_the_rule_is_stated(de_pijp: Community):
    await de_pijp.has_a_board()
    with pytest.raises(RuleMissing):
        await de_pijp.opens(threshold=None)
    with pytest.raises(RuleMissing):
        await de_pijp.opens(quorum=None)
    (event,) = events(await de_pijp.opens(kind="money"))
    assert isinstance(event, DecisionOpened)
    assert (event.bylaws, event.kind, event.min_voters) == (None, "money", 2)


async def test_bylaws_that_are_not_in_force_yet_say_nothing(de_pijp: Community, clock: StoryClock):
    await with_bylaws(de_pijp, in_force_from=TOMORROW)
    with pytest.raises(RuleMissing):
        await opened(de_pijp)
    clock.now = TOMORROW
    assert (await opened(de_pijp, closes_at=NEXT_WEEK)).bylaws == hash_of(BYLAWS)


async def test_a_later_version_never_touches_a_decision_that_was_opened(
    street: Community, clock: StoryClock
):
    await street.proposes()
    before = await opened(street, decision=OTHER, plan=GARDEN, closes_at=NEXT_WEEK)
    stricter = with_rule(BYLAWS, "plan", threshold=TWO_THIRDS)
    await street.proposes_bylaws(stricter)
    await opened(street, proposed_bylaws=NEW_BYLAWS)
    await carried(street, clock)
    clock.pass_by(seconds=1)
    third = numbered("decision", 3)
    after = await opened(street, decision=third, closes_at=NEXT_WEEK, plan=GARDEN)
    assert (before.threshold, before.bylaws) == (MORE_THAN_HALF, hash_of(BYLAWS))
    assert (after.threshold, after.bylaws) == (TWO_THIRDS, hash_of(stricter))
    await street.votes(ADA, EAST, "for", decision=OTHER)
    await street.votes(BEN, WEST, "for", decision=OTHER)
    await street.fills(numbered("seat", 4), DEWI)
    await street.votes(DEWI, numbered("seat", 4), "against", decision=OTHER)
    clock.now = NEXT_WEEK
    await street.closes(decision=OTHER)
    await street.declares(decision=OTHER)
    assert [r.event.decision for r in await street.history(PlanAdopted)] == [OTHER]


async def test_ballots_on_bylaws_bind_themselves_to_their_hash(street: Community):
    await street.proposes_bylaws(NEW_STATUTES)
    event = await opened(street, proposed_bylaws=NEW_BYLAWS)
    assert (event.proposal, event.proposed_bylaws) == (hash_of(NEW_STATUTES), NEW_BYLAWS)
    assert (event.kind, event.threshold) == ("statutes", TWO_THIRDS)


async def test_adopted_regulations_are_in_force_from_the_declaration(
    street: Community, clock: StoryClock
):
    await street.proposes_bylaws(NEW_REGULATIONS)
    assert (await opened(street, proposed_bylaws=NEW_BYLAWS)).kind == "regulations"
    await carried(street, clock)
    (adopted,) = await street.history(BylawsVersionAdopted)
    assert adopted.event == BylawsVersionAdopted(
        bylaws=NEW_BYLAWS, decision=QUESTION, in_force_from=TOMORROW
    )
    assert adopted.causation is not None


async def test_rejected_bylaws_are_not_adopted_and_may_be_decided_on_again(
    street: Community, clock: StoryClock
):
    await street.proposes_bylaws(NEW_REGULATIONS)
    await opened(street, proposed_bylaws=NEW_BYLAWS)
    await street.votes(ADA, EAST, "against")
    await street.votes(BEN, WEST, "against")
    clock.now = TOMORROW
    await street.closes()
    await street.declares()
    assert await street.history(BylawsVersionAdopted) == []
    await opened(street, decision=OTHER, proposed_bylaws=NEW_BYLAWS, closes_at=NEXT_WEEK)


async def test_bylaws_are_adopted_once(street: Community, clock: StoryClock):
    await street.proposes_bylaws(NEW_REGULATIONS)
    await opened(street, proposed_bylaws=NEW_BYLAWS)
    await carried(street, clock)
    with pytest.raises(BylawsAlreadyAdopted):
        await opened(street, decision=OTHER, proposed_bylaws=NEW_BYLAWS, closes_at=NEXT_WEEK)


async def test_bylaws_that_nobody_proposed_are_not_found(street: Community):
    with pytest.raises(BylawsNotFound):
        await opened(street, proposed_bylaws=NEW_BYLAWS)


async def test_before_the_first_bylaws_are_in_force_no_others_are_decided_on(de_pijp: Community):
    await with_bylaws(de_pijp, in_force_from=NEXT_YEAR)
    await de_pijp.proposes_bylaws(NEW_REGULATIONS)
    with pytest.raises(NoBylaws):
        await opened(de_pijp, proposed_bylaws=NEW_BYLAWS)


@pytest.mark.parametrize("kind", ["statutes", "regulations"])
async def test_a_decision_on_bylaws_is_one_on_a_version_of_them(street: Community, kind: str):
    with pytest.raises(OtherKind):
        await opened(street, kind=kind)


async def test_a_change_of_the_statutes_is_not_passed_off_as_something_else(street: Community):
    await street.proposes_bylaws(NEW_STATUTES)
    for kind in ("regulations", "other", "plan"):
        with pytest.raises(OtherKind) as refused:
            await opened(street, proposed_bylaws=NEW_BYLAWS, kind=kind)
        assert refused.value.facts == {"kind": "statutes"}


async def test_bylaws_are_decided_on_one_version_at_a_time(street: Community, clock: StoryClock):
    other = numbered("bylaws", 9)
    await street.proposes_bylaws(NEW_REGULATIONS)
    await street.proposes_bylaws(NEW_STATUTES, bylaws=other)
    await opened(street, proposed_bylaws=NEW_BYLAWS)
    with pytest.raises(BylawsDecisionRunning) as refused:
        await opened(street, decision=OTHER, proposed_bylaws=other)
    assert refused.value.facts == {"decision": QUESTION}
    await carried(street, clock)
    await opened(street, decision=OTHER, proposed_bylaws=other, closes_at=NEXT_WEEK)


async def test_while_statutes_wait_for_their_deed_regulations_stay_as_they_are(
    street: Community, clock: StoryClock
):
    other, third = numbered("bylaws", 9), numbered("bylaws", 10)
    await street.proposes_bylaws(NEW_STATUTES)
    await opened(street, proposed_bylaws=NEW_BYLAWS)
    await carried(street, clock)
    await street.proposes_bylaws(NEW_REGULATIONS, bylaws=other)
    asked = {"decision": OTHER, "closes_at": NEXT_WEEK}
    with pytest.raises(DeedAwaited):
        await opened(street, proposed_bylaws=other, **asked)
    both = changed(NEW_STATUTES, consent={"max_rounds": 5})
    await street.proposes_bylaws(both, bylaws=third)
    assert (await opened(street, proposed_bylaws=third, **asked)).kind == "statutes"


APPROVED = with_rule(
    msgspec.structs.replace(BYLAWS, decisions=(*BYLAWS.decisions, rule("approval", "residents"))),
    "plan",
    approved_by="residents",
)
SQUARE = numbered("seat", 60)
APPROVAL = {
    "decision": OTHER,
    "organ": "residents",
    "kind": "approval",
    "plan": GARDEN,
    "outside_meeting": True,
}


@pytest.fixture
async def approving(de_pijp: Community) -> Community:
    """The residents must approve of a plan before the board decides on it."""
    await with_bylaws(de_pijp, APPROVED)
    await de_pijp.establishes(SQUARE, organ="residents")
    await de_pijp.establishes(numbered("seat", 61), organ="residents")
    await de_pijp.fills(SQUARE, ADA)
    await de_pijp.fills(numbered("seat", 61), BEN)
    await de_pijp.proposes()
    return de_pijp


async def approve(street: Community, clock: StoryClock, choice: str = "for") -> None:
    await opened(street, **APPROVAL)
    await street.votes(ADA, SQUARE, choice, decision=OTHER)
    await street.votes(BEN, numbered("seat", 61), choice, decision=OTHER)
    clock.now = TOMORROW
    await street.closes(decision=OTHER)
    await street.declares(decision=OTHER)


async def test_what_another_organ_must_approve_of_waits_for_its_approval(
    approving: Community, clock: StoryClock
):
    with pytest.raises(ApprovalMissing) as refused:
        await opened(approving, plan=GARDEN)
    assert refused.value.facts == {"organ": "residents"}
    await approve(approving, clock)
    assert await approving.history(PlanAdopted) == []
    event = await opened(approving, plan=GARDEN, approved_by=OTHER, closes_at=NEXT_WEEK)
    assert event.approved_by == OTHER


async def test_what_was_approved_has_its_effect_by_the_decision_itself(
    approving: Community, clock: StoryClock
):
    await approve(approving, clock)
    await opened(approving, plan=GARDEN, approved_by=OTHER, closes_at=NEXT_WEEK)
    await approving.votes(ADA, EAST, "for")
    await approving.votes(BEN, WEST, "for")
    clock.now = NEXT_WEEK
    await approving.closes()
    await approving.declares()
    assert [r.event.decision for r in await approving.history(PlanAdopted)] == [QUESTION]


async def test_a_refusal_is_no_approval(approving: Community, clock: StoryClock):
    await approve(approving, clock, "against")
    with pytest.raises(ApprovalMissing):
        await opened(approving, plan=GARDEN, approved_by=OTHER, closes_at=NEXT_WEEK)


async def test_a_running_approval_is_none_yet(approving: Community):
    await opened(approving, **APPROVAL)
    with pytest.raises(ApprovalMissing):
        await opened(approving, plan=GARDEN, approved_by=OTHER)


async def test_an_approval_is_of_this_text_and_no_other(approving: Community, clock: StoryClock):
    await approve(approving, clock)
    other = numbered("plan", 2)
    await approving.proposes(plan=other, text="Concrete.")
    with pytest.raises(ApprovalMissing):
        await opened(approving, plan=other, approved_by=OTHER, closes_at=NEXT_WEEK)


async def test_a_decision_of_the_right_organ_that_is_no_approval_is_none(
    approving: Community, clock: StoryClock
):
    await approving.opens(decision=OTHER, kind="other", question="Beans and flowers.")
    await carried(approving, clock, OTHER)
    with pytest.raises(ApprovalMissing):
        await opened(approving, plan=GARDEN, approved_by=OTHER, closes_at=NEXT_WEEK)


def test_what_was_asked_before_there_were_bylaws_is_fingerprinted_as_ever():
    asked = {
        "organ": "board",
        "question": "Shall we?",
        "threshold": MORE_THAN_HALF,
        "quorum": HALF_OF_THE_SEATS,
        "closes_at": TOMORROW,
    }
    act = OpenDecision(organisation=DE_PIJP, actor=CLERK, at=NOON, decision=QUESTION, **asked)
    assert act.asked() == canonical(["OpenDecision", {**asked, "min_voters": 2, "secrecy": "open"}])


AT_FIRST = {
    "decision",
    "organ",
    "question",
    "proposal",
    "method",
    "threshold",
    "quorum",
    "min_voters",
    "secrecy",
    "seats",
    "closes_at",
    "plan",
}
"""What an opening said before there were bylaws."""


def test_a_decision_that_was_opened_before_is_read_and_tagged_as_ever():
    (example,) = (each for each in EXAMPLES if isinstance(each, DecisionOpened))
    added = dict.fromkeys(set(DecisionOpened.__struct_fields__) - AT_FIRST)
    before = msgspec.structs.replace(example, **added)
    asked = {"organisation": DE_PIJP, "event_id": numbered("event", 1), "at": NOON}
    written = encode(before, actor=CLERK, **asked)
    assert set(json.loads(written)["data"]) == AT_FIRST
    assert decode(1, written).event == before
    assert tags(before, None) == tuple(sorted((QUESTION, GARDEN, "organ:board")))
