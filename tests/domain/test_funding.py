"""Money that is committed to a plan: who records it, and what may become of it."""

from typing import Any

import pytest

from domain.days.errors import DayToCome, NoSuchDay
from domain.doing.errors import PlanIsOver
from domain.errors import OrganisationNotFound
from domain.events.funding import (
    FundingCommitted,
    FundingReduced,
    FundingRenewed,
    FundingShortened,
    FundingWithdrawn,
    InstalmentReceived,
)
from domain.events.plans import BudgetLine
from domain.funding.commit_funding import MOST_FUNDINGS
from domain.funding.errors import (
    BeyondCommitment,
    FunderRequired,
    FundingEndsBeforeItBegins,
    FundingIsWithdrawn,
    FundingNotFound,
    NotReduced,
    NotRenewed,
    NotShortened,
    OtherCurrency,
    TooManyFundings,
)
from domain.persons.errors import PersonNotFound
from domain.plans.errors import PlanNotFound
from domain.plans.stop_plan import StopPlan
from tests.doing import (
    FUNDING,
    commits,
    receives,
    reduces,
    renews,
    shortens,
    withdraws_funding,
)
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

OTHER = numbered("funding", 2)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Ada's plan; Chen is a facilitator, and the municipality a partner."""
    await de_pijp.registers(ADA, BEN, CHEN)
    await de_pijp.grants(CHEN, "facilitator")
    await de_pijp.registers(PROFESSIONAL, standing="partner")
    await de_pijp.proposes(ADA)
    return de_pijp


async def test_money_is_recorded_with_its_funder_its_time_and_its_conditions(street: Community):
    receipt = await commits(street, conditions="For the whole street.", partner=PROFESSIONAL)
    assert events(receipt) == [
        FundingCommitted(
            funding=FUNDING,
            plan=GARDEN,
            funder="Gemeente Amsterdam",
            cents=10_000_00,
            currency="EUR",
            funding_from="2026-07-01",
            funding_until="2027-06-30",
            partner=PROFESSIONAL,
            conditions="For the whole street.",
        )
    ]


@pytest.mark.parametrize("actor", [ADA, CHEN, CLERK])
async def test_who_carries_the_plan_the_facilitator_and_the_clerk_record_it(
    street: Community, actor: Any
):
    await commits(street, actor=actor)
    await receives(street, 1_00, actor=actor)
    assert len(await street.history(FundingCommitted, InstalmentReceived)) == 2


async def test_a_partner_records_their_own_money_and_no_other(street: Community):
    await commits(street, actor=PROFESSIONAL, partner=PROFESSIONAL)
    await receives(street, 1_00, actor=PROFESSIONAL)
    await commits(street, funding=OTHER)
    with pytest.raises(FunderRequired):
        await receives(street, 1_00, funding=OTHER, actor=PROFESSIONAL)
    with pytest.raises(FunderRequired):
        await commits(street, actor=PROFESSIONAL, funding=numbered("funding", 3))


async def test_a_resident_with_the_role_of_partner_records_their_own_money(street: Community):
    with pytest.raises(FunderRequired):
        await commits(street, actor=BEN, partner=BEN)
    await street.grants(BEN, "partner")
    await commits(street, actor=BEN, partner=BEN)


async def test_a_stranger_is_told_of_nothing(street: Community):
    with pytest.raises(OrganisationNotFound):
        await commits(street, actor=STRANGER)
    with pytest.raises(OrganisationNotFound):
        await receives(street, 1_00, actor=STRANGER)


async def test_what_is_not_there_is_not_found(street: Community):
    with pytest.raises(PlanNotFound):
        await commits(street, plan=numbered("plan", 9))
    with pytest.raises(FundingNotFound):
        await receives(street, 1_00)
    with pytest.raises(PersonNotFound):
        await commits(street, partner=STRANGER)


async def test_money_ends_after_it_begins(street: Community):
    with pytest.raises(FundingEndsBeforeItBegins):
        await commits(street, funding_until="2026-07-01")
    await commits(street, funding_until="2026-07-02")


@pytest.mark.parametrize("day", ["2026-02-30", "1899-12-31", "2200-01-01", "20260702", "soon"])
async def test_days_are_days_of_the_calendar(street: Community, day: str):
    with pytest.raises(NoSuchDay):
        await commits(street, funding_until=day)


