"""Who is a member at a moment, as far as it is recorded who came and who left."""

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
    """An act that remembers the memberships in its boundary, each person's in their order."""

    memberships: dict[PersonId, list[Membership]] = field(init=False, default_factory=dict)

    @on(MemberAdmitted)
    def _(self, person: PersonId, member_from: datetime) -> None:
        self.memberships.setdefault(person, []).append(Membership(member_from, None))

    @on(MemberLeft)
    def _(self, person: PersonId, member_until: datetime) -> None:
        last = self.memberships[person].pop()
        self.memberships[person].append(Membership(last.begins, member_until))

    def is_member_from(self, person: PersonId, begins: datetime, ends: datetime) -> bool:
        """From ``begins`` until just before ``ends``, as far as it is known."""
        for membership in self.memberships.get(person, ()):
            if membership.covers(begins):
                if membership.ends is None or ends <= membership.ends:
                    return True
                begins = membership.ends
        return False
