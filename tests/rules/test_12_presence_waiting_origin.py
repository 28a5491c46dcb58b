"""Section 12 of the rules, a test for each sentence."""

from typing import Any

import pytest

from domain.funding.errors import BeyondCommitment
from domain.record import Recorded
from projections.base import Projection
from projections.funding_gaps import FUNDING_GAPS
from projections.funding_seen import FundingGapSeen, funding_gap
from projections.pledges import PLEDGES
from projections.replay import replay
from tests.doing import (
    commits,
    keeps,
    keeps_not,
    pledges,
    receives,
    reduces,
    renews,
    shortens,
)
from tests.residents import ADA, BEN, GARDEN, Community, numbered


async def seen(street: Community, projection: Projection[Any]) -> dict[str, Any]:
    history: list[Recorded] = await street.history(*projection.FOLLOWS)
    return replay(projection, history)


async def money(street: Community) -> FundingGapSeen:
    found = (await seen(street, FUNDING_GAPS))[GARDEN].of_plan
    return funding_gap(found, "2026-07-01", 6)


async def funded(street: Community) -> Community:
    """A year of money, a part of which has come in."""
    await street.registers(ADA, BEN)
    await street.proposes(ADA)
    await commits(street)
    await receives(street, 3_000_00)
    return street


async def test_funding_that_is_reduced_leaves_less_to_come(de_pijp: Community):
    """Funding reduced …"""
    street = await funded(de_pijp)
    await reduces(street, 4_000_00)
    assert (await money(street)).committed_cents == 4_000_00
    with pytest.raises(BeyondCommitment):
        await receives(street, 1_000_01)


async def test_funding_that_is_shortened_ends_earlier_and_the_plan_is_warned_about(
    de_pijp: Community,
):
    """… shortened …"""
    street = await funded(de_pijp)
    assert (await money(street)).warning is None
    await shortens(street, "2026-12-31")
    gap = await money(street)
    assert (gap.runs_out_on, gap.warning) == ("2027-01-01", "runs_out")


async def test_funding_that_is_renewed_lasts_longer(de_pijp: Community):
    """… renewed …"""
    street = await funded(de_pijp)
    await shortens(street, "2026-12-31")
    await renews(street, "2028-06-30", 20_000_00)
    gap = await money(street)
    assert (gap.runs_out_on, gap.warning, gap.committed_cents) == ("2028-07-01", None, 20_000_00)


async def test_pledges_are_kept_or_not_and_it_is_noted(de_pijp: Community):
    """… pledges kept or not."""
    street = await funded(de_pijp)
    other = numbered("pledge", 2)
    await pledges(street, actor=BEN)
    await pledges(street, actor=BEN, pledge=other, kind="materials", what="Ten spades.")
    await keeps(street, hours=24)
    await keeps_not(street, pledge=other, reason="The shed burnt down.")
    kept, not_kept = (await seen(street, PLEDGES)).values()
    assert (kept.state, kept.hours, kept.hours_kept) == ("kept", 20, 24)
    assert (not_kept.state, not_kept.reason) == ("not_kept", "The shed burnt down.")
