"""What all acts on one commitment of money share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.funding.account import FUNDING_EVENTS, Account
from domain.funding.errors import FundingIsWithdrawn, FundingNotFound
from domain.funding.on_funding import OnFunding
from domain.ids import FundingId, PlanId
from domain.kernel import Event, Selector, select


@dataclass(kw_only=True)
class OnOneFunding(OnFunding):
    """The plan is the one that the money was committed to."""

    funding: FundingId
    plan: PlanId = field(init=False, default=PlanId(""))

    account: Account = field(init=False, default_factory=Account)

    def boundary(self) -> Sequence[Selector]:
        found = [select(*FUNDING_EVENTS, tags=[self.funding])]
        return found if self.account.plan is None else [*found, *super().boundary()]

    def see(self, event: Event, **envelope: Any) -> None:
        if isinstance(event, FUNDING_EVENTS):
            self.account.see(event)
            self.plan = self.account.plan or self.plan
        super().see(event, **envelope)

    def require_standing(self) -> Account:
        """Raise OrganisationNotFound, FundingNotFound, FunderRequired or FundingIsWithdrawn."""
        self.require_member()
        if self.account.plan is None:
            raise FundingNotFound(funding=self.funding)
        self.require_recorder(self.account.partner)
        if self.account.withdrawn:
            raise FundingIsWithdrawn(funding=self.funding)
        return self.account
