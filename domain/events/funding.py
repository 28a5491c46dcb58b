"""Money that others commit to a plan, and what became of it. Days are YYYY-MM-DD.

``cents`` is always what was committed in all, or what came in; never a difference.
"""

from typing import ClassVar

from domain.ids import FundingId, PersonId, PlanId
from domain.kernel import Event, Published


class FundingCommitted(Event, frozen=True, kw_only=True):
    """From the first day until the last one, both included. ``partner`` is there if the funder
    takes part here and is registered."""

    NAME: ClassVar = "funding.committed"
    TAGGED_BY: ClassVar = ("funding", "plan", "partner")

    funding: FundingId
    plan: PlanId
    funder: Published
    cents: int
    currency: str
    funding_from: str
    funding_until: str
    partner: PersonId | None = None
    conditions: Published | None = None


class InstalmentReceived(Event, frozen=True, kw_only=True):
    """A part of the money came in; ``cents`` is that part."""

    NAME: ClassVar = "funding.instalment_received"
    TAGGED_BY: ClassVar = ("funding", "plan")

    funding: FundingId
    plan: PlanId
    cents: int
    received_on: str


class FundingReduced(Event, frozen=True, kw_only=True):
    """``cents`` is what is left of the commitment, with what came in before."""

    NAME: ClassVar = "funding.reduced"
    TAGGED_BY: ClassVar = ("funding", "plan")

    funding: FundingId
    plan: PlanId
    cents: int
    reason: Published | None = None


class FundingShortened(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "funding.shortened"
    TAGGED_BY: ClassVar = ("funding", "plan")

    funding: FundingId
    plan: PlanId
    funding_until: str
    reason: Published | None = None


class FundingRenewed(Event, frozen=True, kw_only=True):
    """It lasts longer, and ``cents`` is committed in all, with what was committed before."""

    NAME: ClassVar = "funding.renewed"
    TAGGED_BY: ClassVar = ("funding", "plan")

    funding: FundingId
    plan: PlanId
    funding_until: str
    cents: int


class FundingWithdrawn(Event, frozen=True, kw_only=True):
    """From ``withdrawn_on`` on there is no money any more; what came in stays."""

    NAME: ClassVar = "funding.withdrawn"
    TAGGED_BY: ClassVar = ("funding", "plan")

    funding: FundingId
    plan: PlanId
    reason: Published
    withdrawn_on: str
