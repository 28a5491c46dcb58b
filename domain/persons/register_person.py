"""The clerk registers somebody, with the coarse facts that were checked."""

from dataclasses import dataclass

from domain.act import Act, minted
from domain.events.persons import (
    AgeReached,
    LivesIn,
    PersonRegistered,
    RegisteredFrom,
    Standing,
)
from domain.ids import PersonId
from domain.kernel import unsealed


@dataclass(kw_only=True)
class RegisterPerson(Act):
    """``identifier`` tells one human from another (an address, a number); the record never
    shows it, and the vault keeps one person per identifier."""

    person: PersonId = minted()
    identifier: str
    standing: Standing
    name: str
    contact: str | None = None
    neighbourhood: str | None = None
    registered_from: str | None = None
    ages_reached: tuple[tuple[int, str], ...] | None = None

    @property
    def registers(self) -> dict[str, PersonId]:
        return {self.identifier: self.person}

    def execute(self) -> None:
        self.require_role("clerk")
        self.record(
            PersonRegistered(
                person=self.person,
                standing=self.standing,
                name=unsealed(self.name),
                contact=None if self.contact is None else unsealed(self.contact),
                lives_in=self._lives_in(),
                registered_from=self._registered_from(),
                ages_reached=self._ages_reached(),
            )
        )

    def _lives_in(self) -> LivesIn | None:
        if self.neighbourhood is None:
            return None
        return LivesIn(neighbourhood=self.neighbourhood, checked_by=self.actor)

    def _registered_from(self) -> RegisteredFrom | None:
        if self.registered_from is None:
            return None
        return RegisteredFrom(day=self.registered_from, checked_by=self.actor)

    def _ages_reached(self) -> tuple[AgeReached, ...] | None:
        if not self.ages_reached:
            return None
        return tuple(
            AgeReached(age=age, month=month, checked_by=self.actor)
            for age, month in self.ages_reached
        )
