"""Who may have the say of a seat: a resident that of a resident's, a member that of a member's."""

from dataclasses import dataclass
from datetime import datetime

from domain.bylaws.law import GENERAL_MEETING
from domain.events.members import MemberAdmitted, MemberLeft
from domain.events.seats import ResidencyLost, ResidencyRegained, SeatEstablished
from domain.ids import PersonId
from domain.kernel import Event
from domain.seats.errors import NoMember, NoResident
from domain.seats.membership import SeesMembership
from domain.seats.residency import SeesResidency

STANDING_EVENTS: tuple[type[Event], ...] = (
    ResidencyLost,
    ResidencyRegained,
    MemberAdmitted,
    MemberLeft,
)
"""Each carries its person as a tag; to be seen by one selector, in order."""


@dataclass(kw_only=True)
class SeesWhoMayHold(SeesResidency, SeesMembership):
    """As far as it is known when the act is done; what ends later vacates the seat."""

    def require_may_hold(
        self, seat: SeatEstablished, person: PersonId, begins: datetime, ends: datetime
    ) -> None:
        """Raise NoResident, or NoMember for a seat of the general meeting."""
        if seat.kind == "resident" and not self.lives_here_from(person, begins, ends):
            raise NoResident(person=person)
        if seat.organ == GENERAL_MEETING and not self.is_member_from(person, begins, ends):
            raise NoMember(person=person)
