"""A decision that the board has taken, on which what becomes of a neighbourhood vote rests."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.act import Act
from domain.ballots.errors import DecisionNotFound
from domain.decisions.aftermath import AFTERMATH_EVENTS, Aftermath
from domain.events.ballots import Outcome, ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.ids import DecisionId
from domain.kernel import Event, Selector, select
from domain.seats.terms import BOARD
from domain.votes.errors import DecisionWithoutEffect, NotOfTheBoard


class BoardDecision:
    """Events may be shown in any order."""

    def __init__(self, decision: DecisionId) -> None:
        self.decision = decision
        self.opened: DecisionOpened | None = None
        self.outcome: Outcome | None = None
        self.declared_in = 0
        """The position of its declaration."""
        self.aftermath = Aftermath()

    def see(self, event: Event, position: int) -> None:
        if getattr(event, "decision", None) != self.decision:
            return
        if isinstance(event, DecisionOpened):
            self.opened = event
        elif isinstance(event, ResultDeclared):
            self.outcome, self.declared_in = event.outcome, position
        elif isinstance(event, AFTERMATH_EVENTS):
            self.aftermath.see(event, position)

    @property
    def in_effect(self) -> bool:
        return self.outcome == "adopted" and not self.aftermath.undone_by

    def require_in_effect(self) -> None:
        """Adopted by the board, or by the organ that acts for it, and neither annulled nor
        suspended. Raise DecisionNotFound, NotOfTheBoard or DecisionWithoutEffect."""
        if self.opened is None:
            raise DecisionNotFound(decision=self.decision)
        if self.opened.organ != BOARD and self.opened.acts_for_board is None:
            raise NotOfTheBoard(decision=self.decision)
        if not self.in_effect:
            raise DecisionWithoutEffect(decision=self.decision)


@dataclass(kw_only=True)
class SeesBoardDecision(Act):
    """An act that remembers the decisions of the board that it asks for."""

    of_board: dict[DecisionId, BoardDecision] = field(init=False, default_factory=dict)

    def of_decision(self, decision: DecisionId | None) -> Sequence[Selector]:
        if decision is None:
            return ()
        self.of_board.setdefault(decision, BoardDecision(decision))
        return [select(DecisionOpened, ResultDeclared, *AFTERMATH_EVENTS, tags=[decision])]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        for each in self.of_board.values():
            each.see(event, envelope["position"])
