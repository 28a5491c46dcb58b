"""Support that is pledged to a plan, and whether it came."""

from typing import Any

import pytest

from domain.doing.errors import PlanIsOver
from domain.errors import OrganisationNotFound
from domain.events.plans import BudgetLine
from domain.events.pledges import PledgeKept, PledgeMade, PledgeNotKept, PledgeWithdrawn
from domain.plans.errors import CarrierRequired, PlanNotFound
from domain.plans.stop_plan import StopPlan
from domain.pledges.errors import (
    NotYourPledge,
    PledgeInOtherCurrency,
    PledgeNotFound,
    PledgeOver,
    PledgeUnclear,
)
from tests.doing import PLEDGE, keeps, keeps_not, pledges, withdraws_pledge
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    GARDEN,
    PROFESSIONAL,
    STRANGER,
    Community,
    events,
    numbered,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.registers(ADA, BEN, CHEN)
    await de_pijp.registers(PROFESSIONAL, standing="partner")
    await de_pijp.proposes(ADA)
    return de_pijp


@pytest.mark.parametrize("actor", [ADA, BEN, PROFESSIONAL, CLERK])
async def test_whoever_takes_part_pledges_for_themselves(street: Community, actor: Any):
    receipt = await pledges(street, actor=actor, what="Digging.")
    assert events(receipt) == [
        PledgeMade(
            pledge=PLEDGE, plan=GARDEN, person=actor, kind="hours", hours=20, what="Digging."
        )
    ]


async def test_a_stranger_pledges_nothing(street: Community):
    with pytest.raises(OrganisationNotFound):
        await pledges(street, actor=STRANGER)


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "hours", "hours": 1},
        {"kind": "money", "cents": 50_00, "currency": "EUR"},
        {"kind": "money", "cents": 50_00, "currency": "EUR", "what": "Monthly."},
        {"kind": "materials", "what": "Ten spades."},
    ],
)
async def test_a_pledge_says_what_its_kind_asks(street: Community, said: dict[str, Any]):
    await pledges(street, actor=BEN, **said)


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "hours", "hours": None},
        {"kind": "hours", "cents": 50_00},
        {"kind": "money", "cents": 50_00},
        {"kind": "money", "currency": "EUR"},
        {"kind": "money", "cents": 50_00, "currency": "EUR", "hours": 3},
        {"kind": "materials"},
        {"kind": "materials", "what": "Spades.", "hours": 3},
    ],
)
async def test_a_pledge_says_nothing_else(street: Community, said: dict[str, Any]):
    with pytest.raises(PledgeUnclear):
        await pledges(street, actor=BEN, **said)


async def test_money_is_pledged_in_the_currency_of_the_budget(street: Community):
    well = numbered("plan", 2)
    lines = (BudgetLine(what="A well", cents=5_000_00),)
    await street.proposes(ADA, plan=well, budget=lines, currency="EUR")
    with pytest.raises(PledgeInOtherCurrency):
        await pledges(street, plan=well, kind="money", cents=1_00, currency="CHF")
    await pledges(street, plan=well, kind="money", cents=1_00, currency="EUR")


async def test_nothing_is_pledged_to_a_plan_that_is_over(street: Community):
    await street.does(ADA, StopPlan, plan=GARDEN, reason="Nobody came.")
    with pytest.raises(PlanIsOver):
        await pledges(street, actor=BEN)
    with pytest.raises(PlanNotFound):
        await pledges(street, actor=BEN, plan=numbered("plan", 9))


@pytest.mark.parametrize("actor", [ADA, BEN, CLERK])
async def test_who_pledged_or_carries_the_plan_notes_what_became_of_it(
    street: Community, actor: Any
):
    await pledges(street, actor=BEN)
    receipt = await keeps(street, actor=actor, hours=24)
    assert events(receipt) == [PledgeKept(pledge=PLEDGE, plan=GARDEN, hours=24)]


async def test_others_note_nothing(street: Community):
    await pledges(street, actor=BEN)
    with pytest.raises(CarrierRequired):
        await keeps(street, actor=CHEN)
    with pytest.raises(CarrierRequired):
        await keeps_not(street, actor=CHEN)


async def test_a_pledge_of_hours_is_kept_in_hours(street: Community):
    await pledges(street, actor=BEN)
    with pytest.raises(PledgeUnclear):
        await keeps(street, cents=50_00)
    await pledges(street, pledge=numbered("pledge", 2), kind="materials", what="Spades.")
    with pytest.raises(PledgeUnclear):
        await keeps(street, pledge=numbered("pledge", 2), hours=3)


async def test_only_who_pledged_withdraws_it(street: Community):
    await pledges(street, actor=BEN)
    with pytest.raises(NotYourPledge):
        await withdraws_pledge(street, actor=ADA)
    receipt = await withdraws_pledge(street, actor=BEN)
    assert events(receipt) == [PledgeWithdrawn(pledge=PLEDGE, plan=GARDEN)]


async def test_what_became_of_a_pledge_is_noted_once(street: Community):
    await pledges(street, actor=BEN)
    receipt = await keeps_not(street, reason="Illness.")
    assert events(receipt) == [PledgeNotKept(pledge=PLEDGE, plan=GARDEN, reason="Illness.")]
    with pytest.raises(PledgeOver):
        await keeps(street)
    with pytest.raises(PledgeOver):
        await withdraws_pledge(street, actor=BEN)


async def test_a_pledge_to_another_plan_is_not_found(street: Community):
    await pledges(street, actor=BEN)
    await street.proposes(ADA, plan=numbered("plan", 2))
    with pytest.raises(PledgeNotFound):
        await keeps(street, plan=numbered("plan", 2))
    with pytest.raises(PledgeNotFound):
        await keeps(street, pledge=numbered("pledge", 9))
