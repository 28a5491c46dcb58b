"""Support that was pledged did not come."""

from dataclasses import dataclass

from domain.events.pledges import PledgeNotKept
from domain.pledges.on_one_pledge import OnOnePledge


@dataclass(kw_only=True)
class NotePledgeNotKept(OnOnePledge):
    reason: str | None = None

    def execute(self) -> None:
        self.require_party()
        self.record(PledgeNotKept(pledge=self.pledge, plan=self.plan, reason=self.reason))