async def test_all_the_money_for_a_plan_is_in_one_currency(street: Community):
    await commits(street, currency="CHF")
    with pytest.raises(OtherCurrency):
        await commits(street, funding=OTHER)


async def test_money_is_in_the_currency_of_the_budget(street: Community):
    well = numbered("plan", 2)
    lines = (BudgetLine(what="A well", cents=5_000_00),)
    await street.proposes(ADA, plan=well, budget=lines, currency="EUR")
    with pytest.raises(OtherCurrency):
        await commits(street, plan=well, currency="CHF")
    await commits(street, plan=well)


async def test_a_plan_has_as_many_commitments_as_fit_into_a_document(street: Community):
    for number in range(MOST_FUNDINGS):
        await commits(street, funding=numbered("funding", 100 + number))
    with pytest.raises(TooManyFundings):
        await commits(street)


async def test_no_money_is_committed_to_a_plan_that_is_over(street: Community):
    await commits(street)
    await street.does(ADA, StopPlan, plan=GARDEN, reason="Nobody came.")
    with pytest.raises(PlanIsOver):
        await commits(street, funding=OTHER)
    await receives(street, 1_00)


async def test_instalments_together_are_no_more_than_the_commitment(street: Community):
    await commits(street)
    await receives(street, 6_000_00)
    with pytest.raises(BeyondCommitment) as refusal:
        await receives(street, 4_000_01)
    assert refusal.value.facts["left_cents"] == 4_000_00
    await receives(street, 4_000_00)


async def test_what_came_in_came_in_before_now(street: Community):
    await commits(street)
    with pytest.raises(DayToCome):
        await receives(street, 1_00, received_on="2026-05-06")
    # Somewhere to the east it is the next day already.
    await receives(street, 1_00, received_on="2026-05-05")


async def test_a_reduction_leaves_less_and_not_less_than_came_in(street: Community):
    await commits(street)
    await receives(street, 6_000_00)
    for cents in (10_000_00, 5_999_99):
        with pytest.raises(NotReduced):
            await reduces(street, cents)
    receipt = await reduces(street, 7_000_00, reason="Cuts.")
    assert events(receipt) == [
        FundingReduced(funding=FUNDING, plan=GARDEN, cents=7_000_00, reason="Cuts.")
    ]
    with pytest.raises(BeyondCommitment):
        await receives(street, 1_000_01)


async def test_money_is_shortened_to_an_earlier_day(street: Community):
    await commits(street)
    for day in ("2027-06-30", "2026-06-30"):
        with pytest.raises(NotShortened):
            await shortens(street, day)
    receipt = await shortens(street, "2026-12-31")
    assert events(receipt) == [
        FundingShortened(funding=FUNDING, plan=GARDEN, funding_until="2026-12-31")
    ]


async def test_money_is_renewed_for_longer_and_with_no_less(street: Community):
    await commits(street)
    with pytest.raises(NotRenewed):
        await renews(street, "2027-06-30", 20_000_00)
    with pytest.raises(NotRenewed):
        await renews(street, "2028-06-30", 9_999_99)
    receipt = await renews(street, "2028-06-30", 20_000_00)
    assert events(receipt) == [
        FundingRenewed(funding=FUNDING, plan=GARDEN, funding_until="2028-06-30", cents=20_000_00)
    ]
    await receives(street, 20_000_00)


async def test_after_a_withdrawal_nothing_more_becomes_of_it(street: Community):
    await commits(street)
    receipt = await withdraws_funding(street)
    assert events(receipt) == [
        FundingWithdrawn(
            funding=FUNDING, plan=GARDEN, reason="It was wound up.", withdrawn_on="2027-01-01"
        )
    ]
    with pytest.raises(FundingIsWithdrawn):
        await receives(street, 1_00)
    with pytest.raises(FundingIsWithdrawn):
        await reduces(street, 1_00)
    with pytest.raises(FundingIsWithdrawn):
        await shortens(street, "2026-12-31")
    with pytest.raises(FundingIsWithdrawn):
        await renews(street, "2028-06-30", 20_000_00)
    with pytest.raises(FundingIsWithdrawn):
        await withdraws_funding(street)
