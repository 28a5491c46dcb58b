"""Whose argument it is agrees that it is resolved without other words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.deliberation.on_one_argument import OnOneArgument
from domain.events.deliberation import ArgumentResolved
from domain.ids import PersonId
from domain.kernel import Selector
from domain.persons.registered import SeesPersons, registration_of


@dataclass(kw_only=True)
class ResolveArgument(OnOneArgument, SeesPersons):
    """It is monitored, decided on later, or looked into by others: ``by`` whom, and until when.
    An amendment resolves it by itself."""

    how: Literal["monitored", "deferred", "delegated"]
    by: PersonId | None = None
    due_by: datetime | None = None

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *registration_of(self.by)]

    def execute(self) -> None:
        self.require_author(self.require_unresolved())
        self.persons.require(self.by)
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
