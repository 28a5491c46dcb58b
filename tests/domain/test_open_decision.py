from hashlib import sha256

import pytest

from domain.ballots.errors import ClosesInThePast, TooFewForSecrecy
from domain.counting.groups import GroupGate, GroupRule
from domain.decisions.errors import NoSeats, SecretGroupsUnknown, TooManySeats
from domain.decisions.open_decision import MOST_SEATS
from domain.errors import RoleRequired
from domain.events.decisions import DecisionOpened
from domain.plans.errors import PlanAlreadyAdopted, PlanNotFound
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    EAST,
    GARDEN,
    HALF_OF_THE_SEATS,
    MORE_THAN_HALF,
    NOON,
    NORTH,
    QUESTION,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)

KINDS = ("resident",)


def gate(by: str, groups: tuple[str, ...]) -> GroupGate:
    share = {"numerator": 1, "denominator": 2, "comparison": ">"}
    rule = GroupRule(**share, min_ballots=1, not_assessed="passes")
    return GroupGate(name="bridging_gate", by=by, groups=groups, rule=rule, binding=True)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    return de_pijp


async def test_a_clerk_puts_a_question_to_an_organ(street: Community):
    (opened,) = events(await street.opens(question="Shall we?", closes_at=TOMORROW))
    assert opened == DecisionOpened(
        decision=QUESTION,
        organ="board",
        question="Shall we?",
        proposal=sha256(b"Shall we?").hexdigest(),
        method="majority",
        threshold=MORE_THAN_HALF,
        quorum=HALF_OF_THE_SEATS,
        min_voters=2,
        secrecy="open",
        seats=(EAST, WEST, NORTH, SOUTH),
        closes_at=TOMORROW,
    )


async def test_ballots_on_a_plan_bind_themselves_to_its_text(street: Community):
    await street.proposes(text="Beans and flowers.")
    (opened,) = events(await street.opens(plan=GARDEN))
    assert isinstance(opened, DecisionOpened)
    assert opened.proposal == sha256(b"Beans and flowers.").hexdigest()


async def test_a_plan_that_nobody_proposed_is_not_found(street: Community):
    with pytest.raises(PlanNotFound):
        await street.opens(plan=GARDEN)


async def test_a_plan_is_adopted_once(street: Community, clock: StoryClock):
    await street.proposes()
    await street.opens(plan=GARDEN)
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    clock.now = TOMORROW
    await street.closes()
    await street.declares()
    with pytest.raises(PlanAlreadyAdopted):
        await street.opens(plan=GARDEN, decision=numbered("decision", 2))


async def test_an_organ_without_seats_decides_nothing(street: Community):
    with pytest.raises(NoSeats):
        await street.opens(organ="supervisory_board")


async def test_a_decision_lists_at_most_500_seats(de_pijp: Community):
    for number in range(MOST_SEATS):
        await de_pijp.establishes(numbered("seat", number))
    await de_pijp.opens()
    await de_pijp.establishes(numbered("seat", MOST_SEATS))
    with pytest.raises(TooManySeats):
        await de_pijp.opens(decision=numbered("decision", 2))


async def test_voting_closes_later_than_it_opens(street: Community):
    with pytest.raises(ClosesInThePast):
        await street.opens(closes_at=NOON)


async def test_where_too_few_can_vote_no_ballot_is_secret(street: Community, clock: StoryClock):
    clock.pass_by(hours=1)
    await street.vacates(NORTH)
    with pytest.raises(TooFewForSecrecy) as refused:
        await street.opens(secrecy="secret")
    assert refused.value.facts == {"minimum": 3}
    await street.fills(NORTH, CHEN, term_from=clock.now)
    (opened,) = events(await street.opens(secrecy="secret"))
    assert isinstance(opened, DecisionOpened)
    assert (opened.secrecy, opened.lot) == ("secret", None)


@pytest.mark.parametrize("by", ["neighbourhood", "self_chosen"])
async def test_in_secret_only_kinds_of_seat_are_groups(street: Community, by: str):
    with pytest.raises(SecretGroupsUnknown):
        await street.opens(secrecy="secret", groups=gate(by, ("north", "south")))
    (opened,) = events(await street.opens(secrecy="secret", groups=gate("seat_kind", KINDS)))
    assert isinstance(opened, DecisionOpened)
    assert opened.groups == gate("seat_kind", KINDS)


async def test_only_a_clerk_opens_decisions(street: Community):
    with pytest.raises(RoleRequired):
        await street.opens(ADA)
