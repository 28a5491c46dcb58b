"""Who takes part: standing, roles and coarse facts. Names stay in the vault."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.persons import (
    AgeReached,
    LivesIn,
    PersonRegistered,
    RegisteredFrom,
    Role,
    RoleGranted,
    RoleRevoked,
    Standing,
)
from domain.ids import PersonId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


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


class Persons:
    NAME = "persons"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (PersonRegistered, RoleGranted, RoleRevoked)
    DOCUMENT = Person

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, PersonRegistered | RoleGranted | RoleRevoked)
        return (event.person,)

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


def _with_roles(person: Person, granted: set[Role], revoked: set[Role]) -> Person:
    roles = (set(person.roles) | granted) - revoked
    return msgspec.structs.replace(person, roles=tuple(sorted(roles)))


PERSONS: Projection[Person] = Persons()
