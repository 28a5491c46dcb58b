"""Who takes part: standing, roles and coarse facts. Names stay in the vault."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.persons import (
    AgeReached,
    ErasureRefused,
    KeptFor,
    LivesIn,
    PersonErased,
    PersonRegistered,
    RegisteredFrom,
    Role,
    RoleGranted,
    RoleRevoked,
    Standing,
)
from domain.events.voting_days import RegistrationMerged
from domain.ids import PersonId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


class Kept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An erasure that was refused: on which ground and, if it was postponed, until when."""

    ground: KeptFor
    refused_at: datetime
    until: datetime | None = None


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``name`` and ``contact`` are commitments (64 hex digits), carried by the record at
    ``position``: who may know them opens them in the vault with that record."""

    person: PersonId
    standing: Standing
    position: int
    registered_at: datetime
    name: str
    contact: str | None = None
    roles: tuple[Role, ...] = ()
    lives_in: LivesIn | None = None
    registered_from: RegisteredFrom | None = None
    ages_reached: tuple[AgeReached, ...] | None = None
    kept: Kept | None = None
    merged_into: PersonId | None = None
    """There if this registration was a second one of the same human: it votes no more."""
    erased_at: datetime | None = None


class Persons:
    NAME = "persons"
    VERSION = 3
    FOLLOWS: tuple[type[Event], ...] = (
        PersonRegistered,
        PersonErased,
        ErasureRefused,
        RoleGranted,
        RoleRevoked,
        RegistrationMerged,
    )
    DOCUMENT = Person

    def touches(self, event: Event) -> Iterable[str]:
        if isinstance(event, RegistrationMerged):
            return (event.duplicate,)
        return (event.person,)  # type: ignore[attr-defined]

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Person], recorded: Recorded) -> None:
        match recorded.event:
            case PersonRegistered(person=person) as event:
                documents[person] = _registered(event, recorded)
            case RoleGranted(person=person, role=role):
                documents[person] = _with_roles(documents[person], {role}, set())
            case RoleRevoked(person=person, role=role):
                documents[person] = _with_roles(documents[person], set(), {role})
            case ErasureRefused(person=person, ground=ground, until=until):
                kept = Kept(ground=ground, refused_at=recorded.time, until=until)
                documents[person] = msgspec.structs.replace(documents[person], kept=kept)
            case RegistrationMerged(person=person, duplicate=duplicate) if duplicate in documents:
                documents[duplicate] = msgspec.structs.replace(
                    documents[duplicate], merged_into=person
                )
            case PersonErased(person=person):
                documents[person] = _erased(documents[person], recorded.time)

    def index(self, document: Person) -> Iterable[Entry]:
        """List "persons", in order of registration; filters ``standing:…`` and ``role:…``."""
        filters = ["", f"standing:{document.standing}", *(f"role:{r}" for r in document.roles)]
        return [Entry("persons", each, oldest_first(document.position)) for each in filters]


def _registered(event: PersonRegistered, recorded: Recorded) -> Person:
    return Person(
        person=event.person,
        standing=event.standing,
        position=recorded.position,
        registered_at=recorded.time,
        name=event.name.sealed,
        contact=None if event.contact is None else event.contact.sealed,
        lives_in=event.lives_in,
        registered_from=event.registered_from,
        ages_reached=event.ages_reached,
    )


def _erased(person: Person, moment: datetime) -> Person:
    """The coarse facts are in the record, but nobody needs to be shown them any more."""
    return msgspec.structs.replace(
        person,
        lives_in=None,
        registered_from=None,
        ages_reached=None,
        kept=None,
        erased_at=moment,
    )


def _with_roles(person: Person, granted: set[Role], revoked: set[Role]) -> Person:
    roles = (set(person.roles) | granted) - revoked
    return msgspec.structs.replace(person, roles=tuple(sorted(roles)))


PERSONS: Projection[Person] = Persons()
