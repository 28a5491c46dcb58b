"""What every filling of a seat keeps to, whether the clerk records it or a decision brings it
about."""

from typing import NamedTuple

from msgspec.structs import replace

from domain.bylaws.bylaws import Bylaws
from domain.events.seats import SeatFilled, Serves
from domain.seats.errors import (
    NoTermToFinish,
    ReplacementServesOtherwise,
    TermEndsBeforeItStarts,
    TermTooLong,
    TooManyTermsInARow,
)
from domain.seats.one_each import require_one_each
from domain.seats.register import SeatRegister
from domain.seats.terms import BOARD, replaces, terms_by_person, terms_in_a_row, too_long
from domain.seats.who_may_hold import WhoMayHold


class Fillings(NamedTuple):
    """Of seats that are known, by persons as far as they are, under these bylaws."""

    register: SeatRegister
    who: WhoMayHold
    bylaws: Bylaws | None

    def with_also(self, filled: SeatFilled) -> "Fillings":
        """As it will be once ``filled`` is recorded."""
        return self._replace(register=self.register.with_also(filled))

    def complete(self, asked: SeatFilled) -> SeatFilled:
        """With what it serves, as the bylaws have it.

        Raise what ``eligible`` raises, SeatOccupied, HolderAlreadySeated or HolderStandsIn.
        """
        filled = self.eligible(asked)
        require_one_each(self.with_also(filled).register, filled.seat)
        return filled

    def eligible(self, asked: SeatFilled) -> SeatFilled:
        """Whatever becomes of those who hold this or another seat now.

        Raise TermEndsBeforeItStarts, PersonNotFound, SeatOfAnotherKind, NoResident, NoMember,
        ReplacementServesOtherwise, NoTermToFinish, TermTooLong or TooManyTermsInARow.
        """
        if asked.term_until <= asked.term_from:
            raise TermEndsBeforeItStarts
        seat = self.register.seats[asked.seat]
        self.who.require(seat, asked.holder, asked.term_from, asked.term_until)
        filled = replace(asked, serves=self._serves(asked))
        self._require_term(filled)
        return filled

    def _serves(self, asked: SeatFilled) -> Serves | None:
        """What nobody said is what the bylaws say."""
        if self.bylaws is None or asked.organ != BOARD:
            return asked.serves
        said = self.bylaws.terms.replacement
        if said is None or said == "either":
            return asked.serves
        terms = self.register.history(asked.seat).terms
        others = [term for term in terms if term.event != asked.corrects]
        if not replaces(others, asked.term_from):
            return asked.serves
        if asked.serves not in (None, said):
            raise ReplacementServesOtherwise(serves=said)
        return said

    def _require_term(self, filled: SeatFilled) -> None:
        after = self.register.with_also(filled)
        if filled.serves == "rest_of_term":
            _require_rest(filled, after)
            return
        if self.bylaws is None or filled.organ != BOARD:
            return
        if too_long(self.bylaws, filled.term_from, filled.term_until):
            raise TermTooLong(months=self.bylaws.terms.term_months)
        most = self.bylaws.terms.terms_in_a_row
        terms = terms_by_person(after, filled.organ).get(filled.holder, [])
        if terms_in_a_row(self.bylaws, terms, filled.term_until) > most:
            raise TooManyTermsInARow(terms=most)


def _require_rest(filled: SeatFilled, after: SeatRegister) -> None:
    """The rest is of a term that was left, and ends when that was due."""
    left = [
        term.due
        for term in after.history(filled.seat).terms
        if term.ends is not None and term.ends < term.due and term.ends <= filled.term_from
    ]
    if filled.term_until not in left:
        raise NoTermToFinish(seat=filled.seat)
