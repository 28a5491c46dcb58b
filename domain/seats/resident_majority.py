"""Whether residents hold the share of the board's seats that the bylaws ask for."""

from datetime import datetime

import msgspec

from domain.bylaws.articles import DecisionKind, ResidentMajorityArticle
from domain.bylaws.bylaws import Bylaws
from domain.counting.share import reaches
from domain.seats.errors import NoResidentMajority
from domain.seats.register import SeatRegister
from domain.seats.terms import BOARD


class ResidentShare(msgspec.Struct, frozen=True, kw_only=True):
    """``residents`` resident seats are filled, of ``of`` seats; carried-over holders count."""

    residents: int
    of: int
    holds: bool


def resident_share(
    article: ResidentMajorityArticle, register: SeatRegister, moment: datetime
) -> ResidentShare:
    """A board without any seats yet keeps no resident out: there the share holds."""
    seats, held = register.on_organ(BOARD), register.in_office(BOARD, moment)
    residents = sum(register.seats[seat].kind == "resident" for seat in held)
    whole = len(seats) if article.of == "all_seats" else len(held)
    holds = reaches(residents, article.share, whole) if held else not seats
    return ResidentShare(residents=residents, of=whole, holds=holds)


def reserved(bylaws: Bylaws) -> tuple[DecisionKind, ...]:
    """The kinds that the bylaws reserve for a complete board, and that the board decides on."""
    return tuple(
        kind
        for kind in bylaws.resident_majority.reserved
        if any(rule.organ == BOARD for rule in bylaws.rules_on(kind))
    )


def require_resident_majority(
    bylaws: Bylaws, kind: DecisionKind, organ: str, register: SeatRegister, moment: datetime
) -> None:
    """Raise NoResidentMajority for what the bylaws reserve for a complete board.

    A general meeting decides as ever, whoever sits on the board.
    """
    if organ != BOARD or kind not in bylaws.resident_majority.reserved:
        return
    share = resident_share(bylaws.resident_majority, register, moment)
    if not share.holds:
        raise NoResidentMajority(kind=kind, residents=share.residents, of=share.of)
