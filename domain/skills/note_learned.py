"""Somebody says what they learned: from whom, in which masterclass, on which visit."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.events.persons import PersonRegistered
from domain.events.skills import ExchangeVisitHeld, MasterclassHeld, SkillLearned
from domain.ids import MasterclassId, PersonId, VisitId
from domain.kernel import Selector, on, select
from domain.persons.errors import PersonNotFound
from domain.skills.errors import MasterclassNotFound, SkillOfOneself, VisitNotFound
from domain.skills.on_own_skill import OnOwnSkill


@dataclass(kw_only=True)
class NoteLearned(OnOwnSkill):
    from_person: PersonId | None = None
    masterclass: MasterclassId | None = None
    visit: VisitId | None = None

    there: set[str] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        named = (self.from_person, self.masterclass, self.visit)
        sources = (PersonRegistered, MasterclassHeld, ExchangeVisitHeld)
        return [
            *super().boundary(),
            *(select(*sources, tags=[each]) for each in named if each is not None),
        ]

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.there.add(person)

    @on(MasterclassHeld)
    def _(self, masterclass: MasterclassId) -> None:
        self.there.add(masterclass)

    @on(ExchangeVisitHeld)
    def _(self, visit: VisitId) -> None:
        self.there.add(visit)

    def execute(self) -> None:
        word = self.require_word()
        self._require_sources()
        self.record(
            SkillLearned(
                person=self.actor,
                skill=word,
                from_person=self.from_person,
                masterclass=self.masterclass,
                visit=self.visit,
            )
        )

    def _require_sources(self) -> None:
        """Raise SkillOfOneself, PersonNotFound, MasterclassNotFound or VisitNotFound."""
        if self.from_person == self.actor:
            raise SkillOfOneself
        if self.from_person is not None and self.from_person not in self.there:
            raise PersonNotFound(person=self.from_person)
        if self.masterclass is not None and self.masterclass not in self.there:
            raise MasterclassNotFound(masterclass=self.masterclass)
        if self.visit is not None and self.visit not in self.there:
            raise VisitNotFound(visit=self.visit)
