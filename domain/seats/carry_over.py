"""The clerk records that a holder stays after the term, for want of a successor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.events.seats import HolderCarriedOver
from domain.ids import PersonId
from domain.kernel import Selector, select
from domain.organisations.errors import NoBylaws
from domain.organisations.versions import SeesBylaws
from domain.seats.errors import (
    CarryOverTooLong,
    NobodyToCarryOver,
    SeatOccupied,
)
from domain.seats.on_one_seat import OnOneSeat, require_order
from domain.seats.spans import Span, Term
from domain.seats.who_may_hold import PERSON_EVENTS, SeesWhoMayHold


@dataclass(kw_only=True)
class CarryOver(OnOneSeat, SeesBylaws, SeesWhoMayHold):
    """Begins when the last term ends; the bylaws say how long it lasts at most.

    No one stays who was dismissed, resigned, moved away or died.
    """

    carry_over_until: datetime

    def boundary(self) -> Sequence[Selector]:
        selectors = [*self.whole_organ(), *self.all_versions()]
        if (last := self._last_term()) is not None:
            selectors.append(select(*PERSON_EVENTS, tags=[last.person]))
        return selectors

    def execute(self) -> None:
        seat = self.require_seat()
        version = self.versions.in_force(self.at)
        if version is None:
            raise NoBylaws
        term = self._last_term()
        if term is None or not _ran_out(term):
            raise NobodyToCarryOver(seat=self.seat)
        begins = term.ends or term.due
        require_order(begins, self.carry_over_until)
        most = version.content.resident_majority.carry_over_days
        if self.carry_over_until > begins + timedelta(days=most):
            raise CarryOverTooLong(days=most)
        self.who.require(seat, term.person, begins, self.carry_over_until)
        self._require_free(term.person, begins)
        self.record(
            HolderCarriedOver(
                seat=self.seat,
                organ=seat.organ,
                holder=term.person,
                carry_over_from=begins,
                carry_over_until=self.carry_over_until,
            )
        )

    def _last_term(self) -> Term | None:
        terms = [term for term in self.register.history(self.seat).terms if not term.empty]
        return max(terms, key=_by_begin, default=None)

    def _require_free(self, person: PersonId, begins: datetime) -> None:
        """Raise SeatOccupied for who stays already, NobodyToCarryOver for who sits elsewhere."""
        if any(each.covers(begins) for each in self.register.history(self.seat).carried_over):
            raise SeatOccupied(seat=self.seat)
        asked = Span(person=person, begins=begins, ends=self.carry_over_until, made_by=())
        for seat in self.register.on_organ(self.register.seats[self.seat].organ):
            history = self.register.history(seat)
            spans = [*history.all_terms, *history.stand_ins]
            if any(each.person == person and each.overlaps(asked) for each in spans):
                raise NobodyToCarryOver(seat=self.seat)


def _ran_out(term: Term) -> bool:
    return term.left == "end_of_term" or (term.left is None and term.ends == term.due)


def _by_begin(term: Term) -> datetime:
    return term.begins
