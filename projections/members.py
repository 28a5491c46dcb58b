"""The register of members: one document per person who is, or was, a member."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.members import LeavingReason, MemberAdmitted, MemberLeft
from domain.ids import PersonId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


class Member(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The last membership: half-open, without ``member_until`` if no end is recorded.

    Earlier ones of the same person are found by a replay.
    """

    person: PersonId
    position: int
    member_from: datetime
    member_until: datetime | None = None
    reason: LeavingReason | None = None


class Members:
    NAME = "members"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (MemberAdmitted, MemberLeft)
    DOCUMENT = Member

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, MemberAdmitted | MemberLeft)
        return (event.person,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Member], recorded: Recorded) -> None:
        match recorded.event:
            case MemberAdmitted(person=person, member_from=moment):
                documents[person] = Member(
                    person=person, position=recorded.position, member_from=moment
                )
            case MemberLeft(person=person, member_until=moment, reason=reason):
                documents[person] = msgspec.structs.replace(
                    documents[person], member_until=moment, reason=reason
                )

    def index(self, document: Member) -> Iterable[Entry]:
        """List "members", in order of admission; filter ``end:none`` or ``end:recorded``."""
        end = "none" if document.member_until is None else "recorded"
        sort = oldest_first(document.position)
        return [Entry("members", each, sort) for each in ("", f"end:{end}")]


MEMBERS: Projection[Member] = Members()
