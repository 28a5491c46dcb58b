"""The clerk records that somebody moved away, and what the bylaws make of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.events.seats import ResidencyLost, ResidencyRegained, SeatFilled, SeatVacated
from domain.ids import PersonId
from domain.kernel import Selector, select
from domain.organisations.errors import NoBylaws
from domain.organisations.versions import SeesBylaws
from domain.persons.registered import REGISTRATION, SeesPersons
from domain.seats.errors import ResidencyLostAlready
from domain.seats.register import SEAT_EVENTS, SeesSeats
from domain.seats.residency import SeesResidency


@dataclass(kw_only=True)
class LoseResidency(SeesSeats, SeesBylaws, SeesResidency, SeesPersons):
    """Resident seats end when the time to leave is over, or at once: recorded here and now."""

    person: PersonId
    lost_at: datetime

    def boundary(self) -> Sequence[Selector]:
        person = (*REGISTRATION, ResidencyLost, ResidencyRegained, SeatFilled)
        seats = [select(*SEAT_EVENTS, tags=[seat]) for seat in self.register.seats_seen()]
        return [select(*person, tags=[self.person]), *self.all_versions(), *seats]

    def execute(self) -> None:
        self.require_role("clerk")
        self.persons.require(self.person)
        version = self.versions.in_force(self.at)
        if version is None:
            raise NoBylaws
        if not self.residency.lives_here(self.person, self.lost_at):
            raise ResidencyLostAlready(person=self.person)
        days = version.content.resident_majority.leave_within_days
        leaves_by = self.lost_at + timedelta(days=days)
        lost = self.record(
            ResidencyLost(person=self.person, lost_at=self.lost_at, leaves_by=leaves_by)
        )
        for seat, moment in self.register.held_beyond(self.person, leaves_by):
            if self.register.seats[seat].kind == "resident":
                vacated = SeatVacated(
                    seat=seat,
                    organ=self.register.seats[seat].organ,
                    holder=self.person,
                    vacated_at=moment,
                    reason="moved_away",
                )
                self.record(vacated, because=lost)
