"""It is noted since when somebody knows of a decision: the clerk does, or that person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.events.results import Notice, NoticeNoted
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.persons.registered import SeesPersons, registration_of
from domain.results.errors import NoticedAlready
from domain.results.on_one_result import OnOneResult


@dataclass(kw_only=True)
class NoteNotice(OnOneResult, SeesPersons):
    person: PersonId
    noticed_at: datetime
    how: Notice

    noted: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [
            *super().boundary(),
            *registration_of(self.person),
            select(NoticeNoted, tags=[self.person, self.decision]),
        ]

    @on(NoticeNoted)
    def _(self) -> None:
        self.noted = True

    def execute(self) -> None:
        if self.actor != self.person:
            self.require_role("clerk")
        self.require_after(self.require_result(), self.noticed_at)
        self.persons.require(self.person)
        if self.noted:
            raise NoticedAlready(person=self.person)
        self.record(
            NoticeNoted(
                decision=self.decision,
                person=self.person,
                noticed_at=self.noticed_at,
                how=self.how,
            )
        )
