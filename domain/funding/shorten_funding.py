"""A funder's money ends earlier than was said."""

from dataclasses import dataclass

from domain.days.day import require_days
from domain.events.funding import FundingShortened
from domain.funding.errors import NotShortened
from domain.funding.on_one_funding import OnOneFunding


@dataclass(kw_only=True)
class ShortenFunding(OnOneFunding):
    funding_until: str
    reason: str | None = None

    def execute(self) -> None:
        account = self.require_standing()
        require_days(self.funding_until)
        if not account.funding_from <= self.funding_until < account.funding_until:
            raise NotShortened(funding=self.funding, funding_until=account.funding_until)
        self.record(
            FundingShortened(
                funding=self.funding,
                plan=self.plan,
                funding_until=self.funding_until,
                reason=self.reason,
            )
        )
