"""What is promised to plans and done with them, in a word."""

from typing import Any

from domain.carry_out import Receipt
from domain.funding.commit_funding import CommitFunding
from domain.funding.receive_instalment import ReceiveInstalment
from domain.funding.reduce_funding import ReduceFunding
from domain.funding.renew_funding import RenewFunding
from domain.funding.shorten_funding import ShortenFunding
from domain.funding.withdraw_funding import WithdrawFunding
from domain.ids import FundingId, MeasurementId, MilestoneId, PledgeId
from domain.measurements.correct_measurement import CorrectMeasurement
from domain.measurements.take_measurement import TakeMeasurement
from domain.milestones.miss_milestone import MissMilestone
from domain.milestones.plan_milestone import PlanMilestone
from domain.milestones.plan_milestone_anew import PlanMilestoneAnew
from domain.milestones.reach_milestone import ReachMilestone
from domain.pledges.make_pledge import MakePledge
from domain.pledges.note_pledge_kept import NotePledgeKept
from domain.pledges.note_pledge_not_kept import NotePledgeNotKept
from domain.pledges.withdraw_pledge import WithdrawPledge
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    EAST,
    GARDEN,
    TOMORROW,
    WEST,
    Community,
    numbered,
)

FUNDING = FundingId(numbered("funding", 1))
PLEDGE = PledgeId(numbered("pledge", 1))
MILESTONE = MilestoneId(numbered("milestone", 1))
MEASUREMENT = MeasurementId(numbered("measurement", 1))
THAT_DAY = "2026-05-05"
"""When the plan is adopted."""


async def adopts(street: Community, clock: StoryClock) -> None:
    """The board adopts the plan, tomorrow."""
    await street.opens(plan=GARDEN)
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    clock.now = TOMORROW
    await street.closes()
    await street.declares()


async def commits(street: Community, **asked: Any) -> Receipt:
    """A year of money, 10,000 euros."""
    given = {
        "funding": FUNDING,
        "plan": GARDEN,
        "funder": "Gemeente Amsterdam",
        "cents": 10_000_00,
        "currency": "EUR",
        "funding_from": "2026-07-01",
        "funding_until": "2027-06-30",
    }
    return await _does(street, CommitFunding, {**given, **asked})


async def receives(street: Community, cents: int, **asked: Any) -> Receipt:
    given = {"funding": FUNDING, "cents": cents, "received_on": "2026-05-04"}
    return await _does(street, ReceiveInstalment, {**given, **asked})


async def reduces(street: Community, cents: int, **asked: Any) -> Receipt:
    return await _does(street, ReduceFunding, {"funding": FUNDING, "cents": cents, **asked})


async def shortens(street: Community, until: str, **asked: Any) -> Receipt:
    given = {"funding": FUNDING, "funding_until": until}
    return await _does(street, ShortenFunding, {**given, **asked})


async def renews(street: Community, until: str, cents: int, **asked: Any) -> Receipt:
    given = {"funding": FUNDING, "funding_until": until, "cents": cents}
    return await _does(street, RenewFunding, {**given, **asked})


async def withdraws_funding(street: Community, on: str = "2027-01-01", **asked: Any) -> Receipt:
    given = {"funding": FUNDING, "reason": "It was wound up.", "withdrawn_on": on}
    return await _does(street, WithdrawFunding, {**given, **asked})


async def pledges(street: Community, **asked: Any) -> Receipt:
    given: dict[str, Any] = {"pledge": PLEDGE, "plan": GARDEN, "kind": "hours"}
    if asked.get("kind", "hours") == "hours":
        given["hours"] = 20
    return await _does(street, MakePledge, {**given, **asked})


async def keeps(street: Community, **asked: Any) -> Receipt:
    return await _does(street, NotePledgeKept, {"pledge": PLEDGE, "plan": GARDEN, **asked})


async def keeps_not(street: Community, **asked: Any) -> Receipt:
    return await _does(street, NotePledgeNotKept, {"pledge": PLEDGE, "plan": GARDEN, **asked})


async def withdraws_pledge(street: Community, **asked: Any) -> Receipt:
    return await _does(street, WithdrawPledge, {"pledge": PLEDGE, "plan": GARDEN, **asked})


async def plans(street: Community, **asked: Any) -> Receipt:
    given = {"title": "The well is dug", "due_on": "2026-09-01"}
    return await _does(street, PlanMilestone, _of_milestone({**given, **asked}))


async def reaches(street: Community, **asked: Any) -> Receipt:
    return await _does(street, ReachMilestone, _of_milestone({"reached_on": THAT_DAY, **asked}))


async def misses(street: Community, **asked: Any) -> Receipt:
    return await _does(street, MissMilestone, _of_milestone({"reason": "Frost.", **asked}))


async def plans_anew(street: Community, due_on: str = "2026-11-01", **asked: Any) -> Receipt:
    return await _does(street, PlanMilestoneAnew, _of_milestone({"due_on": due_on, **asked}))


async def measures(street: Community, value: int = 17, **asked: Any) -> Receipt:
    given = {"indicator": "gardeners", "measured_on": THAT_DAY, "source": "Counted."}
    return await _does(street, TakeMeasurement, _of_measurement({"value": value, **given, **asked}))


async def corrects(street: Community, value: int = 16, **asked: Any) -> Receipt:
    given = {"value": value, "reason": "One was counted twice."}
    return await _does(street, CorrectMeasurement, _of_measurement({**given, **asked}))


def _of_milestone(asked: dict[str, Any]) -> dict[str, Any]:
    return {"milestone": MILESTONE, "plan": GARDEN, **asked}


def _of_measurement(asked: dict[str, Any]) -> dict[str, Any]:
    return {"measurement": MEASUREMENT, "plan": GARDEN, **asked}


async def _does(street: Community, act: Any, asked: dict[str, Any]) -> Receipt:
    """Who carries the plan does it, unless somebody else is named."""
    actor = asked.pop("actor", ADA)
    return await street.does(actor, act, **asked)
