"""Who is a member at a moment: one person's part of the register."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from domain.act import Act
from domain.events.members import MemberAdmitted, MemberLeft
from domain.ids import PersonId
from domain.kernel import on


class Membership(NamedTuple):
    """Half-open: a member from ``begins`` until just before ``ends``, if there is an end."""

    begins: datetime
    ends: datetime | None

    def covers(self, moment: datetime) -> bool:
        return self.begins <= moment and (self.ends is None or moment < self.ends)


@dataclass(kw_only=True)
class SeesMembership(Act):
    """An act about one person, with this person's memberships in its boundary."""

    person: PersonId

    memberships: list[Membership] = field(init=False, default_factory=list)

    @on(MemberAdmitted)
    def _(self, person: PersonId, member_from: datetime) -> None:
        if person == self.person:
            self.memberships.append(Membership(member_from, None))

    @on(MemberLeft)
    def _(self, person: PersonId, member_until: datetime) -> None:
        if person == self.person:
            self.memberships[-1] = Membership(self.memberships[-1].begins, member_until)
