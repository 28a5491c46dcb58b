"""How one commitment of money stands: the fold that every act on it shares."""

from typing import Final

from domain.events.funding import (
    FundingCommitted,
    FundingReduced,
    FundingRenewed,
    FundingShortened,
    FundingWithdrawn,
    InstalmentReceived,
)
from domain.ids import PersonId, PlanId
from domain.kernel import Event

FUNDING_EVENTS: Final[tuple[type[Event], ...]] = (
    FundingCommitted,
    InstalmentReceived,
    FundingReduced,
    FundingShortened,
    FundingRenewed,
    FundingWithdrawn,
)


class Account:
    """``cents`` are committed in all, ``received_cents`` came in."""

    def __init__(self) -> None:
        self.plan: PlanId | None = None
        self.partner: PersonId | None = None
        self.cents = self.received_cents = 0
        self.funding_from = self.funding_until = ""
        self.withdrawn = False

    def see(self, event: Event) -> None:
        match event:
            case FundingCommitted():
                self.plan, self.partner = event.plan, event.partner
                self.cents = event.cents
                self.funding_from, self.funding_until = event.funding_from, event.funding_until
            case InstalmentReceived(cents=cents):
                self.received_cents += cents
            case FundingReduced(cents=cents):
                self.cents = cents
            case FundingShortened(funding_until=until):
                self.funding_until = until
            case FundingRenewed(funding_until=until, cents=cents):
                self.funding_until, self.cents = until, cents
            case FundingWithdrawn():
                self.withdrawn = True
