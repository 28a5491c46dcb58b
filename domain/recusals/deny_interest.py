"""Somebody who was challenged together with everybody else declares to have no interest."""

from dataclasses import dataclass

from domain.events.recusals import InterestDenied
from domain.recusals.errors import NotChallenged, OthersRule
from domain.recusals.on_interests import OnInterests


@dataclass(kw_only=True)
class DenyInterest(OnInterests):
    """Only where nobody is left to rule: then each declares for themselves."""

    def execute(self) -> None:
        self.require_running()
        if self.actor not in self.recusals.challenged:
            raise NotChallenged(person=self.actor)
        if self.may_rule:
            raise OthersRule
        self.record(InterestDenied(decision=self.decision, person=self.actor))
