"""A funder goes on."""

from dataclasses import dataclass

from domain.days.day import require_days
from domain.events.funding import FundingRenewed
from domain.funding.errors import NotRenewed
from domain.funding.on_one_funding import OnOneFunding


@dataclass(kw_only=True)
class RenewFunding(OnOneFunding):
    """``cents`` is committed in all, from the first day on."""

    funding_until: str
    cents: int

    def execute(self) -> None:
        account = self.require_standing()
        require_days(self.funding_until)
        if self.funding_until <= account.funding_until or self.cents < account.cents:
            raise NotRenewed(
                funding=self.funding, funding_until=account.funding_until, cents=account.cents
            )
        self.record(
            FundingRenewed(
                funding=self.funding,
                plan=self.plan,
                funding_until=self.funding_until,
                cents=self.cents,
            )
        )
