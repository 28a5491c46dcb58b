"""An organ at a moment: its seats, who votes for them, the residents' share, what is due."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec

from domain.bylaws.articles import DecisionKind
from domain.bylaws.bylaws import Bylaws
from domain.counting.majority import Quorum
from domain.events.seats import Office, SeatEstablished, SeatKind, VacancyReason
from domain.ids import PersonId, SeatId
from domain.seats.register import SeatRegister
from domain.seats.resident_majority import reserved, resident_share
from domain.seats.spans import Term as KnownTerm
from domain.seats.terms import BOARD, terms_by_person, terms_in_a_row
from projections.board import last_end

WARNED: Final = timedelta(days=90)
"""How long before a term ends everybody is warned."""

Due = Literal["term_ends", "carry_over_ends", "term_ran_out", "vacancy_to_be_filled"]


class Term(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Half-open: in office from ``term_from`` until just before ``term_until``."""

    holder: PersonId
    term_from: datetime
    term_until: datetime
    carried_over: bool = False


class SeatThere(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``terms`` are those that are not over; ``vacated`` is why the last of all was left early."""

    seat: SeatId
    organ: str
    kind: SeatKind
    title: str
    position: int
    terms: tuple[Term, ...] = ()
    vacated: VacancyReason | None = None


class SeatOnBoard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``votes`` is who may vote for the seat: the holder, or who stands in for one that is
    ``suspended`` or ``absent``. Without it nobody may."""

    seat: SeatThere
    holder: PersonId | None = None
    votes: PersonId | None = None
    stand_in: PersonId | None = None
    suspended: bool = False
    absent: bool = False
    carried_over: bool = False
    offices: tuple[Office, ...] = ()


class Occupancy(msgspec.Struct, frozen=True, kw_only=True):
    """How full the seats of an organ are at a moment."""

    seats: int
    filled: int
    vacant: int
    resident_seats: int
    resident_seats_filled: int


class ResidentMajority(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``residents`` seats of residents are filled, held against ``measured`` seats.

    Where the ``share`` that the bylaws ask for does not hold, ``why`` says so in a sentence,
    and decisions of the kinds in ``refused`` cannot be opened.
    """

    share: Quorum
    of: Literal["all_seats", "filled_seats"]
    residents: int
    measured: int
    holds: bool
    why: str | None = None
    vacant: tuple[SeatId, ...] = ()
    refused: tuple[DecisionKind, ...] = ()


class Turn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``terms_in_a_row`` includes the one that ends; ``may_return`` is by the bylaws."""

    seat: SeatId
    kind: SeatKind
    holder: PersonId
    term_until: datetime
    terms_in_a_row: int | None = None
    may_return: bool | None = None


class Rotation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who leaves when, soonest first; ``as_set``: whether the terms end as the bylaws say."""

    turns: tuple[Turn, ...]
    rotation: Literal["by_turns", "all_at_once"] | None = None
    as_set: bool | None = None


class Warned(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``due`` is when it ends, ran out, or has to be filled by."""

    what: Due
    seat: SeatId
    due: datetime
    holder: PersonId | None = None


class BoardSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """In force at ``moment``, as known at ``position`` of the log.

    ``resident_majority`` is there on the board, where bylaws were in force.
    """

    organ: str
    position: int
    moment: datetime
    occupancy: Occupancy
    seats: tuple[SeatOnBoard, ...]
    rotation: Rotation
    warnings: tuple[Warned, ...] = ()
    resident_majority: ResidentMajority | None = None


def board_seen(
    register: SeatRegister, organ: str, moment: datetime, position: int, bylaws: Bylaws | None
) -> BoardSeen:
    """``bylaws`` is the version in force at ``moment``, if there is one."""
    rules = bylaws if organ == BOARD else None
    return BoardSeen(
        organ=organ,
        position=position,
        moment=moment,
        occupancy=occupancy(register, organ, moment),
        seats=tuple(_on_board(register, seat, moment) for seat in register.on_organ(organ)),
        rotation=_rotation(register, organ, moment, rules),
        warnings=tuple(sorted(_warnings(register, organ, moment, rules), key=_by_due)),
        resident_majority=None if rules is None else _majority(register, moment, rules),
    )


def occupancy(register: SeatRegister, organ: str, moment: datetime) -> Occupancy:
    seats = [register.seats[seat] for seat in register.on_organ(organ)]
    held = register.in_office(organ, moment)
    residents = [seat for seat in seats if seat.kind == "resident"]
    return Occupancy(
        seats=len(seats),
        filled=len(held),
        vacant=len(seats) - len(held),
        resident_seats=len(residents),
        resident_seats_filled=sum(seat.seat in held for seat in residents),
    )


def _on_board(register: SeatRegister, seat: SeatId, moment: datetime) -> SeatOnBoard:
    history, established = register.history(seat), register.seats[seat]
    term = history.term(moment)
    holder = None if term is None else term.person
    hindered = holder is not None and history.hindered(holder, moment)
    return SeatOnBoard(
        seat=SeatThere(
            seat=seat,
            organ=established.organ,
            kind=established.kind,
            title=established.title,
            position=register.established[seat],
            terms=tuple(_terms(history.all_terms, moment)),
            vacated=_vacated(history.all_terms),
        ),
        holder=holder,
        votes=history.voter(moment),
        stand_in=history.stand_in(moment) if hindered else None,
        suspended=holder is not None and history.suspended(holder, moment),
        absent=holder is not None and history.absent(holder, moment),
        carried_over=term is not None and term.carried_over,
        offices=register.offices(seat, moment),
    )


def _terms(terms: list[KnownTerm], moment: datetime) -> Iterator[Term]:
    for term in sorted(terms, key=_by_begin):
        if not term.empty and not term.over(moment):
            yield Term(
                holder=term.person,
                term_from=term.begins,
                term_until=term.ends or term.due,
                carried_over=term.carried_over,
            )


def _vacated(terms: list[KnownTerm]) -> VacancyReason | None:
    return max(terms, key=_by_begin).left if terms else None


def _rotation(
    register: SeatRegister, organ: str, moment: datetime, bylaws: Bylaws | None
) -> Rotation:
    by_person = terms_by_person(register, organ)
    turns = [
        _turn(register.seats[seat], term, by_person.get(term.person, []), bylaws)
        for seat in register.on_organ(organ)
        if (term := register.history(seat).term(moment)) is not None
    ]
    ordered = tuple(sorted(turns, key=_by_end))
    if bylaws is None:
        return Rotation(turns=ordered)
    at_once = len({turn.term_until for turn in turns}) == 1
    as_set = at_once == (bylaws.terms.rotation == "all_at_once")
    return Rotation(
        turns=ordered,
        rotation=bylaws.terms.rotation,
        as_set=as_set if len(turns) > 1 else None,
    )


def _turn(
    seat: SeatEstablished, term: KnownTerm, terms: list[KnownTerm], bylaws: Bylaws | None
) -> Turn:
    until = term.ends or term.due
    turn = Turn(seat=seat.seat, kind=seat.kind, holder=term.person, term_until=until)
    if bylaws is None:
        return turn
    served = terms_in_a_row(bylaws, terms, until)
    may_return = served < bylaws.terms.terms_in_a_row
    return msgspec.structs.replace(turn, terms_in_a_row=served, may_return=may_return)


def _warnings(
    register: SeatRegister, organ: str, moment: datetime, bylaws: Bylaws | None
) -> Iterator[Warned]:
    for seat in register.on_organ(organ):
        history = register.history(seat)
        term = history.term(moment)
        if term is None:
            yield from _vacancy(register, seat, moment, bylaws)
        elif term.ends is not None and term.ends <= moment + WARNED:
            followed = history.term(term.ends)
            if followed is None:
                what: Due = "carry_over_ends" if term.carried_over else "term_ends"
                yield Warned(what=what, seat=seat, due=term.ends, holder=term.person)


def _vacancy(
    register: SeatRegister, seat: SeatId, moment: datetime, bylaws: Bylaws | None
) -> Iterator[Warned]:
    terms = register.history(seat).all_terms
    over = [term.ends for term in terms if term.ends is not None and term.over(moment)]
    if not over:
        return
    since = max(over)
    if last_end(register, seat) == since:
        yield Warned(what="term_ran_out", seat=seat, due=since)
    if bylaws is not None:
        due = since + timedelta(days=bylaws.absence.vacancy_filled_within_days)
        yield Warned(what="vacancy_to_be_filled", seat=seat, due=due)


def _majority(register: SeatRegister, moment: datetime, bylaws: Bylaws) -> ResidentMajority:
    article = bylaws.resident_majority
    found = resident_share(article, register, moment)
    vacant = tuple(
        seat
        for seat in register.on_organ(BOARD)
        if register.seats[seat].kind == "resident" and register.holder(seat, moment) is None
    )
    return ResidentMajority(
        share=article.share,
        of=article.of,
        residents=found.residents,
        measured=found.of,
        holds=found.holds,
        why=None if found.holds else _why(found.residents, found.of, article.share, len(vacant)),
        vacant=vacant,
        refused=() if found.holds else reserved(bylaws),
    )


def _why(residents: int, of: int, share: Quorum, vacant: int) -> str:
    needed = "more than" if share.comparison == ">" else "at least"
    are = "is" if vacant == 1 else "are"
    return (
        f"Residents hold {residents} of {of} seats; {needed} {share.numerator}/"
        f"{share.denominator} are needed. {vacant} of their seats {are} vacant."
    )


def _by_begin(term: KnownTerm) -> datetime:
    return term.begins


def _by_due(warned: Warned) -> datetime:
    return warned.due


def _by_end(turn: Turn) -> datetime:
    return turn.term_until
