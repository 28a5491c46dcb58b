"""Seats on an organ: who holds them, who is kept from it, and who stands in.

Whatever takes effect at another moment than that of the record carries this moment. It may
lie in the past or in the future. ``corrects`` names an event that was wrong, and takes its
place.
"""

from datetime import datetime
from typing import ClassVar, Literal

from domain.ids import DecisionId, EventId, PersonId, SeatId
from domain.kernel import Event, Published

SeatKind = Literal["resident", "professional", "partner", "independent"]
VacancyReason = Literal[
    "end_of_term",
    "resignation",
    "dismissal",
    "death",
    "moved_away",
    "loss_of_standing",
    "membership_ended",
]
Filling = Literal["election", "appointment", "co_option", "delegation", "court"]
Serves = Literal["new_term", "rest_of_term"]
Office = Literal["chair", "secretary", "treasurer"]


class SeatEstablished(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "seat.established"
    TAGGED_BY: ClassVar = ("seat", "organ")

    seat: SeatId
    organ: str
    kind: SeatKind
    title: Published


class SeatFilled(Event, frozen=True, kw_only=True):
    """The term is half-open: in office from ``term_from`` until just before ``term_until``.

    ``appointed_by`` is the name of a group or a court, ``decision`` the one that chose.
    """

    NAME: ClassVar = "seat.filled"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder", "decision")

    seat: SeatId
    organ: str
    holder: PersonId
    term_from: datetime
    term_until: datetime
    filled_by: Filling | None = None
    appointed_by: Published | None = None
    serves: Serves | None = None
    decision: DecisionId | None = None
    corrects: EventId | None = None


class SeatVacated(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "seat.vacated"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder", "decision")

    seat: SeatId
    organ: str
    holder: PersonId
    vacated_at: datetime
    reason: VacancyReason
    corrects: EventId | None = None
    decision: DecisionId | None = None
    """The one that dismissed the holder."""


class SeatEventAnnulled(Event, frozen=True, kw_only=True):
    """What ``corrects`` names should never have been recorded, and nothing takes its place."""

    NAME: ClassVar = "seat_event.annulled"
    TAGGED_BY: ClassVar = ("seat", "organ")

    seat: SeatId
    organ: str
    corrects: EventId


class SeatFillingLapsed(Event, frozen=True, kw_only=True):
    """The reversal of an effect: whom ``decision`` chose holds the seat no more from then on."""

    NAME: ClassVar = "seat.filling_lapsed"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder", "decision")

    seat: SeatId
    organ: str
    holder: PersonId
    decision: DecisionId
    lapsed_from: datetime


class VacancyLapsed(Event, frozen=True, kw_only=True):
    """The reversal of an effect: whom ``decision`` dismissed holds the seat again from then on,
    for what is left of the term."""

    NAME: ClassVar = "seat.vacancy_lapsed"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder", "decision")

    seat: SeatId
    organ: str
    holder: PersonId
    decision: DecisionId
    lapsed_from: datetime


class HolderCarriedOver(Event, frozen=True, kw_only=True):
    """Stays although the term is over, as there is no successor. It is no new term."""

    NAME: ClassVar = "holder.carried_over"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder")

    seat: SeatId
    organ: str
    holder: PersonId
    carry_over_from: datetime
    carry_over_until: datetime


class OfficeAssigned(Event, frozen=True, kw_only=True):
    """It does not pass to whoever is next on the seat. ``decision`` is the one that chose."""

    NAME: ClassVar = "office.assigned"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder", "decision")

    seat: SeatId
    organ: str
    holder: PersonId
    office: Office
    office_from: datetime
    office_until: datetime | None = None
    decision: DecisionId | None = None


class OfficeAssignmentLapsed(Event, frozen=True, kw_only=True):
    """The reversal of an effect: whom ``decision`` chose has the office no more from then on."""

    NAME: ClassVar = "office.assignment_lapsed"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder", "decision")

    seat: SeatId
    organ: str
    holder: PersonId
    office: Office
    decision: DecisionId
    lapsed_from: datetime


class OfficeReleased(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "office.released"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder")

    seat: SeatId
    organ: str
    holder: PersonId
    office: Office
    office_until: datetime


class HolderSuspended(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "holder.suspended"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder", "decision")

    seat: SeatId
    organ: str
    holder: PersonId
    suspended_from: datetime
    ground: Published
    suspended_until: datetime | None = None
    decision: DecisionId | None = None


class SuspensionLifted(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "suspension.lifted"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder", "decision")

    seat: SeatId
    organ: str
    holder: PersonId
    suspended_until: datetime
    decision: DecisionId | None = None
    """The one whose suspension this reverses; others stand."""


class AbsenceBegan(Event, frozen=True, kw_only=True):
    """For a time (*belet*), without a ground. Who never returns leaves a vacancy."""

    NAME: ClassVar = "absence.began"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder")

    seat: SeatId
    organ: str
    holder: PersonId
    absent_from: datetime
    absent_until: datetime | None = None


class AbsenceEnded(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "absence.ended"
    TAGGED_BY: ClassVar = ("seat", "organ", "holder")

    seat: SeatId
    organ: str
    holder: PersonId
    absent_until: datetime


class StandInAppointed(Event, frozen=True, kw_only=True):
    """Has the seat's say while its holder is suspended or absent, and not otherwise."""

    NAME: ClassVar = "stand_in.appointed"
    TAGGED_BY: ClassVar = ("seat", "organ", "person")

    seat: SeatId
    organ: str
    person: PersonId
    stands_in_from: datetime
    stands_in_until: datetime


class StandInEnded(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "stand_in.ended"
    TAGGED_BY: ClassVar = ("seat", "organ", "person")

    seat: SeatId
    organ: str
    person: PersonId
    stands_in_until: datetime


class ResidencyLost(Event, frozen=True, kw_only=True):
    """``leaves_by``: until when, by the bylaws, a resident seat may still be held."""

    NAME: ClassVar = "residency.lost"
    TAGGED_BY: ClassVar = ("person",)

    person: PersonId
    lost_at: datetime
    leaves_by: datetime


class ResidencyRegained(Event, frozen=True, kw_only=True):
    """Lives here again. Seats that ended meanwhile stay as they are."""

    NAME: ClassVar = "residency.regained"
    TAGGED_BY: ClassVar = ("person",)

    person: PersonId
    regained_at: datetime
