"""What is known of somebody: coarse facts from the record, names from the vault."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from domain.events.persons import (
    AgeReached,
    LivesIn,
    PersonRegistered,
    RegisteredFrom,
    Role,
    Standing,
)
from domain.ids import OrganisationId, PersonId
from domain.ports import Ports
from projections.persons import Kept, Person


class PersonSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When a name and a contact were erased, ``erased`` says so in their place. ``kept`` is
    there while an erasure is refused or postponed, ``merged_into`` for a second registration of
    the same human, which votes no more."""

    person: PersonId
    standing: Standing
    registered_at: datetime
    roles: tuple[Role, ...]
    name: str | None = None
    contact: str | None = None
    erased: bool = False
    lives_in: LivesIn | None = None
    registered_from: RegisteredFrom | None = None
    ages_reached: tuple[AgeReached, ...] | None = None
    kept: Kept | None = None
    merged_into: PersonId | None = None
    erased_at: datetime | None = None


async def with_names(
    ports: Ports, organisation: OrganisationId, persons: Sequence[Person]
) -> tuple[PersonSeen, ...]:
    """``persons`` were registered one after the other."""
    if not persons:
        return ()
    stored, _ = await ports.log.read_page(
        organisation,
        after=persons[0].position - 1,
        until=persons[-1].position,
        limit=len(persons),
        types=[PersonRegistered.NAME],
    )
    records = {each.position: each.record for each in stored}
    sealed: dict[str, dict[str, bytes]] = {
        each.person: dict.fromkeys(_sealed(each), records[each.position]) for each in persons
    }
    opened = await ports.vault.open_several(organisation, sealed)
    text = {seal: msgspec.json.decode(value.value, type=str) for seal, value in opened.items()}
    return tuple(_seen(each, text) for each in persons)


def _sealed(person: Person) -> list[str]:
    """The commitments in the place of name and contact."""
    return [each for each in (person.name, person.contact) if each is not None]


def _seen(person: Person, text: Mapping[str, str]) -> PersonSeen:
    """``text``: commitment -> what it stands for."""
    return PersonSeen(
        person=person.person,
        standing=person.standing,
        registered_at=person.registered_at,
        roles=person.roles,
        name=text.get(person.name),
        contact=text.get(person.contact or ""),
        erased=person.name not in text,
        lives_in=person.lives_in,
        registered_from=person.registered_from,
        ages_reached=person.ages_reached,
        kept=person.kept,
        merged_into=person.merged_into,
        erased_at=person.erased_at,
    )
