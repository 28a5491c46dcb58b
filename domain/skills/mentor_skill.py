"""Somebody says whom they stand beside as a mentor."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.events.persons import PersonRegistered
from domain.events.skills import SkillMentored
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.lessons.words import plain_word
from domain.persons.errors import PersonNotFound
from domain.skills.errors import SkillMissing, SkillOfOneself


@dataclass(kw_only=True)
class MentorSkill(Act):
    learner: PersonId
    skill: str

    registered: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [select(PersonRegistered, tags=[self.learner])]

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.registered = self.registered or person == self.learner

    def execute(self) -> None:
        self.require_member()
        if not (word := plain_word(self.skill)):
            raise SkillMissing
        if self.learner == self.actor:
            raise SkillOfOneself
        if not self.registered:
            raise PersonNotFound(person=self.learner)
        self.record(SkillMentored(mentor=self.actor, learner=self.learner, skill=word))
