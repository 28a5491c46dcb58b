"""Support that was pledged has come."""

from dataclasses import dataclass

from domain.events.pledges import PledgeKept
from domain.pledges.errors import PledgeUnclear
from domain.pledges.on_one_pledge import OnOnePledge


@dataclass(kw_only=True)
class NotePledgeKept(OnOnePledge):
    """How much it came to is said where it differs from what was pledged."""

    hours: int | None = None
    cents: int | None = None

    def execute(self) -> None:
        pledged = self.require_party()
        other_hours = self.hours is not None and pledged.kind != "hours"
        other_money = self.cents is not None and pledged.kind != "money"
        if other_hours or other_money:
            raise PledgeUnclear(kind=pledged.kind)
        self.record(
            PledgeKept(pledge=self.pledge, plan=self.plan, hours=self.hours, cents=self.cents)
        )
