"""A funder stops before the end."""

from dataclasses import dataclass

from domain.days.day import require_days
from domain.events.funding import FundingWithdrawn
from domain.funding.on_one_funding import OnOneFunding


@dataclass(kw_only=True)
class WithdrawFunding(OnOneFunding):
    """From ``withdrawn_on`` on, which may be announced before; always with the reason."""

    reason: str
    withdrawn_on: str

    def execute(self) -> None:
        self.require_standing()
        require_days(self.withdrawn_on)
        self.record(
            FundingWithdrawn(
                funding=self.funding,
                plan=self.plan,
                reason=self.reason,
                withdrawn_on=self.withdrawn_on,
            )
        )
