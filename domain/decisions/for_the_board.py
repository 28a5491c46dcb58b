"""Who acts for a board that is not there (articles 2:44(5) and 2:291(5)), as the statutes say."""

from datetime import datetime

from domain.bylaws.articles import DecisionKind
from domain.bylaws.bylaws import Bylaws
from domain.events.decisions import BoardMissing
from domain.seats.register import SeatRegister
from domain.seats.terms import BOARD


def acting_for_board(bylaws: Bylaws, organ: str) -> bool:
    """Whether it may come to that: then the board's seats must be known."""
    return organ in (bylaws.absence.all_absent, bylaws.absence.all_vacant)


def acts_for_board(
    bylaws: Bylaws, kind: DecisionKind, organ: str, register: SeatRegister, moment: datetime
) -> BoardMissing | None:
    """Why this organ decides what the bylaws give to the board; None if it does not."""
    organs = [rule.organ for rule in bylaws.rules_on(kind)]
    why = _missing(register, moment)
    if why is None or organ in organs or BOARD not in organs:
        return None
    article = bylaws.absence
    acting = article.all_absent if why == "all_absent" else article.all_vacant
    return why if acting == organ else None


def _missing(register: SeatRegister, moment: datetime) -> BoardMissing | None:
    """Nobody holds any of its seats, or nobody has the say of those that are held: all are
    suspended or away, and nobody stands in. A board without any seats is not missed."""
    if not register.on_organ(BOARD):
        return None
    if not register.in_office(BOARD, moment):
        return "all_vacant"
    return None if register.electorate(BOARD, moment) else "all_absent"
