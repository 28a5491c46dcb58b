"""Somebody offers what they can do."""

from dataclasses import dataclass

from domain.events.skills import SkillOffered
from domain.skills.errors import SkillAlreadyNamed
from domain.skills.on_own_skill import OnOwnSkill


@dataclass(kw_only=True)
class OfferSkill(OnOwnSkill):
    def execute(self) -> None:
        word = self.require_word()
        if "offer" in self.named:
            raise SkillAlreadyNamed
        self.record(SkillOffered(person=self.actor, skill=word))
