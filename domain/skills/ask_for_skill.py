"""Somebody says what they want to learn."""

from dataclasses import dataclass

from domain.events.skills import SkillAsked
from domain.skills.errors import SkillAlreadyNamed
from domain.skills.on_own_skill import OnOwnSkill


@dataclass(kw_only=True)
class AskForSkill(OnOwnSkill):
    def execute(self) -> None:
        word = self.require_word()
        if "asking" in self.named:
            raise SkillAlreadyNamed
        self.record(SkillAsked(person=self.actor, skill=word))
