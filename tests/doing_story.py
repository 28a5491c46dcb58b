"""What is promised to plans in a story, and done with them."""

from typing import Any, Self

from domain.events.funding import (
    FundingCommitted,
    FundingReduced,
    FundingRenewed,
    FundingShortened,
    FundingWithdrawn,
    InstalmentReceived,
)
from domain.events.measurements import MeasurementCorrected, MeasurementTaken
from domain.events.milestones import MilestoneMissed, MilestonePlanned, MilestoneReached
from domain.events.plans import PlanAdopted
from domain.events.pledges import PledgeKept, PledgeMade, PledgeNotKept, PledgeWithdrawn
from domain.ids import MACHINE, DecisionId, FundingId, PlanId
from domain.kernel import Event
from domain.record import Recorded
from tests.residents import ADA, BEN, GARDEN, QUESTION, numbered


class Doing:
    """The part of a story that is about it."""

    def happens(self, event: Event, actor: str | None = None) -> Recorded:
        raise NotImplementedError

    def committed(self, number: int = 1, plan: PlanId = GARDEN, **said: Any) -> Self:
        """A year of money."""
        given = {
            "funder": "Gemeente Amsterdam",
            "cents": 10_000_00,
            "currency": "EUR",
            "funding_from": "2026-07-01",
            "funding_until": "2027-06-30",
        }
        funding = FundingId(numbered("funding", number))
        self.happens(FundingCommitted(funding=funding, plan=plan, **{**given, **said}), ADA)
        return self

    def money(self, became: str, number: int = 1, plan: PlanId = GARDEN, **said: Any) -> Self:
        """``became``: received, reduced, shortened, renewed or withdrawn."""
        event, given = {
            "received": (InstalmentReceived, {"cents": 1_00, "received_on": "2026-07-01"}),
            "reduced": (FundingReduced, {"cents": 5_000_00, "reason": "Cuts."}),
            "shortened": (FundingShortened, {"funding_until": "2026-12-31"}),
            "renewed": (FundingRenewed, {"funding_until": "2028-06-30", "cents": 20_000_00}),
            "withdrawn": (FundingWithdrawn, {"reason": "No.", "withdrawn_on": "2026-10-01"}),
        }[became]
        of = {"funding": numbered("funding", number), "plan": plan}
        self.happens(event(**{**of, **given, **said}), ADA)
        return self

    def pledged(self, number: int = 1, plan: PlanId = GARDEN, became: str = "made") -> Self:
        """``became``: made, kept, not_kept or withdrawn."""
        of: Any = {"pledge": numbered("pledge", number), "plan": plan}
        self.happens(PledgeMade(**of, person=BEN, kind="hours", hours=20), BEN)
        after = {"kept": PledgeKept, "not_kept": PledgeNotKept, "withdrawn": PledgeWithdrawn}
        if became in after:
            self.happens(after[became](**of), BEN)
        return self

    def planned(self, number: int = 1, plan: PlanId = GARDEN, **said: Any) -> Self:
        of: Any = {"milestone": numbered("milestone", number), "plan": plan}
        given = {"title": "The well is dug", "due_on": "2026-09-01"}
        self.happens(MilestonePlanned(**{**of, **given, **said}), ADA)
        return self

    def reached(self, number: int = 1, plan: PlanId = GARDEN, on: str = "2026-08-28") -> Self:
        of: Any = {"milestone": numbered("milestone", number), "plan": plan}
        self.happens(MilestoneReached(**of, reached_on=on), ADA)
        return self

    def missed(self, number: int = 1, plan: PlanId = GARDEN) -> Self:
        of: Any = {"milestone": numbered("milestone", number), "plan": plan}
        self.happens(MilestoneMissed(**of, reason="Frost."), ADA)
        return self

    def measured(self, number: int = 1, plan: PlanId = GARDEN, **said: Any) -> Self:
        of: Any = {"measurement": numbered("measurement", number), "plan": plan}
        given = {
            "indicator": "gardeners",
            "value": 17,
            "unit": "people",
            "measured_on": "2026-09-05",
            "source": "Counted.",
        }
        self.happens(MeasurementTaken(**{**of, **given, **said}), ADA)
        return self

    def corrected(self, number: int = 1, plan: PlanId = GARDEN, **said: Any) -> Self:
        of: Any = {"measurement": numbered("measurement", number), "plan": plan}
        given = {"value": 16, "reason": "One was counted twice."}
        self.happens(MeasurementCorrected(**{**of, **given, **said}), ADA)
        return self

    def adopted(self, plan: PlanId = GARDEN, decision: DecisionId = QUESTION) -> Self:
        """By itself, whatever was decided."""
        self.happens(PlanAdopted(plan=plan, decision=decision), MACHINE)
        return self
