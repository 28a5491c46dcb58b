"""The clerk records that a member leaves, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.members import LeavingReason, MemberAdmitted, MemberLeft
from domain.kernel import Selector, select
from domain.members.errors import NotMember
from domain.members.register import SeesMembership


@dataclass(kw_only=True)
class EndMembership(SeesMembership):
    """``member_until`` is the moment from which this person is no member any more."""

    member_until: datetime
    reason: LeavingReason

    def boundary(self) -> Sequence[Selector]:
        return [select(MemberAdmitted, MemberLeft, tags=[self.person])]

    def execute(self) -> None:
        self.require_role("clerk")
        if not self.memberships or not self.memberships[-1].covers(self.member_until):
            raise NotMember(person=self.person)
        self.record(
            MemberLeft(person=self.person, member_until=self.member_until, reason=self.reason)
        )
