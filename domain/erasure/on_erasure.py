"""What both answers to somebody who asks to be erased share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.erasure.errors import ErasedAlready
from domain.events.persons import PersonErased, PersonRegistered
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.persons.errors import PersonNotFound


@dataclass(kw_only=True)
class OnErasure(Act):
    person: PersonId

    registered: bool = field(init=False, default=False)
    erased: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), select(PersonRegistered, PersonErased, tags=[self.person])]

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.registered = self.registered or person == self.person

    @on(PersonErased)
    def _(self, person: PersonId) -> None:
        self.erased = self.erased or person == self.person

    def require_known(self) -> None:
        """Raise PersonNotFound or ErasedAlready."""
        if not self.registered:
            raise PersonNotFound(person=self.person)
        if self.erased:
            raise ErasedAlready(person=self.person)
