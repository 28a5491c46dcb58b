"""What asking for the floor and giving it share: who is recused has no part in the talk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.events.decisions import DecisionOpened
from domain.ids import DecisionId, ItemId, SeatId
from domain.kernel import Event, Selector, on, select
from domain.meetings.on_one_meeting import OnOneMeeting
from domain.seats.recusals import RECUSAL_EVENTS, Recusals


@dataclass(kw_only=True)
class OnTheFloor(OnOneMeeting):
    item: ItemId

    recusals: dict[DecisionId, Recusals] = field(init=False, default_factory=dict)
    """Of the decisions on this item."""

    def boundary(self) -> Sequence[Selector]:
        own = (select(*RECUSAL_EVENTS, tags=[decision]) for decision in self.recusals)
        return [*self.and_its_decisions(), *own]

    @on(DecisionOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionOpened)
        if event.item == self.item:
            self.recusals.setdefault(event.decision, Recusals()).see(event)

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, RECUSAL_EVENTS):
            self.recusals[event.decision].see(event)  # type: ignore[attr-defined]

    def is_recused(self, seat: SeatId) -> bool:
        """Whether who is there for the seat is, from a decision that runs on this item."""
        speaker = self.known.attendance.present(self.at).get(seat)
        running = (own for decision, own in self.recusals.items() if self.running[decision])
        return any(speaker in own.out for own in running)
