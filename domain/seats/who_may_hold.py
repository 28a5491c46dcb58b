"""Who may have the say of a seat: a resident that of a resident's, a member that of a member's."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.act import Act
from domain.bylaws.law import GENERAL_MEETING
from domain.events.members import MemberAdmitted, MemberLeft
from domain.events.seats import ResidencyLost, ResidencyRegained, SeatEstablished
from domain.ids import PersonId
from domain.kernel import Event
from domain.persons.registered import REGISTRATION, Persons
from domain.seats.errors import NoMember, NoResident, SeatOfAnotherKind
from domain.seats.membership import MemberRegister
from domain.seats.residency import Residency

PERSON_EVENTS: tuple[type[Event], ...] = (
    *REGISTRATION,
    ResidencyLost,
    ResidencyRegained,
    MemberAdmitted,
    MemberLeft,
)
"""Each carries its person as a tag; to be seen by one selector, in order."""


class WhoMayHold:
    """As far as it is known when the act is done; what ends later vacates the seat."""

    def __init__(self) -> None:
        self.persons = Persons()
        self.residency = Residency()
        self.members = MemberRegister()

    def see(self, event: Event) -> None:
        self.persons.see(event)
        self.residency.see(event)
        self.members.see(event)

    def require(
        self, seat: SeatEstablished, person: PersonId, begins: datetime, ends: datetime
    ) -> None:
        """Raise PersonNotFound, SeatOfAnotherKind, NoResident, or NoMember for a seat of the
        general meeting."""
        self.persons.require(person)
        standing = self.persons.standing(person)
        assert standing is not None
        if seat.kind not in (standing, "independent"):
            raise SeatOfAnotherKind(kind=seat.kind, standing=standing)
        if seat.kind == "resident" and not self.residency.lives_here_from(person, begins, ends):
            raise NoResident(person=person)
        member = self.members.is_member_from(person, begins, ends)
        if seat.organ == GENERAL_MEETING and not member:
            raise NoMember(person=person)


@dataclass(kw_only=True)
class SeesWhoMayHold(Act):
    """An act that remembers of the persons in its boundary which seats they may hold."""

    who: WhoMayHold = field(init=False, default_factory=WhoMayHold)

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        self.who.see(event)
