"""Themes, and what a plan wants to reach by their indicators."""

import pytest

from domain.errors import RoleRequired
from domain.events.plans import BudgetLine, Particular, PlanProposed, ThemeAdded
from domain.plans.errors import (
    CurrencyMissing,
    IndicatorNotFound,
    IndicatorTwice,
    NeedsBackwards,
    ThemeNotFound,
    ThemeThereAlready,
)
from domain.plans.themes import BUILT_IN
from tests.plans import READERS, adds_theme
from tests.residents import ADA, BEN, Community, events

PLOTS = Particular(indicator="plots", target=12)


def test_the_movement_has_five_themes_each_with_indicators_in_units():
    assert set(BUILT_IN) == {
        "re-integration",
        "neighbourhood economy",
        "urban gardens",
        "energy",
        "diversity",
    }
    units = {each.indicator: each.unit for each in BUILT_IN["energy"].indicators}
    assert units == {
        "dwellings": "dwellings",
        "kwh_saved": "kWh",
        "kwh_generated": "kWh",
        "co2_kg": "kg CO2",
    }


async def test_the_clerk_adds_a_theme_of_the_organisations_own(de_pijp: Community):
    receipt = await adds_theme(de_pijp)
    assert events(receipt) == [
        ThemeAdded(theme="reading together", name="Samen lezen", indicators=(READERS,))
    ]
    await de_pijp.registers(ADA)
    readers = Particular(indicator="readers", target=30)
    await de_pijp.proposes(theme="reading together", particulars=(readers,))


async def test_nobody_else_adds_a_theme(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(RoleRequired):
        await adds_theme(de_pijp, ADA)


@pytest.mark.parametrize(
    "asked",
    [
        {"theme": "reading together"},
        {"name": "samen LEZEN"},
        {"theme": "energy"},
        {"name": "Urban Gardens"},
        {"name": "reading together"},
    ],
)
async def test_a_theme_has_a_name_of_its_own(de_pijp: Community, asked: dict[str, str]):
    await adds_theme(de_pijp)
    with pytest.raises(ThemeThereAlready):
        await adds_theme(de_pijp, **{"theme": "books", "name": "Boeken", **asked})


async def test_an_indicator_is_named_once_in_a_theme(de_pijp: Community):
    with pytest.raises(IndicatorTwice):
        await adds_theme(de_pijp, indicators=(READERS, READERS))


async def test_a_plan_is_about_a_theme_that_is_there(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(ThemeNotFound):
        await de_pijp.proposes(theme="reading together")


async def test_a_plan_says_what_it_wants_to_reach(de_pijp: Community):
    await de_pijp.registers(ADA)
    said = {
        "particulars": (PLOTS,),
        "budget": (BudgetLine(what="A shed", cents=80_000),),
        "currency": "EUR",
        "affects": ("allotment holders",),
        "success": "Twelve families grow beans.",
        "needs_from": "2026-09-01",
        "needs_until": "2028-08-31",
    }
    proposed = events(await de_pijp.proposes(**said))[0]
    assert isinstance(proposed, PlanProposed)
    assert {name: getattr(proposed, name) for name in said} == said


async def test_what_is_not_counted_for_a_theme_is_no_target(de_pijp: Community):
    await de_pijp.registers(ADA)
    wrong = Particular(indicator="kwh_saved", target=1)
    with pytest.raises(IndicatorNotFound):
        await de_pijp.proposes(particulars=(wrong,))


async def test_a_target_is_set_once(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(IndicatorTwice):
        await de_pijp.proposes(particulars=(PLOTS, PLOTS))


async def test_a_budget_has_a_currency(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(CurrencyMissing):
        await de_pijp.proposes(budget=(BudgetLine(what="A shed", cents=80_000),))


async def test_the_time_that_a_plan_needs_begins_before_it_ends(de_pijp: Community):
    await de_pijp.registers(ADA, BEN)
    with pytest.raises(NeedsBackwards):
        await de_pijp.proposes(needs_from="2026-09-02", needs_until="2026-09-01")
    await de_pijp.proposes(needs_from="2026-09-01", needs_until="2026-09-01")
