"""The clerk records who takes a seat, how they came to it, and for which term."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.ballots.errors import DecisionNotFound
from domain.events.ballots import Outcome, ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.events.persons import PersonRegistered, Standing
from domain.events.seats import (
    Filling,
    SeatEstablished,
    SeatFilled,
    Serves,
)
from domain.ids import DecisionId, EventId, PersonId
from domain.kernel import Selector, on, select
from domain.organisations.versions import SeesBylaws
from domain.persons.errors import PersonNotFound
from domain.seats.correcting import require_correctable
from domain.seats.errors import (
    AppointerMissing,
    ChoiceNotMade,
    NoTermToFinish,
    ReplacementServesOtherwise,
    SeatOfAnotherKind,
    TermEndsBeforeItStarts,
    TermTooLong,
    TooManyTermsInARow,
)
from domain.seats.on_one_seat import OnOneSeat
from domain.seats.one_each import require_one_each
from domain.seats.register import SeatRegister
from domain.seats.terms import BOARD, replaces, terms_by_person, terms_in_a_row, too_long
from domain.seats.who_may_hold import STANDING_EVENTS, SeesWhoMayHold


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

    holder_standing: Standing | None = field(init=False, default=None)
    decided: bool = field(init=False, default=False)
    outcome: Outcome | None = field(init=False, default=None)

    def boundary(self) -> Sequence[Selector]:
        person = select(PersonRegistered, *STANDING_EVENTS, tags=[self.holder])
        selectors = [*self.whole_organ(), person]
        if self.decision is not None:
            selectors.append(select(DecisionOpened, ResultDeclared, tags=[self.decision]))
        return [*selectors, *self.all_versions()]

    @on(PersonRegistered)
    def _(self, person: PersonId, standing: Standing) -> None:
        if person == self.holder:
            self.holder_standing = standing

    @on(DecisionOpened)
    def _(self, decision: DecisionId) -> None:
        self.decided = self.decided or decision == self.decision

    @on(ResultDeclared)
    def _(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def execute(self) -> None:
        seat = self.require_seat()
        if self.holder_standing is None:
            raise PersonNotFound(person=self.holder)
        if self.term_until <= self.term_from:
            raise TermEndsBeforeItStarts
        self._require_kind(seat, self.holder_standing)
        self._require_chosen()
        if self.corrects is not None:
            require_correctable(self.register, self.seat, self.corrects, SeatFilled)
        filled = SeatFilled(
            seat=self.seat,
            organ=seat.organ,
            holder=self.holder,
            term_from=self.term_from,
            term_until=self.term_until,
            filled_by=self.filled_by,
            appointed_by=self.appointed_by,
            serves=self._serves(seat.organ),
            decision=self.decision,
            corrects=self.corrects,
        )
        after = self.register.with_also(filled)
        require_one_each(after, self.seat)
        self._require_term(filled, after)
        self.record(filled)

    def _require_kind(self, seat: SeatEstablished, standing: Standing) -> None:
        if seat.kind not in (standing, "independent"):
            raise SeatOfAnotherKind(kind=seat.kind, standing=standing)
        self.require_may_hold(seat, self.holder, self.term_from, self.term_until)

    def _require_chosen(self) -> None:
        if self.filled_by in ("delegation", "court") and self.appointed_by is None:
            raise AppointerMissing
        if self.decision is None:
            return
        if not self.decided:
            raise DecisionNotFound(decision=self.decision)
        if self.outcome != "adopted":
            raise ChoiceNotMade(decision=self.decision)

    def _serves(self, organ: str) -> Serves | None:
        """Raise ReplacementServesOtherwise; what nobody said is what the bylaws say."""
        version = self.versions.in_force(self.at)
        if version is None or organ != BOARD:
            return self.serves
        others = [t for t in self.register.history(self.seat).terms if t.event != self.corrects]
        said = version.content.terms.replacement
        if said is None or said == "either" or not replaces(others, self.term_from):
            return self.serves
        if self.serves not in (None, said):
            raise ReplacementServesOtherwise(serves=said)
        return said

    def _require_term(self, filled: SeatFilled, after: SeatRegister) -> None:
        if filled.serves == "rest_of_term":
            self._require_rest(after)
            return
        version = self.versions.in_force(self.at)
        if version is None or filled.organ != BOARD:
            return
        if too_long(version.content, self.term_from, self.term_until):
            raise TermTooLong(months=version.content.terms.term_months)
        most = version.content.terms.terms_in_a_row
        terms = terms_by_person(after, filled.organ).get(self.holder, [])
        if terms_in_a_row(version.content, terms, self.term_until) > most:
            raise TooManyTermsInARow(terms=most)

    def _require_rest(self, after: SeatRegister) -> None:
        """The rest is of a term that was left, and ends when that was due."""
        left = [
            term.due
            for term in after.history(self.seat).terms
            if term.ends is not None and term.ends < term.due and term.ends <= self.term_from
        ]
        if self.term_until not in left:
            raise NoTermToFinish(seat=self.seat)
