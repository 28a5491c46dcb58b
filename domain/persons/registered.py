"""Who is registered here: the one answer for every act that names somebody."""

from dataclasses import dataclass, field
from typing import Any, Final

from domain.act import Act
from domain.events.persons import PersonErased, PersonRegistered, Standing
from domain.ids import PersonId
from domain.kernel import Event, Selector, select
from domain.persons.errors import PersonNotFound

REGISTRATION: Final = (PersonRegistered, PersonErased)


def registration_of(*persons: PersonId | None) -> list[Selector]:
    """What tells whether they are registered; nobody (None) need not be."""
    return [select(*REGISTRATION, tags=[each]) for each in persons if each is not None]


class Persons:
    """Of those who are shown. Who was erased is not registered any more."""

    def __init__(self) -> None:
        self._standing: dict[PersonId, Standing] = {}
        self.erased: set[PersonId] = set()

    def see(self, event: Event) -> None:
        match event:
            case PersonRegistered(person=person, standing=standing):
                self._standing[person] = standing
            case PersonErased(person=person):
                self._standing.pop(person, None)
                self.erased.add(person)

    def __contains__(self, person: PersonId) -> bool:
        return person in self._standing

    def standing(self, person: PersonId) -> Standing | None:
        return self._standing.get(person)

    def require(self, person: PersonId | None) -> None:
        """Raise PersonNotFound; nobody (None) need not be registered."""
        if person is not None and person not in self:
            raise PersonNotFound(person=person)


@dataclass(kw_only=True)
class SeesPersons(Act):
    """An act that remembers of the persons in its boundary whether they are registered."""

    persons: Persons = field(init=False, default_factory=Persons)

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        self.persons.see(event)
