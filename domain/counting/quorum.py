"""Whether enough seats take part, found from what is known of each seat in office."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from domain.counting.majority import Quorum
from domain.counting.share import reaches

Obstacle = Literal["all_recused", "quorum_out_of_reach", "too_few_voters"]


class SeatInOffice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One seat with a holder (or a stand-in, whose seat is then not ``absent``).

    ``attends``: in a meeting the holder is there; outside one the seat has a ballot.
    ``represented``: another entitled seat of the organ holds a valid proxy of this one.
    ``absent``: away for a time without a stand-in.
    """

    seat: str
    attends: bool
    represented: bool
    recused: bool
    absent: bool


class QuorumRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The share asked, and whether recused and absent seats are part of the whole."""

    quorum: Quorum
    recused: Literal["excluded", "counted"]
    absent: Literal["excluded", "counted"]


class QuorumCount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``taking_part`` of ``asked`` seats, held against the rule.

    ``present`` and ``in_office`` are the denominators that bear these names: recused seats are
    in neither of them, whatever the rule says of the quorum.
    """

    rule: QuorumRule
    asked: int
    taking_part: int
    holds: bool
    present: int
    in_office: int
    recused: int
    absent: int
    represented: int


def measure_quorum(seats: Iterable[SeatInOffice], rule: QuorumRule) -> QuorumCount:
    """Hold the seats that take part against those in office, each seat once.

    A recused seat that the rule counts takes part if it attends, never by proxy. ``represented``
    counts the seats that take part by proxy only. ValueError if a seat stands there twice.
    """
    known = _each_once(seats)
    asked = [seat for seat in known if _is_asked(seat, rule)]
    entitled = [seat for seat in known if not seat.recused]
    taking_part = sum(_takes_part(seat) for seat in asked)
    return QuorumCount(
        rule=rule,
        asked=len(asked),
        taking_part=taking_part,
        holds=reaches(taking_part, rule.quorum, len(asked)),
        present=sum(_takes_part(seat) for seat in entitled),
        in_office=len(entitled),
        recused=len(known) - len(entitled),
        absent=sum(seat.absent for seat in known),
        represented=sum(seat.represented and not seat.attends for seat in entitled),
    )


def obstacle(
    seats: Iterable[SeatInOffice], rule: QuorumRule, *, min_voters: int
) -> Obstacle | None:
    """Why no valid decision is possible even if everybody comes who may vote; None if one is.

    A seat that is absent for a time may come back or be represented before the close, so it
    stands in nobody's way. ValueError if a seat stands there twice.
    """
    known = _each_once(seats)
    entitled = sum(not seat.recused for seat in known)
    # A recused seat may stay away: whether a decision is possible is not up to it.
    everybody = [seat if seat.recused else replace(seat, attends=True) for seat in known]
    if not entitled:
        return "all_recused"
    if not measure_quorum(everybody, rule).holds:
        return "quorum_out_of_reach"
    return "too_few_voters" if entitled < min_voters else None


def _is_asked(seat: SeatInOffice, rule: QuorumRule) -> bool:
    if seat.recused and rule.recused == "excluded":
        return False
    # Who attends is not absent, whatever was announced.
    return not (seat.absent and rule.absent == "excluded" and not _takes_part(seat))


def _takes_part(seat: SeatInOffice) -> bool:
    return seat.attends or (seat.represented and not seat.recused)


def _each_once(seats: Iterable[SeatInOffice]) -> list[SeatInOffice]:
    known = list(seats)
    if len({seat.seat for seat in known}) < len(known):
        raise ValueError("A seat is counted only once.")
    return known
