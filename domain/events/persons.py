"""Who takes part, in which role, and whose name and words were erased."""

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from domain.ids import PersonId
from domain.kernel import Event, Sealed

Standing = Literal["resident", "professional", "partner"]
Role = Literal["clerk", "facilitator", "auditor", "partner"]


KeptFor = Literal["legal_obligation", "archive", "legal_claim"]
"""Why a name may be kept although its person asks to have it erased: GDPR 17(3)(b), (d), (e)."""


class LivesIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A coarse fact: the neighbourhood's code, never an address."""

    neighbourhood: str
    checked_by: PersonId


class RegisteredFrom(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A coarse fact: lives here since this day (YYYY-MM-DD)."""

    day: str
    checked_by: PersonId


class AgeReached(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A coarse fact: the month (YYYY-MM) in which an age limit is reached, never a birth date."""

    age: int
    month: str
    checked_by: PersonId


class PersonRegistered(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "person.registered"
    TAGGED_BY: ClassVar = ("person",)
    SEALED_UNDER: ClassVar = {"name": "person", "contact": "person"}
    MAKES_KEY_OF: ClassVar = "person"

    person: PersonId
    standing: Standing
    name: Sealed
    contact: Sealed | None = None
    lives_in: LivesIn | None = None
    registered_from: RegisteredFrom | None = None
    ages_reached: tuple[AgeReached, ...] | None = None


class RoleGranted(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "role.granted"
    TAGGED_BY: ClassVar = ("person",)

    person: PersonId
    role: Role


class RoleRevoked(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "role.revoked"
    TAGGED_BY: ClassVar = ("person",)

    person: PersonId
    role: Role


class PersonErased(Event, frozen=True, kw_only=True):
    """Name, contact and words are gone with the person's key. What stays is the pseudonym, and
    what was decided and voted."""

    NAME: ClassVar = "person.erased"
    TAGGED_BY: ClassVar = ("person",)

    person: PersonId


class ErasureRefused(Event, frozen=True, kw_only=True):
    """``until``, where it is known, is when the ground ends: then it is only postponed."""

    NAME: ClassVar = "erasure.refused"
    TAGGED_BY: ClassVar = ("person",)

    person: PersonId
    ground: KeptFor
    until: datetime | None = None
