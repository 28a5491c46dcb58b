"""What both answers to somebody who asks to be erased share."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.erasure.errors import ErasedAlready
from domain.ids import PersonId
from domain.kernel import Selector
from domain.persons.registered import SeesPersons, registration_of


@dataclass(kw_only=True)
class OnErasure(SeesPersons):
    person: PersonId

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *registration_of(self.person)]

    def require_known(self) -> None:
        """Raise PersonNotFound or ErasedAlready."""
        if self.person in self.persons.erased:
            raise ErasedAlready(person=self.person)
        self.persons.require(self.person)
