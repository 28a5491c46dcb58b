"""It is noted since when somebody knows of a decision: the clerk does, or that person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.events.persons import PersonRegistered
from domain.events.results import Notice, NoticeNoted
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.persons.errors import PersonNotFound
from domain.results.errors import NoticedAlready
from domain.results.on_one_result import OnOneResult


@dataclass(kw_only=True)
class NoteNotice(OnOneResult):
    person: PersonId
    noticed_at: datetime
    how: Notice

    registered: set[PersonId] = field(init=False, default_factory=set)
    noted: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [
            *super().boundary(),
            select(PersonRegistered, tags=[self.person]),
            select(NoticeNoted, tags=[self.person, self.decision]),
        ]

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.registered.add(person)

    @on(NoticeNoted)
    def _(self) -> None:
        self.noted = True

    def execute(self) -> None:
        if self.actor != self.person:
            self.require_role("clerk")
        self.require_after(self.require_result(), self.noticed_at)
        if self.person not in self.registered:
            raise PersonNotFound(person=self.person)
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
