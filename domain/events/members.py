"""The register of members of an association or a cooperative."""

from datetime import datetime
from typing import ClassVar, Literal

from domain.ids import PersonId
from domain.kernel import Event

LeavingReason = Literal["resignation", "termination", "expulsion", "death"]
"""Termination is by the association; expulsion is for what a member did to it."""


class MemberAdmitted(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "member.admitted"
    TAGGED_BY: ClassVar = ("person",)

    person: PersonId
    member_from: datetime


class MemberLeft(Event, frozen=True, kw_only=True):
    """Half-open: a member until just before ``member_until``."""

    NAME: ClassVar = "member.left"
    TAGGED_BY: ClassVar = ("person",)

    person: PersonId
    member_until: datetime
    reason: LeavingReason
