"""Who is a member at a moment, as far as it is recorded who came and who left."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from domain.act import Act
from domain.events.members import MemberAdmitted, MemberLeft
from domain.ids import PersonId
from domain.kernel import Event


class Membership(NamedTuple):
    """Half-open: a member from ``begins`` until just before ``ends``, if there is an end."""

    begins: datetime
    ends: datetime | None

    def covers(self, moment: datetime) -> bool:
        return self.begins <= moment and (self.ends is None or moment < self.ends)


class MemberRegister:
    """Events are shown in the order in which they were recorded."""

    def __init__(self) -> None:
        self._of: dict[PersonId, list[Membership]] = {}

    def see(self, event: Event) -> None:
        match event:
            case MemberAdmitted(person=person, member_from=moment):
                self._of.setdefault(person, []).append(Membership(moment, None))
            case MemberLeft(person=person, member_until=moment):
                last = self._of[person].pop()
                self._of[person].append(Membership(last.begins, moment))

    def of(self, person: PersonId) -> list[Membership]:
        return self._of.get(person, [])

    def is_member_from(self, person: PersonId, begins: datetime, ends: datetime) -> bool:
        """From ``begins`` until just before ``ends``, as far as it is known."""
        for membership in self.of(person):
            if membership.covers(begins):
                if membership.ends is None or ends <= membership.ends:
                    return True
                begins = membership.ends
        return False


@dataclass(kw_only=True)
class SeesMembership(Act):
    """An act that remembers the memberships in its boundary, each person's in their order."""

    members: MemberRegister = field(init=False, default_factory=MemberRegister)

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        self.members.see(event)
