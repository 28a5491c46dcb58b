"""A funder commits less than before."""

from dataclasses import dataclass

from domain.events.funding import FundingReduced
from domain.funding.errors import NotReduced
from domain.funding.on_one_funding import OnOneFunding


@dataclass(kw_only=True)
class ReduceFunding(OnOneFunding):
    """To ``cents`` in all. Nothing at all would be a withdrawal."""

    cents: int
    reason: str | None = None

    def execute(self) -> None:
        account = self.require_standing()
        if not account.received_cents <= self.cents < account.cents:
            raise NotReduced(funding=self.funding, received_cents=account.received_cents)
        self.record(
            FundingReduced(
                funding=self.funding, plan=self.plan, cents=self.cents, reason=self.reason
            )
        )
