"""The clerk records who stands in for a holder that is suspended or away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.seats import (
    StandInAppointed,
)
from domain.ids import PersonId
from domain.kernel import Selector, select
from domain.seats.errors import (
    NobodyToStandInFor,
    StandInHasSeat,
    StandInThereAlready,
)
from domain.seats.on_one_seat import OnOneSeat, require_order
from domain.seats.spans import Span
from domain.seats.who_may_hold import PERSON_EVENTS, SeesWhoMayHold


@dataclass(kw_only=True)
class AppointStandIn(OnOneSeat, SeesWhoMayHold):
    """Has the say only while the holder is kept from it, so that an early return needs no act."""

    person: PersonId
    stands_in_from: datetime
    stands_in_until: datetime

    def boundary(self) -> Sequence[Selector]:
        person = select(*PERSON_EVENTS, tags=[self.person])
        return [*self.whole_organ(), person]

    def execute(self) -> None:
        seat = self.require_seat()
        require_order(self.stands_in_from, self.stands_in_until)
        self.who.require(seat, self.person, self.stands_in_from, self.stands_in_until)
        holder = self.register.holder(self.seat, self.stands_in_from)
        history = self.register.history(self.seat)
        if holder is None or not history.hindered(holder, self.stands_in_from):
            raise NobodyToStandInFor(seat=self.seat)
        self._require_one_say(seat.organ)
        self.record(
            StandInAppointed(
                seat=self.seat,
                organ=seat.organ,
                person=self.person,
                stands_in_from=self.stands_in_from,
                stands_in_until=self.stands_in_until,
            )
        )

    def _require_one_say(self, organ: str) -> None:
        asked = Span(
            person=self.person, begins=self.stands_in_from, ends=self.stands_in_until, made_by=()
        )
        for seat in self.register.on_organ(organ):
            history = self.register.history(seat)
            if seat == self.seat and any(each.overlaps(asked) for each in history.stand_ins):
                raise StandInThereAlready(seat=seat)
            for span in (*history.all_terms, *history.stand_ins):
                if span.person == self.person and span.overlaps(asked):
                    raise StandInHasSeat(seat=seat)
