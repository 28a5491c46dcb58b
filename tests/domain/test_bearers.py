"""Who carries a plan, and how many are asked for before it is put to the vote."""

from datetime import timedelta

import msgspec
import pytest

from domain.bylaws.articles import PlansArticle
from domain.decisions.options import NewOption
from domain.errors import OrganisationNotFound
from domain.events.decisions import DecisionOpened
from domain.events.plans import PlanBearerJoined, PlanBearerLeft, PlanPutOnBallot
from domain.ids import PlanId
from domain.persons.grant_role import GrantRole
from domain.plans.errors import (
    BearerAlready,
    MoreBearersNeeded,
    NotABearer,
    PlanCompletedAlready,
    PlanHalted,
    PlanNotFound,
    ResidentsCarry,
)
from domain.seats.lose_residency import LoseResidency
from tests.bylaws import FOUNDATION
from tests.conftest import StoryClock
from tests.plans import adopts, completes_plan, joins, leaves, stops
from tests.residents import (
    ADA,
    BEN,
    CLERK,
    DEWI,
    GARDEN,
    NOON,
    PROFESSIONAL,
    QUESTION,
    STRANGER,
    Community,
    events,
    numbered,
)

ROOFS = PlanId(numbered("plan", 2))
TWO_BEARERS = msgspec.structs.replace(
    FOUNDATION, plans=PlansArticle(belongs_to="regulations", bearers=2, evaluation_months=12)
)
OUTSIDE = {"threshold": None, "quorum": None, "outside_meeting": True, "plan": GARDEN}


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Ada has proposed a garden."""
    await de_pijp.describes()
    await de_pijp.has_a_board()
    await de_pijp.proposes(ADA)
    return de_pijp


async def test_a_resident_joins_by_their_own_will_and_leaves(street: Community):
    assert events(await joins(street, DEWI)) == [PlanBearerJoined(plan=GARDEN, person=DEWI)]
    assert events(await leaves(street, DEWI)) == [PlanBearerLeft(plan=GARDEN, person=DEWI)]
    assert events(await joins(street, DEWI)) == [PlanBearerJoined(plan=GARDEN, person=DEWI)]


async def test_nobody_carries_a_plan_twice(street: Community):
    with pytest.raises(BearerAlready):
        await joins(street, ADA)


async def test_whoever_does_not_carry_a_plan_cannot_leave_it(street: Community):
    with pytest.raises(NotABearer):
        await leaves(street, BEN)


async def test_the_last_one_may_leave(street: Community):
    assert events(await leaves(street, ADA)) == [PlanBearerLeft(plan=GARDEN, person=ADA)]


@pytest.mark.parametrize("standing", ["professional", "partner"])
async def test_a_professional_does_not_carry_a_plan(street: Community, standing: str):
    await street.registers(PROFESSIONAL, standing=standing)
    with pytest.raises(ResidentsCarry):
        await joins(street, PROFESSIONAL)


async def test_a_facilitator_does_not_carry_a_plan_wherever_they_live(street: Community):
    await street.does(CLERK, GrantRole, person=DEWI, role="facilitator")
    with pytest.raises(ResidentsCarry):
        await joins(street, DEWI)


async def test_whoever_moved_away_does_not_join(street: Community):
    await street.records_bylaws(FOUNDATION)
    await street.does(CLERK, LoseResidency, person=DEWI, lost_at=NOON)
    with pytest.raises(ResidentsCarry):
        await joins(street, DEWI)


async def test_a_plan_that_is_not_there_is_carried_by_nobody(street: Community):
    with pytest.raises(PlanNotFound):
        await joins(street, BEN, ROOFS)
    with pytest.raises(OrganisationNotFound):
        await joins(street, STRANGER)


async def test_a_completed_plan_needs_nobody_more(street: Community):
    await adopts(street)
    await completes_plan(street)
    with pytest.raises(PlanCompletedAlready):
        await joins(street, BEN)


async def test_too_few_residents_carry_the_plan(street: Community, clock: StoryClock):
    await street.records_bylaws(TWO_BEARERS)
    with pytest.raises(MoreBearersNeeded) as refused:
        await street.opens(**OUTSIDE)
    assert refused.value.facts == {"plan": GARDEN, "bearers": 1, "needed": 2}
    await joins(street, DEWI)
    (opened,) = events(await street.opens(**OUTSIDE))
    assert isinstance(opened, DecisionOpened)
    assert opened.evaluation_months == 12


async def test_a_bearer_who_moved_away_does_not_count(street: Community, clock: StoryClock):
    await street.records_bylaws(TWO_BEARERS)
    await joins(street, DEWI)
    await street.does(CLERK, LoseResidency, person=DEWI, lost_at=NOON)
    with pytest.raises(MoreBearersNeeded):
        await street.opens(**OUTSIDE)


async def test_bylaws_that_do_not_speak_of_plans_ask_for_no_bearers(street: Community):
    await street.records_bylaws(FOUNDATION)
    await leaves(street, ADA)
    (opened,) = events(await street.opens(**OUTSIDE))
    assert isinstance(opened, DecisionOpened)
    assert opened.evaluation_months is None


async def test_a_stopped_plan_is_not_put_to_the_vote(street: Community):
    await stops(street)
    with pytest.raises(PlanHalted):
        await street.opens(plan=GARDEN)


async def test_a_plan_among_others_is_put_on_the_ballot(street: Community):
    await street.proposes(BEN, plan=ROOFS, theme="energy")
    options = (NewOption(plan=GARDEN), NewOption(plan=ROOFS))
    asked = {"method": "plurality", "threshold": None, "options": options}
    opened, *put = events(await street.opens(**asked))
    assert isinstance(opened, DecisionOpened)
    assert put == [
        PlanPutOnBallot(plan=GARDEN, decision=QUESTION),
        PlanPutOnBallot(plan=ROOFS, decision=QUESTION),
    ]


async def test_each_of_the_plans_on_a_ballot_needs_its_bearers(street: Community):
    await street.records_bylaws(TWO_BEARERS)
    await joins(street, DEWI)
    await street.proposes(BEN, plan=ROOFS, theme="energy")
    with pytest.raises(MoreBearersNeeded) as refused:
        await street.opens(
            outside_meeting=True,
            kind="plan",
            threshold=None,
            quorum=None,
            options=(NewOption(plan=GARDEN), NewOption(plan=ROOFS)),
            closes_at=NOON + timedelta(days=3),
        )
    assert refused.value.facts["plan"] == ROOFS
