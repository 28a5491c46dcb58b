"""A part of the money that was committed has come in."""

from dataclasses import dataclass

from domain.days.day import require_come
from domain.events.funding import InstalmentReceived
from domain.funding.errors import BeyondCommitment
from domain.funding.on_one_funding import OnOneFunding


@dataclass(kw_only=True)
class ReceiveInstalment(OnOneFunding):
    """All parts together are no more than the commitment: a funder who gives more commits more."""

    cents: int
    received_on: str

    def execute(self) -> None:
        account = self.require_standing()
        require_come(self.received_on, self.at)
        left = account.cents - account.received_cents
        if self.cents > left:
            raise BeyondCommitment(funding=self.funding, left_cents=left)
        self.record(
            InstalmentReceived(
                funding=self.funding,
                plan=self.plan,
                cents=self.cents,
                received_on=self.received_on,
            )
        )
