"""Whose argument it is agrees that it is resolved without other words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from domain.deliberation.on_one_argument import OnOneArgument
from domain.events.deliberation import ArgumentResolved
from domain.events.persons import PersonRegistered
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.persons.errors import PersonNotFound


@dataclass(kw_only=True)
class ResolveArgument(OnOneArgument):
    """It is monitored, decided on later, or looked into by others: ``by`` whom, and until when.
    An amendment resolves it by itself."""

    how: Literal["monitored", "deferred", "delegated"]
    by: PersonId | None = None
    due_by: datetime | None = None

    registered: set[PersonId] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary()]
        if self.by is not None:
            found.append(select(PersonRegistered, tags=[self.by]))
        return found

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.registered.add(person)

    def execute(self) -> None:
        self.require_author(self.require_unresolved())
        if self.by is not None and self.by not in self.registered:
            raise PersonNotFound(person=self.by)
        self.record(
            ArgumentResolved(
                argument=self.argument,
                decision=self.decision,
                case=self.case,
                how=self.how,
                by=self.by,
                due_by=self.due_by,
            )
        )
