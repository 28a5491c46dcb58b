"""Whose pledge it is withdraws it, before it is noted whether it was kept."""

from dataclasses import dataclass

from domain.events.pledges import PledgeWithdrawn
from domain.pledges.errors import NotYourPledge
from domain.pledges.on_one_pledge import OnOnePledge


@dataclass(kw_only=True)
class WithdrawPledge(OnOnePledge):
    def execute(self) -> None:
        if self.pledged.person != self.actor:
            raise NotYourPledge(pledge=self.pledge)
        self.require_open()
        self.record(PledgeWithdrawn(pledge=self.pledge, plan=self.plan))
