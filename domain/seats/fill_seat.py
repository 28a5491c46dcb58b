"""The clerk records who takes a seat, how they came to it, and for which term."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.ballots.errors import DecisionNotFound
from domain.events.ballots import Outcome, ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.events.seats import Filling, SeatFilled, Serves
from domain.ids import DecisionId, EventId, PersonId
from domain.kernel import Selector, on, select
from domain.organisations.versions import SeesBylaws
from domain.seats.correcting import require_correctable
from domain.seats.errors import AppointerMissing, ChoiceNotMade
from domain.seats.filling import Fillings
from domain.seats.on_one_seat import OnOneSeat
from domain.seats.who_may_hold import PERSON_EVENTS, SeesWhoMayHold


@dataclass(kw_only=True)
class FillSeat(OnOneSeat, SeesBylaws, SeesWhoMayHold):
    """``corrects`` names an earlier filling of this seat that was wrong."""

    holder: PersonId
    term_from: datetime
    term_until: datetime
    filled_by: Filling | None = None
    appointed_by: str | None = None
    serves: Serves | None = None
    decision: DecisionId | None = None
    corrects: EventId | None = None

    decided: bool = field(init=False, default=False)
    outcome: Outcome | None = field(init=False, default=None)

    def boundary(self) -> Sequence[Selector]:
        person = select(*PERSON_EVENTS, tags=[self.holder])
        selectors = [*self.whole_organ(), person]
        if self.decision is not None:
            selectors.append(select(DecisionOpened, ResultDeclared, tags=[self.decision]))
        return [*selectors, *self.all_versions()]

    @on(DecisionOpened)
    def _(self, decision: DecisionId) -> None:
        self.decided = self.decided or decision == self.decision

    @on(ResultDeclared)
    def _(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def execute(self) -> None:
        seat = self.require_seat()
        self._require_chosen()
        if self.corrects is not None:
            require_correctable(self.register, self.seat, self.corrects, SeatFilled)
        version = self.versions.in_force(self.at)
        fillings = Fillings(self.register, self.who, None if version is None else version.content)
        self.record(
            fillings.complete(
                SeatFilled(
                    seat=self.seat,
                    organ=seat.organ,
                    holder=self.holder,
                    term_from=self.term_from,
                    term_until=self.term_until,
                    filled_by=self.filled_by,
                    appointed_by=self.appointed_by,
                    serves=self.serves,
                    decision=self.decision,
                    corrects=self.corrects,
                )
            )
        )

    def _require_chosen(self) -> None:
        if self.filled_by in ("delegation", "court") and self.appointed_by is None:
            raise AppointerMissing
        if self.decision is None:
            return
        if not self.decided:
            raise DecisionNotFound(decision=self.decision)
        if self.outcome != "adopted":
            raise ChoiceNotMade(decision=self.decision)
