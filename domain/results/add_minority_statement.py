"""Somebody who could vote adds a statement, which is shown with the decision for ever."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import minted
from domain.ballots.errors import NotTheHolder, SeatNotEntitled
from domain.events.results import MinorityStatementAdded
from domain.ids import SeatId, StatementId
from domain.kernel import Selector, on, select
from domain.results.errors import StatedAlready
from domain.results.on_one_result import OnOneResult


@dataclass(kw_only=True)
class AddMinorityStatement(OnOneResult):
    """After the result, by who had the seat's vote at the close, once for a seat. Nobody asks
    how they voted: a secret ballot stays one."""

    statement: StatementId = minted()
    seat: SeatId
    text: str

    stated: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        stated = select(MinorityStatementAdded, tags=[self.seat, self.decision])
        return [*super().boundary(), stated]

    @on(MinorityStatementAdded)
    def _(self) -> None:
        self.stated = True

    def execute(self) -> None:
        self.require_decided()
        close = self.voting.at_the_close()
        if self.seat not in close.entitled:
            raise SeatNotEntitled(seat=self.seat)
        if close.electorate.get(self.seat) != self.actor:
            raise NotTheHolder(seat=self.seat)
        if self.stated:
            raise StatedAlready(seat=self.seat)
        self.record(
            MinorityStatementAdded(
                statement=self.statement,
                decision=self.decision,
                seat=self.seat,
                person=self.actor,
                text=self.text,
            )
        )
