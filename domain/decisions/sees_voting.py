"""An act on one decision that has to know its vote."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.act import Act
from domain.ballots.errors import DecisionNotFound
from domain.decisions.voting import Voting
from domain.events.decisions import DecisionOpened
from domain.ids import DecisionId
from domain.kernel import Event, Selector


@dataclass(kw_only=True)
class SeesVoting(Act):
    decision: DecisionId

    voting: Voting = field(init=False)

    def __post_init__(self) -> None:
        self.voting = Voting(self.decision)

    def boundary(self) -> Sequence[Selector]:
        return self.voting.selectors()

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        self.voting.see(
            event, envelope["position"], envelope["id"], envelope["time"], envelope["actor"]
        )

    @property
    def opened(self) -> DecisionOpened:
        """Raise DecisionNotFound."""
        opened = self.voting.opened
        if opened is None:
            raise DecisionNotFound(decision=self.decision)
        return opened
