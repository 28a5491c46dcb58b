"""The clerk records that a member leaves, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.bylaws.law import GENERAL_MEETING
from domain.events.members import LeavingReason, MemberAdmitted, MemberLeft
from domain.events.seats import SeatFilled, SeatVacated
from domain.ids import PersonId
from domain.kernel import Selector, select
from domain.members.errors import NotMember
from domain.seats.membership import SeesMembership
from domain.seats.register import SEAT_EVENTS, SeesSeats


@dataclass(kw_only=True)
class EndMembership(SeesSeats, SeesMembership):
    """``member_until`` is the moment from which this person is no member any more.

    A seat of the general meeting ends with it: recorded here and now.
    """

    person: PersonId
    member_until: datetime
    reason: LeavingReason

    def boundary(self) -> Sequence[Selector]:
        seats = [select(*SEAT_EVENTS, tags=[seat]) for seat in self.register.seats_seen()]
        return [select(MemberAdmitted, MemberLeft, SeatFilled, tags=[self.person]), *seats]

    def execute(self) -> None:
        self.require_role("clerk")
        memberships = self.members.of(self.person)
        if not memberships or not memberships[-1].covers(self.member_until):
            raise NotMember(person=self.person)
        left = self.record(
            MemberLeft(person=self.person, member_until=self.member_until, reason=self.reason)
        )
        for seat, moment in self.register.held_beyond(self.person, self.member_until):
            if self.register.seats[seat].organ == GENERAL_MEETING:
                vacated = SeatVacated(
                    seat=seat,
                    organ=GENERAL_MEETING,
                    holder=self.person,
                    vacated_at=moment,
                    reason="membership_ended",
                )
                self.record(vacated, because=left)
