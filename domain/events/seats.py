"""Seats on an organ, and who holds them."""

from datetime import datetime
from typing import ClassVar, Literal

from domain.ids import PersonId, SeatId
from domain.kernel import Event, Published

SeatKind = Literal["resident", "professional", "partner", "independent"]
VacancyReason = Literal[
    "end_of_term", "resignation", "dismissal", "death", "moved_away", "loss_of_standing"
]


class SeatEstablished(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "seat.established"
    TAGGED_BY: ClassVar = ("seat", "organ")

    seat: SeatId
    organ: str
    kind: SeatKind
    title: Published


class SeatFilled(Event, frozen=True, kw_only=True):
    """The term is half-open: in office from ``term_from`` until just before ``term_until``."""

    NAME: ClassVar = "seat.filled"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder")

    seat: SeatId
    organ: str
    holder: PersonId
    term_from: datetime
    term_until: datetime


class SeatVacated(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "seat.vacated"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder")

    seat: SeatId
    organ: str
    holder: PersonId
    vacated_at: datetime
    reason: VacancyReason
