"""Somebody declares that they have an interest in a decision, and takes no part any more."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events.recusals import InterestDeclared
from domain.kernel import Selector, unsealed
from domain.recusals.errors import NotOnTheOrgan, RecusedAlready
from domain.recusals.on_interests import OnInterests


@dataclass(kw_only=True)
class DeclareInterest(OnInterests):
    """Until the close, also if nobody challenged them. What the interest is, is their own."""

    interest: str

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *self.ballots_of(self.actor)]

    def execute(self) -> None:
        self.require_running()
        if not self.seats_of(self.actor):
            raise NotOnTheOrgan(organ=self.organ)
        if self.actor in self.recusals.out:
            raise RecusedAlready(person=self.actor)
        declared = self.record(
            InterestDeclared(
                decision=self.decision, person=self.actor, interest=unsealed(self.interest)
            )
        )
        # Once recusals were set aside everybody decides, whatever else is declared.
        if not self.recusals.set_aside:
            self.void_ballots_of(self.actor, because=declared)
