"""How long a term may be, and how many in a row, by the bylaws in force."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from domain.bylaws.bylaws import Bylaws
from domain.ids import PersonId
from domain.seats.register import SeatRegister
from domain.seats.spans import Term

BOARD: Final = "board"
"""The organ that the articles on terms and on the residents' share are about."""
MONTHS: Final = 12


def months_later(moment: datetime, months: int) -> datetime:
    """The same day of the month, or its last day if it has fewer."""
    years, month = divmod(moment.month - 1 + months, MONTHS)
    year = moment.year + years
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def too_long(bylaws: Bylaws, begins: datetime, ends: datetime) -> bool:
    return ends > months_later(begins, bylaws.terms.term_months)


def replaces(terms: Iterable[Term], begins: datetime) -> bool:
    """Whether the last of a seat's holders before ``begins`` left, and was due to be there still.

    Whose filling lapsed is not replaced: the seat is filled again.
    """
    before = [term for term in terms if not term.empty and term.begins < begins]
    last = max(before, key=_by_begin, default=None)
    return last is not None and last.left is not None and last.over(begins) and begins < last.due


def terms_in_a_row(bylaws: Bylaws, terms: Iterable[Term], until: datetime) -> int:
    """How many of one person's terms on an organ led up to ``until``, one after the other.

    The rest of somebody else's term counts as none. Who came back within the time that one may
    be carried over was not away.
    """
    gap = timedelta(days=bylaws.resident_majority.carry_over_days)
    count = 0
    for term in sorted(terms, key=_by_begin, reverse=True):
        if term.begins >= until or term.ends is None:
            continue
        if until - term.ends > gap:
            break
        count += term.serves != "rest_of_term"
        until = term.begins
    return count


def terms_by_person(register: SeatRegister, organ: str) -> dict[PersonId, list[Term]]:
    """On any seat of the organ; those that never began are left out."""
    found: dict[PersonId, list[Term]] = {}
    for seat in register.on_organ(organ):
        for term in register.history(seat).terms:
            if not term.empty:
                found.setdefault(term.person, []).append(term)
    return found


def _by_begin(term: Term) -> datetime:
    return term.begins
